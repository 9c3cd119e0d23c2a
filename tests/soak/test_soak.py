"""A grain of the soak: one build is killed as it publishes, one is interrupted, and the next mends what is left."""

import os
import random
import signal

import pytest

from .kills import kill
from .signals import interrupt
from .trial import PART, WRONG, Trial, contents, running


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    found = Trial(tmp_path_factory.mktemp("soak") / "part", PART, os.environ["MULTITRACK_CACHE"])
    found.prepare()
    return found


def wrong(trial):
    return {name: trial.figures[name] for name in WRONG if trial.figures[name]}


def test_a_build_that_is_killed_as_it_publishes_leaves_a_whole_edition_and_nothing_for_the_next(trial):
    kill(trial, random.Random(1), publishing=True, group=False)  # noqa: S311
    trial.settle()
    assert wrong(trial) == {}


def test_a_build_that_loses_its_terminal_ends_with_true_words_and_leaves_nothing(trial):
    signal.signal(signal.SIGINT, signal.default_int_handler)
    interrupt(trial, random.Random(1), signal.SIGHUP)  # noqa: S311
    assert wrong(trial) == {}


def test_what_the_soak_counts_would_be_seen(trial):
    (trial.output / "index.html").write_text("mixed", encoding="utf-8")
    (trial.root / "thesis" / "sub" / "photo.jpg").unlink()
    (trial.temporary / "multitrack-left").mkdir()
    spoilt = Trial(trial.root / "again", PART)
    spoilt.root, spoilt.old, spoilt.new = trial.root, trial.old, trial.new
    spoilt.judge("Traceback (most recent call last):", after_its_end=True)
    assert wrong(spoilt) == {
        "mixed or lost editions": 1,
        "foreign files touched": 1,
        "tracebacks": 1,
        "leftovers after the end": 1,
    }
    assert contents(spoilt.output).keys() == {"index.html", "manifest.json"}
    assert running(trial.mark) == []
