"""The command with Quarto as its engine: what it says, how it ends, and that it leaves things as they were."""

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import old_edition
from multitrack.build import build_edition
from multitrack.order import BuildRequest
from multitrack.project import Project
from multitrack.study import open_edition

ROOT = Path(__file__).parents[2]
PAGE = "report/en/60-conclusion.qmd"


@dataclass(frozen=True)
class Command:
    """The program in a copy of the project with an old output in place, and the stand-in as its Quarto."""

    root: Path
    quarto: Path

    def build(self, **environment):
        with self.start(**environment) as started:
            output, errors = started.communicate(timeout=120)
        return subprocess.CompletedProcess(started.args, started.returncode, output, errors)

    def start(self, **environment):
        return subprocess.Popen(
            [sys.executable, "-m", "multitrack", "build", "--engine", "quarto", "--lang", "en", "--to", "html"],
            cwd=self.root,
            env={**os.environ, "QUARTO_PATH": str(self.quarto), "NO_COLOR": "1", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def files(self):
        """Return what lies in the report, as git would list it, and its content."""
        found = (path for path in (self.root / "report").rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def command(tmp_path, fake):
    root = tmp_path / "project"
    for name in ("data", "report"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("_output", "_generated", ".build-*"))
    shutil.copy(ROOT / "pyproject.toml", root)
    old_edition(root / "report" / "_output")
    return Command(root, fake.program)


def test_it_says_which_quarto_it_took_and_leaves_the_part_beside_the_whole(command):
    before = command.files()
    done = command.build()

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"engine quarto: version 1.10.18 at {command.quarto}",
        "report/_preview/en/canada-asean.html",
        "open report/_preview/index.html",
    ]
    new = command.files().keys() - before.keys()
    assert {name.split("/")[1] for name in new} == {"_preview"}


def test_what_quarto_would_pass_over_is_told_before_it_starts_and_changes_nothing(command, fake):
    page = command.root / PAGE
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{{{{< var place >}}}}\n", encoding="utf-8")
    line = len(page.read_text(encoding="utf-8").splitlines())
    before = command.files()
    done = command.build()

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[0] == (
        f"{PAGE}:{line}: unknown shortcode {{{{< var place >}}}}; only include, n and meta are used here"
    )
    assert not [call for call in fake.calls if "render" in call["arguments"]]
    assert command.files() == before


def test_lines_of_quarto_are_printed_as_they_are(command, fake):
    fake.behave(says=["ERROR: main.lua:100: [bold]a[/bold] :warning:"], crash=True)

    assert "  | ERROR: main.lua:100: [bold]a[/bold] :warning:" in command.build().stderr.splitlines()


def test_a_quarto_that_hangs_is_ended_when_the_environment_says_and_changes_nothing(command, fake):
    fake.behave(hang=True, child=True)
    before = command.files()
    done = command.build(MULTITRACK_QUARTO_LIMIT="1")

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.splitlines() == [
        (
            "multitrack: Quarto 1.10.18 with the profile en was ended because it took longer than 1 s; "
            "its last lines say how far it came, and MULTITRACK_QUARTO_LIMIT can give it more seconds"
        ),
        "  | [1/1] index.en.qmd",
    ]
    assert fake.has_no_child()
    assert command.files() == before


def test_each_line_of_quarto_is_told_as_it_comes_with_its_language(command, monkeypatch):
    monkeypatch.setenv("QUARTO_PATH", str(command.quarto))
    project = Project.find(command.root)
    said = []
    order = BuildRequest(profiles=project.profiles, formats=("html",), engine="quarto")
    build_edition(project, order, open_edition, say=said.append)

    lines = ["render en: [1/1] index.en.qmd", "render id: [1/1] index.id.qmd"]
    assert [line for line in said[said.index("render") + 1 : -1] if line in lines] in (lines, lines[::-1])
    assert said[-1] == "publish"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_ends_every_process_and_leaves_nothing(command, fake, tmp_path, number):
    fake.behave(hang=True, child=True)
    (tmp_path / "scratch").mkdir()
    before = command.files()
    # Tests that run in the background of a shell would hand on to the command that it is to ignore interrupts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with command.start(TMPDIR=str(tmp_path / "scratch")) as started:
        child = fake.child(limit_s=60)
        started.send_signal(number)
        _, said = started.communicate(timeout=60)

    assert (started.returncode, said) == (130, "multitrack: interrupted; nothing was changed\n")
    assert child
    assert fake.has_no_child()
    assert command.files() == before
    assert not list((tmp_path / "scratch").iterdir())
