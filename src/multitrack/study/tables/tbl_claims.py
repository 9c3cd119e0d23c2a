"""tbl-claims: every number that can be recomputed, with its operands and verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import NONE, Amount, Mark, Message, NumberOnly, Pattern, Verbatim, label
from multitrack.study.analysis.verdicts import DIFFERS, UNCHECKED, check_claims
from multitrack.study.methods import METHODS
from multitrack.study.rows import GdpGrowth, Statement

if TYPE_CHECKING:
    from multitrack.lang.values import Value
    from multitrack.study.analysis.verdicts import Check
    from multitrack.study.dataset import Dataset

_COLUMNS: Final = (
    Column("claim", 0.150),
    Column("code", 0.053),
    Column("recomputed-from", 0.349),
    Column("held-against", 0.097),
    Column("recomputed", 0.204),
    Column("verdict", 0.147),
)
_BOUNDS: Final = {"not-below": "at-least", "not-above": "at-most"}
"""Relation of the stated number → pattern for the recomputed one."""


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each claim except rates of single economies, which have their own table."""
    checks = [check for check in check_claims(dataset) if not isinstance(check.only_row, GdpGrowth)]
    return (Table("tbl-claims", _COLUMNS, tuple(map(_row, checks)), grouped=True),)


def _row(check: Check) -> Row:
    claim = check.claim
    cells = (
        Message("claims", (claim.claim_id, "claim")),
        Verbatim(claim.claim_id),
        Message("claims", (claim.claim_id, "basis")),
        label("claim-kinds-short", check.kind),
        _say_recomputed(check),
        say_verdict(check),
    )
    return Row(cells, check.rows, code=claim.claim_id)


def say_verdict(check: Check) -> Value:
    """Return the verdict with its sign, or the reason why there is none."""
    if check.verdict == UNCHECKED:
        return Mark("?", label("unchecked", check.reason))
    return Mark("≠" if check.verdict == DIFFERS else "✓", label("verdicts", check.verdict))


def _say_recomputed(check: Check) -> Value:
    """Return the recomputed number by its relation to the stated one: alone, with its interval, or as a bound."""
    result, said = check.recomputed, check.only_row
    if result is None:
        return NONE
    number, low, high = (check.say(part) for part in (result.value, result.margin.low, result.margin.high))
    match METHODS[check.claim.method].relation:
        case "quoted" if isinstance(said, Statement):
            # A published number keeps its own digits and qualifier.
            return Amount(said.value, check.quantity.unit, said.scale, said.currency, said.qualifier)
        case "between":
            # In English a currency stands before its number, so that the neighbouring one does not lend it.
            first = low if isinstance(low, Amount) and low.currency else _bare(low)
            return Pattern(("cells", "between"), (("low", first), ("high", high)))
        case "not-below" | "not-above" as relation:
            return Pattern(("cells", _BOUNDS[relation]), (("value", number),))
        case _ if low == high:
            return number
        case _:
            return Pattern(("cells", "within"), (("value", number), ("low", _bare(low)), ("high", _bare(high))))


def _bare(value: Value) -> Value:
    """Return a number without its unit, which the neighbouring number has."""
    return NumberOnly(value) if isinstance(value, Amount) else value
