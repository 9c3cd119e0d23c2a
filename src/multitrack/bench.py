"""The benchmark: time, work and memory of builds, and of the preview, after the changes that an author makes.

All runs on a copy of the project and of the program, each build in a process of its own as a user starts it. A change
is another one in each run, so that nothing kept fits it.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import statistics
import string
import sys
import time
import urllib.request
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tabulate import tabulate

import multitrack
from multitrack.engines.embedded import EmbeddedEngine
from multitrack.engines.formats import PUBLISHED
from multitrack.engines.programs import Call, end_on_error, run, run_beside
from multitrack.engines.workers import hire
from multitrack.errors import MachineError
from multitrack.order import limit_jobs
from multitrack.page_server import News
from multitrack.pipeline import weave_report
from multitrack.products import PLACE
from multitrack.project import GENERATED, Project
from multitrack.render.conditions import settle_pages
from multitrack.render.figure_files import Drawings
from multitrack.scratch import open_scratch
from multitrack.study import open_edition

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from http.client import HTTPResponse

    Act = Callable[[], object]
    Prepared = Callable[[], AbstractContextManager[Act]]
    Change = Callable[[str, int], str]

FLOOR: Final = "Pandoc, Typst and vl-convert alone"
COLD: Final = "build from nothing"

_LIMIT_S: Final = 600.0
_BETWEEN_S: Final = 2.0
"""Seconds between seeing a page and saving the next change, as an author has them at least."""
_STAGES: Final = ("load and check", "compute", "weave", "render", "publish")


@dataclass(frozen=True)
class Timing:
    """Several runs of one command.

    Attributes
    ----------
    name
        The command.
    seconds
        Wall time of each run.
    peak_mb
        The largest resident memory of one of its processes so far, in MB (10**6 bytes).
    cpu_s
        Seconds of processors that each run and its programs took; none where they go on after it.
    stages
        The last stages of a build and the median of each, in seconds.
    """

    name: str
    seconds: tuple[float, ...]
    peak_mb: float
    cpu_s: tuple[float, ...] = ()
    stages: Mapping[str, float] | None = None

    @property
    def median_s(self) -> float:
        """Median of the wall times, in seconds."""
        return statistics.median(self.seconds)

    @property
    def median_cpu_s(self) -> float | None:
        """Median of the work, in seconds; None if it is not known."""
        return statistics.median(self.cpu_s) if self.cpu_s else None


@dataclass(frozen=True)
class Copy:
    """A copy of a project and of the program, to be changed."""

    root: Path

    @classmethod
    @contextmanager
    def of(cls, project: Project) -> Generator[Copy]:
        """Copy a project and the program for the block."""
        with open_scratch() as folder:
            project.copy(folder)
            package = Path(multitrack.__file__).parent
            shutil.copytree(package, folder / "src" / "multitrack", ignore=shutil.ignore_patterns("__pycache__"))
            yield cls(folder)

    @property
    def project(self) -> Project:
        """The copied project."""
        return Project.find(self.root)

    def call(
        self, command: str, *options: str | Path, kept: str = "kept", say: Callable[[str], None] = lambda _: None
    ) -> Call:
        """Return a call of the copied program, which keeps its products in a folder with the name given."""
        # A user's Python keeps the compiled code of a program.
        given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {**given, "PYTHONPATH": str(self.root / "src"), PLACE: str(self.root / kept)}
        return Call(
            what=f"multitrack {command}, which is measured",
            arguments=[sys.executable, "-P", "-m", "multitrack", command, *options],
            folder=self.root,
            environment=environment,
            limit_s=_LIMIT_S,
            grace_s=10.0,
            on_line=say,
        )

    def build(self, *options: str | Path, kept: str = "kept", say: Callable[[str], None] = lambda _: None) -> object:
        """Build with the embedded engine."""
        return run(self.call("build", "--engine", "embedded", *options, kept=kept, say=say))

    def changes(self) -> dict[str, tuple[Path, Change]]:
        """Return the changes to measure: each in a few words → the file, and another text of it for each number."""
        code, report = self.project.profiles[0].code, self.root / "report"
        pages = sorted((report / code).glob("*.qmd"), key=lambda path: -path.stat().st_size)
        module = min((self.root / "src" / "multitrack" / "study" / "figures").glob("fig_*.py"))
        return {
            "one word of a page": (next(page for page in pages if _PROSE.search(page.read_text("utf-8"))), add_word),
            "one cell of events.csv": (self.root / "data" / "study" / "events.csv", move_day),
            "one label": (self.root / "data" / "text" / code / "labels.yml", add_letter),
            "one figure's module": (module, lambda text, number: f"{text}# {number}\n"),
        }


_PROSE: Final = re.compile(r"^[A-Z][a-z]+ (?=[a-z ,]{20})", re.MULTILINE)
_DAY: Final = re.compile(r"(\d{4}-\d{2})-\d{2},\1-\d{2}(?=,)")
_HEADER: Final = re.compile(r'(?<=^columns:\n)(  [\w-]+: "[^"]+)', re.MULTILINE)


def add_word(text: str, number: int) -> str:
    """Put a word of its own for each number into the first sentence of a page that begins with two plain words."""
    return _PROSE.sub(rf"\g<0>{_spell(number)} ", text, count=1)


def move_day(text: str, number: int) -> str:
    """Move the first item that took place within a month to another day for each of 27 numbers."""

    def move(match: re.Match[str]) -> str:
        days = [f"{match[1]}-{day:02}" for day in range(1, 29)]
        day = [day for day in days if day != match[0].partition(",")[0]][number % 27]
        return f"{day},{day}"

    return _DAY.sub(move, text, count=1)


def add_letter(text: str, number: int) -> str:
    """Add letters of its own for each number to the first header of columns."""
    return _HEADER.sub(rf"\g<1>{_spell(number)}", text, count=1)


def _spell(number: int) -> str:
    """Return another word of letters for each number."""
    return "".join(string.ascii_lowercase[int(digit)] for digit in str(number))


def measure(project: Project, runs: int) -> tuple[Timing, ...]:
    """Time whole builds: from nothing, without a change, after each change, of one part; and the preview."""
    with Copy.of(project) as copy:
        floor = _measure_floor(copy, runs)
        fresh, stages = count(), dict[str, list[float]]()
        cold = time_runs(COLD, lambda: _noted(copy, f"kept-{next(fresh)}", stages), runs)
        copy.build("--force")  # for the products
        medians = {stage: statistics.median(seconds) for stage, seconds in stages.items()}
        timings = [floor, replace(cold, stages=medians)]
        timings.append(time_runs("nothing changed", lambda: nullcontext(copy.build), runs))
        for name, (path, change) in copy.changes().items():
            timings.append(time_runs(name, partial(_changed, copy, path, change, fresh), runs))
        part = ("--lang", project.profiles[0].code, "--to", "html")

        def build_part() -> object:
            return copy.build("--force", *part, kept=f"kept-{next(fresh)}")

        timings.append(time_runs("one language, HTML, from nothing", lambda: nullcontext(build_part), runs))
        return (*timings, *_measure_preview(copy, runs, fresh))


def weigh_pages(project: Project) -> dict[str, int]:
    """Build a copy once, and return each page with its bytes as a server sends it: packed by gzip."""
    with Copy.of(project) as copy:
        copy.build()
        pages = [profile.document("html") for profile in project.profiles]
        return {page: len(gzip.compress((copy.project.output / page).read_bytes())) for page in pages}


def to_json(timings: Sequence[Timing], pages: Mapping[str, int]) -> str:
    """Return as JSON each command's runs and work (seconds) and peak memory (MB), and each page's bytes by gzip."""
    commands = [
        {
            "name": timing.name,
            "median_s": round(timing.median_s, 3),
            "runs_s": [round(s, 3) for s in timing.seconds],
            "cpu_s": [round(s, 3) for s in timing.cpu_s],
            "peak_mb": round(timing.peak_mb),
            **({"stages_s": {stage: round(s, 3) for stage, s in timing.stages.items()}} if timing.stages else {}),
        }
        for timing in timings
    ]
    weights = [{"name": page, "gzip_bytes": weight} for page, weight in pages.items()]
    return json.dumps({"commands": commands, "pages": weights}, indent=2)


def format_table(timings: Sequence[Timing], pages: Mapping[str, int]) -> str:
    """Return timings, their ratios to the first build from nothing, stages and bytes as tables for reading."""
    cold = next((timing.median_s for timing in timings if timing.name == COLD), None)
    rows = [
        (
            timing.name,
            timing.median_s,
            min(timing.seconds),
            max(timing.seconds),
            timing.median_cpu_s,
            timing.median_s / cold if cold else None,
            timing.peak_mb,
        )
        for timing in timings
    ]
    headers = ("command", "median s", "least s", "most s", "CPU s", "to cold", "peak MB")
    tables = [tabulate(rows, headers, floatfmt=("", ".2f", ".2f", ".2f", ".2f", ".2f", ".0f"), missingval="–")]
    stages = [stage for timing in timings for stage in (timing.stages or {}).items()]
    tables += [tabulate(stages, ("stage from nothing", "median s"), floatfmt=".2f")] if stages else []
    return "\n\n".join([*tables, tabulate(pages.items(), ("page", "bytes by gzip"))])


def time_runs(name: str, prepared: Prepared, runs: int) -> Timing:
    """Time several runs, without their preparation."""
    seconds: list[float] = []
    work: list[float] = []
    for _ in range(runs):
        with prepared() as act:
            start, before = time.perf_counter(), _cpu_s()
            act()
            seconds.append(time.perf_counter() - start)
            work.append(_cpu_s() - before)
    return Timing(name, tuple(seconds), _peak_mb(), tuple(work))


def _cpu_s() -> float:
    """Return the work of all processes that have ended, in seconds; 0 on Windows, which does not say."""
    return os.times().children_user + os.times().children_system


def _peak_mb() -> float:
    """Return the most memory of any process that has ended; 0 on Windows, which does not say."""
    if sys.platform == "win32":
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6


@contextmanager
def _noted(copy: Copy, kept: str, stages: dict[str, list[float]]) -> Generator[Act]:
    """Give a build from nothing that notes the time of its stages."""
    begun: list[tuple[str, float]] = []

    def note(line: str) -> None:
        if line in _STAGES:
            begun.append((line, time.perf_counter()))

    yield partial(copy.build, "--force", "--verbose", kept=kept, say=note)
    ends = [start for _, start in begun[1:]] + [time.perf_counter()]
    for (stage, start), end in zip(begun, ends, strict=True):
        stages.setdefault(stage, []).append(end - start)


@contextmanager
def _changed(copy: Copy, path: Path, change: Change, fresh: Iterator[int]) -> Generator[Act]:
    """Change a file for the block, and give a build of all."""
    before = path.read_text(encoding="utf-8")
    after = change(before, next(fresh))
    if after == before:
        message = f"{path.relative_to(copy.root)} has nothing that could be changed and measured"
        raise MachineError(message)
    path.write_text(after, encoding="utf-8")
    try:
        yield copy.build
    finally:
        path.write_text(before, encoding="utf-8")


def _measure_floor(copy: Copy, runs: int) -> Timing:
    """Time the programs alone on the same input: all charts drawn, all pages read and written, all documents set."""
    project = copy.project
    edition = open_edition(project)
    weave_report(edition)
    with open_scratch() as folder:
        workspace = folder / "report"
        shutil.copytree(project.report, workspace)
        settle_pages(workspace, edition.study.conditions)
        figures, charts = edition.outputs.figures, edition.charts

        def work() -> None:
            with hire(limit_jobs(2)) as workers, end_on_error():
                fonts = workspace / GENERATED / "fonts"
                drawings = Drawings.begin(figures, edition.numbered, charts, fonts=fonts, draw_all=workers.draw_all)
                render = partial(EmbeddedEngine().render, workspace, formats=PUBLISHED)
                list(workers.pool.map(render, project.profiles))
                drawings.files(edition.theme.tokens)

        return time_runs(FLOOR, lambda: nullcontext(work), runs)


def _measure_preview(copy: Copy, runs: int, fresh: Iterator[int]) -> Iterator[Timing]:
    """Time the preview of one language from a saved file to the new page, had again as a browser has it."""
    with run_beside(copy.call("preview", "--port", "0", kept="kept-by-preview")) as said:
        address = said.readline().decode().split()[1]
        with urllib.request.urlopen(f"{address}-/events", timeout=_LIMIT_S) as events:  # noqa: S310  (our own)
            build = _await_build(address, events, "")
            for name, (path, change) in copy.changes().items():
                seconds: list[float] = []
                before = path.read_text(encoding="utf-8")
                for text in [part for _ in range(runs) for part in (change(before, next(fresh)), before)]:
                    time.sleep(_BETWEEN_S)
                    path.write_text(text, encoding="utf-8")
                    start = time.perf_counter()
                    build = _await_build(address, events, build)
                    if text != before:
                        seconds.append(time.perf_counter() - start)
                yield Timing(f"preview: {name}", tuple(seconds), 0.0)


def _await_build(address: str, events: HTTPResponse, build: str) -> str:
    """Wait for another build than the last, have its page, and return its name."""
    for line in events:
        news = News.of_event(line)
        if news.problems:
            message = f"the preview that is measured has problems: {'; '.join(news.problems)}"
            raise MachineError(message)
        if news.build not in {"", build}:
            urllib.request.urlopen(f"{address}{news.page}", timeout=_LIMIT_S).read()  # noqa: S310  (our own)
            return news.build
    message = "the preview that is measured has ended"
    raise MachineError(message)
