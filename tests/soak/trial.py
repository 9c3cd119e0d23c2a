"""A project with an old edition and other people's files beside it, and builds of it that are disturbed."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from multitrack.scratch import WORK

ROOT = Path(__file__).parents[2]
MARK = "MULTITRACK_SOAK"
PART = ("--lang", "en", "--to", "html")
LIMIT_S = 300.0
WRONG = (
    "live",
    "altered",
    "taken and not refused",
    "mixed or lost editions",
    "foreign files touched",
    "tracebacks",
    "untrue last words",
    "wrong ends",
    "processes after 2 s",
    "leftovers after the end",
    "leftovers after the next build",
    "failed next builds",
)
"""The figures that have to be 0."""
FOREIGN = (
    "report/.build-notes/thesis.docx",
    "report/.build-output-abcdefgh/thesis.docx",
    "thesis/sub/photo.jpg",
    "temporary/multitrack-notes/keep.txt",
    f"temporary/multitrack-abcdefgh/{WORK}/keep.txt",
)


@dataclass
class Soak:
    """How much is tried, where, and with which luck."""

    folder: Path
    share: float = 1.0
    seed: int = 1

    @cached_property
    def chance(self):
        return random.Random(self.seed)  # noqa: S311  (it has to be the same again)

    def times(self, whole):
        """Return how often to try what is tried so often in full."""
        return max(1, round(whole * self.share))

    def trials(self):
        """Return a trial of a part of the edition and one of the whole; one in five is made of the whole."""
        return Trial(self.folder / "part", PART), Trial(self.folder / "whole", ())


@dataclass
class Trial:
    """A copy of the project, and builds of it with these options.

    Attributes
    ----------
    kept
        The folder of what earlier builds made; with none each build makes everything, and takes as long as the first.
    """

    root: Path
    options: tuple[str, ...]
    kept: str = "none"
    figures: Counter = field(default_factory=Counter)
    old: dict = field(default_factory=dict)
    new: dict = field(default_factory=dict)
    seconds: float = 0.0
    bytes: int = 0

    def __post_init__(self):
        for name in ("data", "report"):
            unwanted = shutil.ignore_patterns("_output", "_preview", "_generated", ".build-*")
            shutil.copytree(ROOT / name, self.root / name, ignore=unwanted)
        for name in ("pyproject.toml", "CITATION.cff"):
            shutil.copy(ROOT / name, self.root)
        for name in FOREIGN:
            (self.root / name).parent.mkdir(parents=True)
            (self.root / name).write_text(name, encoding="utf-8")
        self.mark = f"{self.root}-{os.getpid()}"
        self.put_old()

    @property
    def output(self):
        return self.root / "report" / ("_preview" if self.options else "_output")

    @property
    def temporary(self):
        return self.root / "temporary"

    def prepare(self):
        """Build once undisturbed, so that it is known what the new edition is and how many seconds it takes."""
        if self.new:
            return
        began = time.monotonic()
        with self.start() as started:
            said = started.communicate(timeout=LIMIT_S)[1]
        assert started.returncode == 0, said
        self.seconds = time.monotonic() - began
        self.new = contents(self.output)
        self.bytes = sum(path.stat().st_size for path in self.output.rglob("*") if path.is_file())
        self.put_old()

    def put_old(self, output=None):
        """Put an old edition in the place of the new one."""
        output = output or self.output
        manifest = {"edition": {}, "engine": {}, "input": {}, "files": [{"path": "index.html", "sha256": "0"}]}
        shutil.rmtree(output, ignore_errors=True)
        output.mkdir()
        (output / "index.html").write_text("old", encoding="utf-8")
        (output / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        self.old = contents(output)

    def start(self, *more, **environment):
        command = [sys.executable, "-m", "multitrack", "build", "--engine", "embedded", *self.options, *map(str, more)]
        told = {**os.environ, "TMPDIR": str(self.temporary), "NO_COLOR": "1", "MULTITRACK_CACHE": self.kept}
        told |= {MARK: self.mark, **environment}
        return subprocess.Popen(
            command, cwd=self.root, env=told, text=True, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def judge(self, said, *, after_its_end, output=None):
        """Count what a build has left that was ended, and return whether the edition is the new one."""
        self.figures["tried"] += 1
        found = contents(output or self.output)
        if found not in (self.old, self.new):
            self.count("mixed or lost editions")
        if "Traceback" in said:
            self.count("tracebacks", said)
        self.figures["processes after 2 s"] += len(still_running(self.mark))
        self.figures["foreign files touched"] += self.touched()
        if after_its_end:
            self.figures["leftovers after the end"] += len(self.leftovers())
        if found != self.old and not output:
            self.put_old()
        return found == self.new

    def count(self, figure, said=""):
        self.figures[figure] += 1
        if said:
            sys.stderr.write(f"{figure}: {said}\n")

    def settle(self):
        """Count what the next build, left alone, does not mend."""
        with self.start() as started:
            said = started.communicate(timeout=LIMIT_S)[1]
        if started.returncode or contents(self.output) != self.new:
            self.count("failed next builds", said or "other bytes")
        for left in self.leftovers():
            self.count("leftovers after the next build", f"{left}: {sorted(path.name for path in left.iterdir())}")
        self.put_old()

    def touched(self):
        return sum(
            not (self.root / name).is_file() or (self.root / name).read_text(encoding="utf-8") != name
            for name in FOREIGN
        )

    def leftovers(self):
        """Return the working folders that are left."""
        foreign = {self.root.joinpath(*Path(name).parts[:2]) for name in FOREIGN}
        found = {*(self.root / "report").glob(".build-*"), *self.temporary.iterdir()}
        return sorted(found - foreign)


def contents(folder):
    """Return the hash of every file below a folder; nothing if there is no folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def still_running(mark, limit_s=2.0):
    """Return the processes that began with a mark and run on after some seconds."""
    deadline = time.monotonic() + limit_s
    while (found := running(mark)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def running(mark):
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            marked = f"{MARK}={mark}\0".encode() in (process / "environ").read_bytes() + b"\0"
            state = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except OSError:
            continue
        if marked and state not in "ZX":
            found.append(int(process.name))
    return found


def added(*trials):
    """Return the figures of several trials together, those as well that have to be 0 and are."""
    names = dict.fromkeys(("tried", *WRONG, *(name for trial in trials for name in trial.figures)))
    return {name: (max if name.startswith("most") else sum)(trial.figures[name] for trial in trials) for name in names}
