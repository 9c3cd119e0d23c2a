"""Two builds of one project at once."""

from __future__ import annotations

import time

from .trial import LIMIT_S, added

PAIRS = 10


def measure(soak):
    """Build in pairs into one folder; each build ends well, and the edition is whole."""
    trials = soak.trials()
    for number in range(soak.times(PAIRS)):
        pair(trials[number % 5 == 0], soak.chance)
    return added(*trials)


def pair(trial, chance):
    """Start a build, and soon another."""
    trial.prepare()
    with trial.start("--force") as one:
        time.sleep(chance.uniform(0, 0.5))
        with trial.start("--force") as other:
            said = [started.communicate(timeout=LIMIT_S)[1] for started in (one, other)]
    for started, words in zip((one, other), said, strict=True):
        if started.returncode or words:
            trial.count("wrong ends", f"status {started.returncode}: {words}")
    is_new = trial.judge("".join(said), after_its_end=True)
    if not is_new:
        trial.count("mixed or lost editions", "not the new one")
