"""tbl-claims: every number that can be recomputed, with its operands and verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import NONE, Amount, Message, NumberOnly, Pattern, Verbatim, label
from multitrack.study.analysis.growth import is_growth_pair
from multitrack.study.analysis.verdicts import UNCHECKED, check_claims
from multitrack.study.methods import METHODS
from multitrack.study.operands import find
from multitrack.study.rows import Statement
from multitrack.study.tables.table_cells import join_values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from multitrack.lang.values import Value
    from multitrack.study.analysis.verdicts import Check
    from multitrack.study.dataset import Dataset

_COLUMNS: Final = (
    Column("row", 0.072),
    Column("claim", 0.200),
    Column("recomputed-from", 0.230),
    Column("held-against", 0.148),
    Column("recomputed", 0.195),
    Column("verdict", 0.155),
)


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each claim except rates of single economies, which have their own table."""
    checks = [check for check in check_claims(dataset) if not is_growth_pair(check, dataset)]
    return (Table("tbl-claims", _COLUMNS, tuple(_rows(checks, dataset))),)


def _rows(checks: Iterable[Check], dataset: Dataset) -> Iterable[Row]:
    """Yield the rows, with a number recomputed in several ways printed once."""
    stated: tuple[str, str] | None = None
    for check in checks:
        claim = check.claim
        same = stated == (claim.stated, claim.stated_part)
        stated = (claim.stated, claim.stated_part)
        cells = (
            Verbatim(claim.claim_id),
            label("cells", "same") if same else Message("claims", (claim.claim_id, "claim")),
            Message("claims", (claim.claim_id, "basis")),
            label("claim-kinds", check.kind),
            _quoted(check, dataset) if METHODS[claim.method].relation == "quoted" else say_recomputed(check),
            join_values(_verdict(check), "items"),
        )
        yield Row(cells, check.rows)


def _verdict(check: Check) -> list[Message]:
    """Return the verdict, or the reason why there is none."""
    said = [label("verdicts", check.verdict)]
    return [*said, label("unchecked", check.reason)] if check.verdict == UNCHECKED else said


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
