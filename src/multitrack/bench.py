"""The benchmark: time and memory of a build from nothing, bytes of its pages, and what the engine adds to Quarto."""

from __future__ import annotations

import gzip
import json
import shutil
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tabulate import tabulate

from multitrack.engines.formats import PUBLISHED
from multitrack.engines.programs import Call, end_on_error, run
from multitrack.engines.quarto import copy_project
from multitrack.pipeline import weave_report
from multitrack.project import GENERATED
from multitrack.publish.manifest import is_woven
from multitrack.scratch import open_scratch
from multitrack.study import open_edition

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from multitrack.engines.quarto import QuartoEngine
    from multitrack.project import Profile, Project

    Act = Callable[[], object]

_LIMIT_S = 600.0


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
    """

    name: str
    seconds: tuple[float, ...]
    peak_mb: float

    @property
    def median_s(self) -> float:
        """Median of the wall times, in seconds."""
        return statistics.median(self.seconds)


def measure(project: Project, runs: int) -> tuple[Timing, ...]:
    """Time whole builds as a user starts them, each in a process and an output folder of its own."""
    cases = {
        "build, both languages, HTML and PDF": (),
        "build, one language, HTML": ("--lang", project.profiles[0].code, "--to", "html"),
    }
    return tuple(_time(name, partial(_build, project, options), runs) for name, options in cases.items())


def weigh_pages(project: Project) -> dict[str, int]:
    """Build everything once, and return each page with its bytes as a server sends it: packed by gzip."""
    with open_scratch() as folder:
        run(_build_call(project, folder / "out"))
        pages = [f"{profile.output_folder}/{profile.output_name}.html" for profile in project.profiles]
        return {page: len(gzip.compress((folder / "out" / page).read_bytes())) for page in pages}


def measure_quarto(project: Project, engine: QuartoEngine, runs: int) -> tuple[Timing, ...]:
    """Time Quarto by itself, and as the engine: the first language, and all at once.

    Quarto and the engine render the same copy of the report, with all generated files.
    """
    if not is_woven(project):
        weave_report(open_edition(project))
    with open_scratch() as folder:
        workspace = folder / project.report.name
        project.copy_sources(workspace)
        shutil.copytree(project.report / GENERATED, workspace / GENERATED)
        first, profiles = project.profiles[0], project.profiles

        def render(profile: Profile) -> object:
            return engine.render(workspace, profile, PUBLISHED)

        def all_at_once() -> None:
            with ThreadPoolExecutor(len(profiles)) as pool, end_on_error():
                list(pool.map(render, profiles))

        cases: dict[str, Callable[[], AbstractContextManager[Act]]] = {
            "Quarto by itself, one language": partial(_quarto, workspace, engine, first),
            "Quarto as the engine, one language": partial(nullcontext, partial(render, first)),
            "Quarto as the engine, all languages at once": partial(nullcontext, all_at_once),
        }
        return tuple(_time(name, prepared, runs) for name, prepared in cases.items())


def to_json(timings: Sequence[Timing], pages: Mapping[str, int]) -> str:
    """Return as JSON each command's median, runs (seconds) and peak memory (MB), and each page's bytes by gzip."""
    commands = [
        {
            "name": timing.name,
            "median_s": round(timing.median_s, 3),
            "runs_s": [round(s, 3) for s in timing.seconds],
            "peak_mb": round(timing.peak_mb),
        }
        for timing in timings
    ]
    weights = [{"name": page, "gzip_bytes": weight} for page, weight in pages.items()]
    return json.dumps({"commands": commands, "pages": weights}, indent=2)


def format_table(timings: Sequence[Timing], pages: Mapping[str, int]) -> str:
    """Return timings and bytes as tables for reading."""
    rows = [
        (timing.name, timing.median_s, min(timing.seconds), max(timing.seconds), timing.peak_mb) for timing in timings
    ]
    headers = ("command", "median s", "least s", "most s", "peak MB")
    timed = tabulate(rows, headers, floatfmt=("", ".2f", ".2f", ".2f", ".0f"))
    return f"{timed}\n\n{tabulate(pages.items(), ('page', 'bytes by gzip'))}"


def _time(name: str, prepared: Callable[[], AbstractContextManager[Act]], runs: int) -> Timing:
    """Time several runs, without their preparation."""
    seconds: list[float] = []
    for _ in range(runs):
        with prepared() as act:
            start = time.perf_counter()
            act()
            seconds.append(time.perf_counter() - start)
    return Timing(name, tuple(seconds), _peak_mb())


def _peak_mb() -> float:
    """Return the most memory of any process that has ended; 0 on Windows, which does not say."""
    if sys.platform == "win32":
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6


@contextmanager
def _build(project: Project, options: Sequence[str]) -> Generator[Act]:
    with open_scratch() as folder:
        yield partial(run, _build_call(project, folder / "out", *options))


def _build_call(project: Project, out: Path, *options: str) -> Call:
    command = [sys.executable, "-m", "multitrack", "build", "--engine", "embedded", "--out", out, *options]
    return Call(what="the build that is measured", arguments=command, folder=project.root, limit_s=_LIMIT_S)


@contextmanager
def _quarto(workspace: Path, engine: QuartoEngine, profile: Profile) -> Generator[Act]:
    with open_scratch() as folder:
        private = folder / workspace.name
        copy_project(workspace, private, {"_output"})
        yield partial(run, engine.call(private, profile, PUBLISHED, []))
