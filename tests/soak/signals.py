"""Builds that are interrupted, asked to end, or lose their terminal, at any moment."""

from __future__ import annotations

import signal
import time

from .trial import added

MOMENTS = 30
NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
NOTHING = "multitrack: interrupted; nothing was changed\n"


def measure(soak):
    """Interrupt builds; each ends with true last words, and leaves nothing."""
    trials = soak.trials()
    # Who runs in the background of a shell hands on to ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in NUMBERS:
        for moment in range(soak.times(MOMENTS)):
            interrupt(trials[moment % 5 == 0], soak.chance, number)
    for trial in trials:
        trial.settle()
    return added(*trials)


def interrupt(trial, chance, number):
    """Interrupt one build."""
    trial.prepare()
    with trial.start() as started:
        # Before a third of a second the program has not begun, and Python itself answers.
        time.sleep(chance.uniform(0.33, trial.seconds))
        began = time.monotonic()
        started.send_signal(number)
        _, said = started.communicate(timeout=60)
    trial.figures["most seconds to the end"] = max(trial.figures["most seconds to the end"], time.monotonic() - began)
    is_new = trial.judge(said, after_its_end=True)
    if started.returncode == 0:
        trial.figures["done before"] += 1
    elif started.returncode != 130:
        trial.count("wrong ends", f"{number.name}: status {started.returncode}: {said}")
    if started.returncode and is_new == (said == NOTHING):
        trial.count("untrue last words", said)
    if started.returncode == 0 and said:
        trial.count("untrue last words", said)
