"""tbl-claims: every number that can be recomputed, with its operands and verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import NONE, Amount, Mark, Message, NumberOnly, Pattern, Verbatim, label
from multitrack.study.analysis.growth import is_growth_pair
from multitrack.study.analysis.verdicts import DIFFERS, UNCHECKED, check_claims
from multitrack.study.methods import METHODS
from multitrack.study.operands import find
from multitrack.study.rows import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each claim except rates of single economies, which have their own table."""
    checks = [check for check in check_claims(dataset) if not is_growth_pair(check, dataset)]
    return (Table("tbl-claims", _COLUMNS, tuple(_rows(checks, dataset)), grouped=True),)


def _rows(checks: Iterable[Check], dataset: Dataset) -> Iterable[Row]:
    """Yield the rows, those of one number under the words of its first check."""
    stated: dict[tuple[str, str], Message] = {}
    for check in checks:
        claim = check.claim
        said = Message("claims", (claim.claim_id, "claim"))
        cells = (
            stated.setdefault((claim.stated, claim.stated_part), said),
            Verbatim(claim.claim_id),
            Message("claims", (claim.claim_id, "basis")),
            label("claim-kinds-short", check.kind),
            _quoted(check, dataset) if METHODS[claim.method].relation == "quoted" else say_recomputed(check),
            say_verdict(check),
        )
        yield Row(cells, check.rows, code=claim.claim_id)


def say_verdict(check: Check) -> Value:
    """Return the verdict with its sign, or the reason why there is none."""
    if check.verdict == UNCHECKED:
        return Mark("?", label("unchecked", check.reason))
    return Mark("≠" if check.verdict == DIFFERS else "✓", label("verdicts", check.verdict))


def say_recomputed(check: Check) -> Value:
    """Return the recomputed number by its relation to the stated one: alone, with its interval, or as a bound."""
    result = check.recomputed
    if result is None:
        return NONE
    number, low, high = (check.say(part) for part in (result.value, result.margin.low, result.margin.high))
    match METHODS[check.claim.method].relation:
        case "between":
            return Pattern(("cells", "between"), (("low", _bare(low)), ("high", high)))
        case "not-below":
            return Pattern(("cells", "at-least"), (("value", number),))
        case "not-above":
            return Pattern(("cells", "at-most"), (("value", number),))
        case _ if low == high:
            return number
        case _:
            return Pattern(("cells", "within"), (("value", number), ("low", _bare(low)), ("high", _bare(high))))


def _quoted(check: Check, dataset: Dataset) -> Value:
    """Return a published number with its own digits and qualifier."""
    rows = (operand.row for text in check.claim.operands if (operand := find(text, dataset)))
    said = next((row for row in rows if isinstance(row, Statement)), None)
    if said is None:
        return say_recomputed(check)
    return Amount(said.value, check.quantity.unit, said.scale, said.currency, said.qualifier)


def _bare(value: Value) -> Value:
    """Return a number without its unit, which the neighbouring number has."""
    return NumberOnly(value) if isinstance(value, Amount) else value
