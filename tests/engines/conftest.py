"""A small Quarto project and a stand-in for the program, for the tests of the engine that starts it."""

from __future__ import annotations

import json
import stat
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from multitrack.engines.quarto import QuartoEngine
from multitrack.errors import MachineError
from multitrack.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from multitrack.engines.base import Format
    from multitrack.project import Profile

FAKE = Path(__file__).with_name("fake_quarto.py")
PROJECT = {
    "_quarto.yml": """
        profile: {group: [[id, en]]}
        bibliography: references.bib
        project: {pre-render: ../nowhere/python -m multitrack weave}
        format: {html: {}, typst: {pdf-standard: [a-3a]}}
        """,
    "_quarto-en.yml": """
        project: {output-dir: _output/en, render: [index.en.qmd]}
        lang: en
        title: A study
        subtitle: In short
        output-file: study
        numbers: _generated/en/numbers.json
        """,
    "_quarto-id.yml": """
        project: {output-dir: _output/id, render: [index.id.qmd]}
        lang: id
        title: Studi
        subtitle: Ringkas
        output-file: studi
        numbers: _generated/id/numbers.json
        """,
    "_generated/en/numbers.json": '{"q001": "15.8"}',
    "_generated/id/numbers.json": '{"q001": "15,8"}',
    "references.bib": "@article{saputra2019,\n}",
    "picture.svg": "<svg/>",
    "index.en.qmd": "{{< include /en/one.qmd >}}",
    "index.id.qmd": "{{< include /id/one.qmd >}}",
    "en/one.qmd": "# One {#sec-one}\n\nTrade: {{< n q001 >}} (@sec-one), [@saputra2019].\n\n![](picture.svg)",
    "id/one.qmd": "# Satu {#sec-one}\n\nPerdagangan {{< n q001 >}}.",
}


class Fake:
    """A folder with a stand-in for Quarto in it."""

    def __init__(self, folder: Path) -> None:
        self.program = folder / "quarto"
        folder.mkdir(parents=True)
        self.program.write_text(f"#!{sys.executable} -I\n{FAKE.read_text(encoding='utf-8')}", encoding="utf-8")
        self.program.chmod(stat.S_IRWXU)
        self.behave()

    def behave(self, **mood: object) -> None:
        """Let it behave like this from now on."""
        (self.program.parent / "mood.json").write_text(json.dumps(mood), encoding="utf-8")

    @property
    def calls(self) -> list[dict[str, Any]]:
        """What it was called with."""
        file = self.program.parent / "calls.jsonl"
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []

    def child(self, limit_s: float = 5.0) -> int:
        """Return the process that it started, as soon as there is one."""
        deadline = time.monotonic() + limit_s
        file = self.program.parent / "child.pid"
        while not (file.exists() and file.read_text(encoding="utf-8")):
            assert time.monotonic() < deadline, "the stand-in started no child"
            time.sleep(0.01)
        return int(file.read_text(encoding="utf-8"))

    def has_no_child(self, limit_s: float = 2.0) -> bool:
        """Return whether the process that it started ends soon."""
        status = Path(f"/proc/{self.child()}/stat")
        deadline = time.monotonic() + limit_s
        while _is_running(status) and time.monotonic() < deadline:
            time.sleep(0.01)
        return not _is_running(status)


def _is_running(status: Path) -> bool:
    """Return whether a process runs; one that has ended and only waits to be noticed does not."""
    try:
        return status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


@dataclass(frozen=True)
class QuartoCase:
    """A project to render, and the engine with the stand-in as its program."""

    workspace: Path
    scratch: Path
    engine: QuartoEngine

    def profile(self, code: str = "en") -> Profile:
        """Return a profile of the project."""
        project = Project(self.workspace.parent, self.workspace, self.workspace, self.workspace / "_output")
        return next(profile for profile in project.profiles if profile.code == code)

    def read(self, name: str) -> str:
        """Return the text of a file of the project."""
        return (self.workspace / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """Write a page of the project."""
        (self.workspace / name).write_text(text, encoding="utf-8")

    def render(
        self, formats: Sequence[Format] = ("html", "pdf"), *, code: str = "en", **options: object
    ) -> Mapping[Format, Path]:
        """Render a language."""
        return replace(self.engine, **options).render(self.workspace, self.profile(code), formats)

    def fail(self, formats: Sequence[Format] = ("html", "pdf"), **options: object) -> list[str]:
        """Return the lines of the message with which rendering fails, having seen that nothing is left behind."""
        before = files(self.workspace)
        with pytest.raises(MachineError) as caught:
            self.render(formats, **options)
        assert files(self.workspace) == before
        assert not files(self.scratch)
        assert caught.value.exit_status == 3
        return str(caught.value).splitlines()

    def new_files(self) -> set[str]:
        """Return what was added to the project."""
        return files(self.workspace) - set(PROJECT)


@pytest.fixture
def make_fake(tmp_path: Path) -> Callable[[str], Fake]:
    """Return what puts a stand-in that behaves well into a folder of the test's."""
    return lambda folder: Fake(tmp_path / folder)


@pytest.fixture
def fake(make_fake: Callable[[str], Fake]) -> Fake:
    """Return one stand-in."""
    return make_fake("bin")


@pytest.fixture
def quarto(fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QuartoCase:
    """Return a project and an engine; temporary files go beside it, so that a test sees what is left of them."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    for name, text in PROJECT.items():
        file = tmp_path / "report" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    engine = QuartoEngine(program=fake.program, version="1.10.18", environment={}, limit_s=20.0, grace_s=0.1)
    return QuartoCase(tmp_path / "report", scratch, engine)


def files(folder: Path) -> set[str]:
    """Return the names of all files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
