"""Builds on disks that are too small: for the output, or for what is written meanwhile."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager

from .trial import LIMIT_S, added

SIZES = 20


def measure(soak):
    """Build on disks of many sizes; each build ends well, or in one line with the old edition whole."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        return {"skipped": "mounting small disks takes root, and the mount command of Linux"}
    trials = soak.trials()
    sizes = soak.times(SIZES)
    for number in range(sizes):
        trial = trials[number % 5 == 0]
        trial.prepare()
        # From next to nothing, and closer together there, to more than is needed.
        size = 16_384 + int(1.2 * trial.bytes * ((number + soak.chance.random()) / sizes) ** 2)
        limit = f"size={size}" if number % 4 != 3 else f"size=100m,nr_inodes={8 + 4 * number}"
        starve(trial, limit, of_output=True)
        starve(trial, limit, of_output=False)
    return added(*trials)


def starve(trial, limit, *, of_output):
    """Build once with the output on a small disk, or with what is written meanwhile."""
    disk = trial.root / "disk"
    disk.mkdir(exist_ok=True)
    with mounted(disk, limit):
        output = disk / "out" if of_output else trial.output
        trial.put_old(output)
        options = ["--out", output] if of_output else []
        with trial.start(*options, **({} if of_output else {"TMPDIR": str(disk)})) as started:
            said = started.communicate(timeout=LIMIT_S)[1]
        left = {path.name for path in disk.iterdir()} - {"out"}
        trial.figures["leftovers after the end"] += len(left)
        if started.returncode not in (0, 3) or (started.returncode and len(said.splitlines()) != 1):
            trial.count("wrong ends", f"{limit}: status {started.returncode}: {said}")
        trial.figures["disks that were too small"] += started.returncode == 3
        is_new = trial.judge(said, output=output, after_its_end=True)
        if is_new != (started.returncode == 0):
            trial.count("untrue last words", said)


@contextmanager
def mounted(folder, limit):
    subprocess.run(["mount", "-t", "tmpfs", "-o", limit, "none", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)
