"""The benchmark: how long a build from nothing takes, and how much memory."""

from __future__ import annotations

import json
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tabulate import tabulate

from multitrack.engines.programs import Call, run

if TYPE_CHECKING:
    from multitrack.project import Project


@dataclass(frozen=True)
class Timing:
    """Several runs of one command.

    Attributes
    ----------
    name
        What was run.
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
    return tuple(_time(project, name, options, runs) for name, options in cases.items())


def to_json(timings: tuple[Timing, ...]) -> str:
    """Return the timings as JSON: per command the median, all runs (seconds) and the peak memory (MB)."""
    rows = [
        {
            "name": timing.name,
            "median_s": round(timing.median_s, 3),
            "runs_s": [round(s, 3) for s in timing.seconds],
            "peak_mb": round(timing.peak_mb),
        }
        for timing in timings
    ]
    return json.dumps(rows, indent=2)


def as_table(timings: tuple[Timing, ...]) -> str:
    """Return the timings as a table for reading."""
    rows = [
        (timing.name, timing.median_s, min(timing.seconds), max(timing.seconds), timing.peak_mb) for timing in timings
    ]
    headers = ("command", "median s", "least s", "most s", "peak MB")
    return tabulate(rows, headers, floatfmt=("", ".2f", ".2f", ".2f", ".0f"))


def _time(project: Project, name: str, options: tuple[str, ...], runs: int) -> Timing:
    seconds: list[float] = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(prefix="multitrack-bench-") as folder:
            out = Path(folder) / "out"
            command = [sys.executable, "-m", "multitrack", "build", "--engine", "embedded", "--out", out, *options]
            start = time.perf_counter()
            run(Call(what="the build that is measured", arguments=command, folder=project.root, limit_s=600))
            seconds.append(time.perf_counter() - start)
    peak_kb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return Timing(name, tuple(seconds), peak_kb * 1024 / 1e6)
