"""What pages print of the claims: the numbers of each, and counts by verdict."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from multitrack.analysis.claims import KINDS, UNCHECKED, VERDICTS, check_claims
from multitrack.analysis.counting import grouped
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
    ``c01-note``: each where it exists. There are counts of the claims by verdict (``claims``, ``claims-holds`` and so
    on), the same of each kind (``claims-own-numbers``, ``claims-own-numbers-holds``), of those that cannot be checked
    by reason (``claims-missing-operand``), and of the different numbers that they recompute (``claimed``).
    """
    checks = check_claims(dataset)
    for check in checks:
        yield from _of_claim(check)
    if checks:
        yield from _counts("claims", checks)
        for kind in KINDS:
            yield from _counts(f"claims-{kind}", [check for check in checks if check.kind == kind])
        open_ = [check for check in checks if check.verdict == UNCHECKED]
        for reason, found in grouped(open_, lambda check: check.reason):
            yield from _count(f"claims-{reason}", len(found), tuple(check.claim.claim_id for check in found))
        claimed = tuple(dict.fromkeys(check.claim.stated for check in checks))
        yield from _count("claimed", len(claimed), claimed)


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


def _counts(name: str, checks: Sequence[Check]) -> Iterator[Number]:
    everything = tuple(check.claim.claim_id for check in checks)
    if not everything:
        return
    yield from _count(name, len(checks), everything)
    for verdict in VERDICTS:
        rows = tuple(check.claim.claim_id for check in checks if check.verdict == verdict)
        yield from _count(f"{name}-{verdict}", len(rows), rows or everything)


def _count(name: str, number: int, rows: tuple[str, ...]) -> Iterator[Number]:
    amount = Amount(Decimal(number))
    yield Number(name, amount, rows)
    yield Number(f"{name}-words", in_words(amount), rows)
