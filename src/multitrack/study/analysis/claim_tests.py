"""The checks that test the study, by their subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.study.analysis.counts import count
from multitrack.study.analysis.verdicts import DIFFERS, UNCHECKED, check_claims
from multitrack.study.methods import METHODS
from multitrack.study.rows import GdpGrowth, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from multitrack.lang.outputs import Number
    from multitrack.study.analysis.verdicts import Check
    from multitrack.study.dataset import Dataset

SUBJECTS: Final = ("amounts", "rates", "population")
_YEARS: Final = "years"
_OTHER: Final = "other-"
"""Prefix of the notes of readings that do not test the study."""


def get_subject(check: Check) -> str:
    """Return ``amounts`` of money, ``rates`` of growth, or ``population``."""
    if check.quantity.currency:
        return "amounts"
    return "rates" if "growth" in check.quantity.indicator else "population"


def select_tests(dataset: Dataset) -> tuple[Check, ...]:
    """Return the checks that compute something and test the study.

    Left out are the rates of single economies, which have a figure of their own; spans of years; claims that merely
    repeat a published statement or set a bound; readings in another currency or on another basis; and unchecked claims.
    """
    return tuple(check for check in check_claims(dataset) if _tests(check))


def _tests(check: Check) -> bool:
    claim = check.claim
    computes = check.verdict != UNCHECKED and check.quantity.unit != _YEARS and not check.is_year
    tests = METHODS[claim.method].relation in ("equal", "between") and not claim.note_key.startswith(_OTHER)
    return computes and tests and not isinstance(check.only_row, GdpGrowth | Statement)


def make_test_numbers(dataset: Dataset) -> Iterator[Number]:
    """Yield how many checks test each subject (``tests-amounts``), and how many of them agree (``-agree``)."""
    tests = select_tests(dataset)
    for subject in SUBJECTS if tests else ():
        of_subject = [test for test in tests if get_subject(test) == subject]
        yield count(f"tests-{subject}", of_subject, tests)
        yield count(f"tests-{subject}-agree", [test for test in of_subject if test.verdict != DIFFERS], tests)
