"""Whole builds of enlarged studies: time, memory and pages.

``python -m tests.soak.scale 1 10 100`` prints a line of JSON for each factor.
"""

import importlib.util
import json
import os
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import pikepdf

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True)
class Scaled:
    """What a build took; the memory is that of its largest process."""

    factor: int
    cpu_s: float
    wall_s: float
    peak_mb: int
    pages: dict[str, int]
    html_mb: dict[str, float]
    status: int


def measure(soak):
    """Build the study with ten times its items and numbers, and in full with a hundred times as many."""
    figures, wrong = {}, 0
    for factor in (1, 10, *((100,) if soak.share >= 1 else ())):
        with tempfile.TemporaryDirectory(dir=soak.folder) as folder:
            scaled = build_enlarged(factor, folder)
        wrong += scaled.status != 0
        figures |= {f"{factor} times: s of CPU": scaled.cpu_s, f"{factor} times: MB": scaled.peak_mb}
    return {"tried": len(figures) // 2, "wrong ends": wrong, **figures}


def build_enlarged(factor, folder):
    """Build the study with ``factor`` times its items and all that is said of them, in a folder of its own."""
    project = _enlarging().enlarge(Path(folder), factor)
    command = [sys.executable, "-m", "multitrack", "build", "--engine", "embedded", "--project", str(project.root)]
    began = time.monotonic()
    process = os.posix_spawn(sys.executable, command, os.environ)
    _, status, used = os.wait4(process, 0)
    took = time.monotonic() - began
    documents = [path for path in sorted(project.output.glob("*/*.*")) if path.parent.name in _codes(project)]
    pages = {path.name: _pages(path) for path in documents if path.suffix == ".pdf"}
    html = {path.name: round(path.stat().st_size / 1e6, 1) for path in documents if path.suffix == ".html"}
    cpu = round(used.ru_utime + used.ru_stime, 1)
    return Scaled(factor, cpu, round(took, 1), used.ru_maxrss // 1024, pages, html, os.waitstatus_to_exitcode(status))


def _codes(project):
    return {profile.code for profile in project.profiles}


def _pages(path):
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _enlarging():
    """Return the module that makes studies larger; the tests are files, not a package."""
    spec = importlib.util.spec_from_file_location("enlarged", TESTS / "scale" / "enlarged.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    for given in sys.argv[1:] or ["1", "10"]:
        with tempfile.TemporaryDirectory(prefix="multitrack-scale-") as name:
            print(json.dumps(asdict(build_enlarged(int(given), name))), flush=True)  # noqa: T201
