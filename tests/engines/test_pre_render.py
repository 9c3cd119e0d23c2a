"""Plain `quarto render` in a project that was set up, and what the wrapper makes of the project's pre-render step.

The stand-in runs pre-render scripts as Quarto does: in the project's folder, after it has read the pages' includes.
"""

import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from multitrack.engines.quarto import copy_project

ROOT = Path(__file__).parents[2]
WOVEN = "report/_generated/en/tbl-tracks.md"
OUTPUT = "report/_output/en/canada-asean.html"
ENGLISH = ("--profile", "en")
TRACKS = "data/text/en/tracks.yml"


@dataclass(frozen=True)
class Clone:
    """A copy of the real project on which set-up has put a Python where the pre-render step looks for it."""

    root: Path
    quarto: Path

    def read(self, name):
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name, text):
        (self.root / name).write_text(text, encoding="utf-8")

    def weave(self):
        return self.call(self.root / ".venv" / "bin" / "python", "-m", "multitrack", "weave")

    def render(self, *profile):
        return self.call(self.quarto, "render", "report", *profile, "--to", "html")

    def call(self, *command):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("QUARTO_")}
        return subprocess.run(
            [*map(str, command)],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )


@pytest.fixture(scope="module")
def set_up(tmp_path_factory):
    """Return the folder of a clone that was set up and woven once."""
    root = tmp_path_factory.mktemp("clone")
    for name in ("data", "report"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("_output", "_generated", ".build-*"))
    shutil.copy(ROOT / "pyproject.toml", root)
    python = root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(stat.S_IRWXU)
    done = Clone(root, root).weave()
    assert (done.returncode, done.stdout) == (0, "report/_generated is woven\n")
    return root


@pytest.fixture
def clone(set_up, fake, tmp_path):
    shutil.copytree(set_up, tmp_path / "clone")
    return Clone(tmp_path / "clone", fake.program)


def test_a_plain_render_works_in_a_clone_that_was_set_up_and_weaves_nothing_twice(clone):
    done = clone.render(*ENGLISH)

    assert (done.returncode, done.stdout) == (0, "report/_generated is up to date\n"), done.stderr
    assert '<html lang="en-GB">' in clone.read(OUTPUT)


def test_a_plain_render_without_a_profile_gives_the_first_of_the_group(clone):
    group = yaml.safe_load(clone.read("report/_quarto.yml"))["profile"]["group"][0]
    done = clone.render()

    assert done.returncode == 0, done.stderr
    assert [path.name for path in (clone.root / "report" / "_output").iterdir()] == group[:1]


def test_what_has_changed_is_woven_before_a_plain_render(clone):
    clone.write(TRACKS, clone.read(TRACKS).replace("Nongovernment and", "Ungoverned and"))
    done = clone.render(*ENGLISH)

    assert (done.returncode, done.stdout) == (0, "report/_generated is woven\n"), done.stderr
    assert "Ungoverned" in clone.read(WOVEN)
    assert "Ungoverned" in clone.read(OUTPUT)


def test_a_woven_file_that_was_spoilt_is_woven_again(clone):
    clone.write(WOVEN, "spoilt")
    clone.render(*ENGLISH)

    assert "spoilt" not in clone.read(WOVEN) + clone.read(OUTPUT)


def test_wrong_data_stop_a_plain_render_and_leave_what_was_woven(clone):
    woven = clone.read(WOVEN)
    clone.write(TRACKS, "")
    done = clone.render(*ENGLISH)

    assert done.returncode == 1
    assert "data/text/en/tracks.yml" in done.stderr
    assert (clone.root / OUTPUT).exists() is False
    assert clone.read(WOVEN) == woven


def test_the_wrapper_renders_without_the_step_and_leaves_it_in_the_project(quarto):
    step = yaml.safe_load((quarto.workspace / "_quarto.yml").read_text(encoding="utf-8"))["project"]["pre-render"]

    assert not (quarto.workspace / step.split()[0]).exists()
    assert quarto.render(["html"])["html"].is_file()
    assert (quarto.workspace / "_quarto.yml").read_text(encoding="utf-8").count(step) == 1


def test_the_wrapper_takes_the_step_out_of_its_copy_alone_and_nothing_else(quarto, tmp_path):
    step = "project:\n  type: default\n  pre-render:\n    - a\n    - b\nreleased: 2026-11-23\nversion: '1e3'\n"
    quarto.write("_quarto.yml", step)
    copy_project(quarto.workspace, tmp_path / "copy", ())

    copied = (tmp_path / "copy" / "_quarto.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(copied) == {"project": {"type": "default"}, "released": "2026-11-23", "version": "1e3"}
    assert (tmp_path / "copy" / "_quarto-en.yml").read_text(encoding="utf-8") == quarto.read("_quarto-en.yml")
    assert quarto.read("_quarto.yml") == step
