"""The checks that test the study, by their subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.study.analysis.counts import count
from multitrack.study.analysis.growth import is_growth_pair
from multitrack.study.analysis.verdicts import DIFFERS, UNCHECKED, check_claims
from multitrack.study.methods import METHODS
from multitrack.study.operands import find
from multitrack.study.rows import Statement

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
    return tuple(check for check in check_claims(dataset) if _tests(check, dataset))


def _tests(check: Check, dataset: Dataset) -> bool:
    claim, rows = check.claim, [operand.row for text in check.claim.operands if (operand := find(text, dataset))]
    repeats = len(rows) == 1 and isinstance(rows[0], Statement)
    computes = check.verdict != UNCHECKED and check.quantity.unit != _YEARS and not check.is_year and not repeats
    tests = METHODS[claim.method].relation in ("equal", "between") and not claim.note_key.startswith(_OTHER)
    return computes and tests and not is_growth_pair(check, dataset)


def make_test_numbers(dataset: Dataset) -> Iterator[Number]:
    """Yield how many checks test each subject (``tests-amounts``), and how many of them agree (``-agree``)."""
    tests = select_tests(dataset)
    every = [test.claim.claim_id for test in tests]
    for subject in SUBJECTS if tests else ():
        of_subject = [test for test in tests if get_subject(test) == subject]
        agreeing = [test.claim.claim_id for test in of_subject if test.verdict != DIFFERS]
        yield count(f"tests-{subject}", [test.claim.claim_id for test in of_subject], every)
        yield count(f"tests-{subject}-agree", agreeing, every)
