"""What is too long for its place stops a check and a build, with the line of the text that says it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from multitrack.typography.columns import INSET_PT, SIZE_PT, TABLE_PT

ROOT = Path(__file__).parents[1]
WORD = "Keterangan" * 9
KEYS = ("constant", "vintage")


@pytest.fixture
def copy(tmp_path):
    """Return a copy of the project in whose texts a table's heading and a chart's label are too long."""
    for name in ("data", "report"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("_output", "_generated", ".build-*")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    labels = tmp_path / "data" / "text" / "id" / "labels.yml"
    lines = labels.read_text(encoding="utf-8").splitlines()
    for key, words in zip(KEYS, (f"{WORD * 2} {{year}}, {{unit}}", WORD), strict=True):
        (at,) = [number for number, line in enumerate(lines) if line.startswith(f"  {key}: ")]
        lines[at] = f'  {key}: "{words}"'
    labels.write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def line_of(project, key):
    lines = (project / "data" / "text" / "id" / "labels.yml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.startswith(f"  {key}: "))


@pytest.mark.parametrize("command", [("check",), ("build", "--engine", "embedded")])
def test_all_that_is_too_long_is_listed_at_once_and_nothing_is_built(copy, command):
    done = subprocess.run(
        [sys.executable, "-m", "multitrack", *command],
        cwd=copy, env={**os.environ, "NO_COLOR": "1"}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    constant, vintage = (f"data/text/id/labels.yml:{line_of(copy, key)}" for key in KEYS)
    word = f'the word "{WORD}" is 306 pt too long for the column "{WORD}"'
    remedy = "shorten it, or write it so that a line can break in it"
    assert done.stderr.splitlines()[0] == f"{vintage}:columns.vintage: {word} of tbl-gdp-growth; {remedy}"
    assert f'{constant}:charts.constant: the label "{WORD * 2}"' in done.stderr
    assert done.stderr.endswith("2 problems; nothing was changed\n")
    assert not (copy / "report" / "_output").exists()


def test_tables_are_measured_as_the_theme_sets_them():
    theme = (ROOT / "report" / "theme" / "typst-template.typ").read_text(encoding="utf-8")
    left, right = INSET_PT
    assert f"#let float-width = {TABLE_PT:g}pt" in theme
    assert re.search(rf"size: {SIZE_PT:g}pt, leading: [\d.]+pt, it\)", theme)
    assert f"inset: (x, _) => (left: if x == 0 {{ 0pt }} else {{ {left:g}pt }}, right: {right:g}pt" in theme
    assert re.search(r"table\.cell\.where\(y: 0\): set text\(weight: 600\)", theme)
