"""What pages print of the claims: the numbers of each, and counts by verdict."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from multitrack.analysis.claims import VERDICTS, check_claims
from multitrack.analysis.counts import COUNTED_THROUGH, in_words
from multitrack.model.methods import METHODS
from multitrack.model.outputs import Number
from multitrack.model.values import Amount, Ordinal, Term, Year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from multitrack.analysis.claims import Check
    from multitrack.model.dataset import Dataset


def claim_numbers(dataset: Dataset) -> Iterator[Number]:
    """Yield the numbers of each claim and the counts over all.

    A claim gives ``c01-stated``, ``c01-recomputed`` and ``c01-recomputed-ordinal``, ``c01-low`` and ``c01-high`` (where
    rounding and known margins leave it), ``c01-difference`` (without sign), ``c01-verdict``, ``c01-reason`` and
    ``c01-note``: each where it exists. There are counts of the claims (``claims``, ``claims-holds`` and so on by
    verdict) and of the different numbers that they recompute (``claimed``), each of which counts by the best verdict
    of its claims.
    """
    checks = check_claims(dataset)
    for check in checks:
        yield from _of_claim(check)
    if checks:
        yield from _counts("claims", [(check.verdict, check.claim.claim_id) for check in checks])
        yield from _counts("claimed", _best(checks))


def _of_claim(check: Check) -> Iterator[Number]:
    name = check.claim.claim_id.lower()
    stated = Year(int(check.stated)) if check.is_year else check.quantity.amount
    yield Number(f"{name}-stated", stated, check.rows)
    yield Number(f"{name}-verdict", Term("labels", ("verdicts", check.verdict)), check.rows)
    yield Number(f"{name}-reason", Term("labels", ("reasons", check.reason)), check.rows)
    yield Number(f"{name}-note", Term("labels", ("claim-notes", check.claim.note_key)), check.rows)
    if check.recomputed is None or check.difference is None:
        return
    margin = check.recomputed.margin
    yield Number(f"{name}-low", check.say(margin.low), check.rows)
    yield Number(f"{name}-high", check.say(margin.high), check.rows)
    if METHODS[check.claim.method].relation == "between":
        return
    value = check.recomputed.value
    yield Number(f"{name}-recomputed", check.say(value), check.rows)
    if check.quantity.measure in COUNTED_THROUGH and check.recomputed.margin.is_point:
        yield Number(f"{name}-recomputed-ordinal", Ordinal(int(value)), check.rows)
    difference = abs(check.difference)
    said = Amount(difference, "years") if check.is_year else check.say(difference)
    yield Number(f"{name}-difference", said, check.rows)


def _best(checks: Sequence[Check]) -> list[tuple[str, str]]:
    """Return each number that is recomputed with the best verdict on it; of a number and its year, each by itself."""
    found: dict[tuple[str, str], str] = {}
    for check in sorted(checks, key=lambda check: VERDICTS.index(check.verdict)):
        found.setdefault((check.claim.stated, check.claim.stated_part), check.verdict)
    return [(verdict, stated) for (stated, _), verdict in found.items()]


def _counts(name: str, judged: Sequence[tuple[str, str]]) -> Iterator[Number]:
    everything = tuple(dict.fromkeys(row for _, row in judged))
    yield from _count(name, len(judged), everything)
    for verdict in VERDICTS:
        rows = [row for found, row in judged if found == verdict]
        yield from _count(f"{name}-{verdict}", len(rows), tuple(dict.fromkeys(rows)) or everything)


def _count(name: str, number: int, rows: tuple[str, ...]) -> Iterator[Number]:
    amount = Amount(Decimal(number))
    yield Number(name, amount, rows)
    yield Number(f"{name}-words", in_words(amount), rows)
