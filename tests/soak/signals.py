"""Builds that are interrupted, asked to end, or lose their terminal, at any moment."""

from __future__ import annotations

import signal
import time

from .trial import added

MOMENTS = 30
NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Python gives the second if it was just running code that a library had made from a text; shells take it for the first.
INTERRUPTED = (130, -signal.SIGINT)
NOTHING = "multitrack: interrupted; nothing was changed\n"


def measure(soak):
    """Interrupt builds; each ends with true last words, and leaves nothing."""
    trials = soak.trials()
    # Who runs in the background of a shell, or under nohup, hands on to ignore them.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
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
        # Python itself needs a third of a second or more to begin.
        time.sleep(chance.uniform(0.33, trial.seconds))
        began = time.monotonic()
        started.send_signal(number)
        _, said = started.communicate(timeout=60)
    trial.figures["most seconds to the end"] = max(trial.figures["most seconds to the end"], time.monotonic() - began)
    is_new = trial.judge(said, after_its_end=True)
    if started.returncode == 0:
        trial.figures["done before"] += 1
        is_true = not said
    elif started.returncode == -number and not said:  # the program had not begun yet, and Python itself answered
        trial.figures["ended before they began"] += 1
        is_true = not said and not is_new
    else:
        is_true = is_new != (said == NOTHING)
        if started.returncode not in INTERRUPTED:
            trial.count("wrong ends", f"{number.name}: status {started.returncode}: {said}")
    if not is_true:
        trial.count("untrue last words", said)
