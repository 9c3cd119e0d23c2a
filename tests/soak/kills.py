"""Builds that are killed at any moment, or as they publish: the process, or its whole group."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress

from multitrack.scratch import WORK

from .trial import added

KILLS = 200
PUBLISHING = 50


def measure(soak):
    """Kill builds; after each the edition is the old one or the new one, and the next build finds nothing left."""
    trials = soak.trials()
    kills = soak.times(KILLS)
    for number in range(kills):
        trial = trials[number % 5 == 0]
        publishing = number * PUBLISHING // KILLS != (number + 1) * PUBLISHING // KILLS
        is_new = kill(trial, soak.chance, publishing=publishing, group=number % 2 == 0)
        trial.figures["new editions"] += is_new
        trial.figures["killed as they publish"] += publishing
        if number % 20 == 0:
            trial.settle()
    for trial in trials:
        trial.settle()
    return added(*trials)


def kill(trial, chance, *, publishing, group):
    """Kill one build, and say whether the edition is new."""
    trial.prepare()
    with trial.start() as started:
        if publishing:
            wait_for_publishing(trial, started)
            time.sleep(chance.uniform(0, 0.3))
        else:
            time.sleep(chance.uniform(0, trial.seconds))
        with suppress(ProcessLookupError):  # on a busy machine it may have ended in the meantime
            (os.killpg if group else os.kill)(started.pid, signal.SIGKILL)
        said = started.communicate(timeout=60)[1]
    return trial.judge(said, after_its_end=False)


def wait_for_publishing(trial, started):
    while started.poll() is None and not list((trial.root / "report").glob(f".build-*/{WORK}/new/index.html")):
        time.sleep(0.001)
