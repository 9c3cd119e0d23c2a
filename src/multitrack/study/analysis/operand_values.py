"""The number that an operand of a claim stands for, and what rounding and a known margin leave it between."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from multitrack.study.analysis.rounding import Interval, meant
from multitrack.study.rows import (
    Event,
    ExchangeRate,
    GdpGrowth,
    Population,
    PriceIndex,
    Quantity,
    Statement,
    TradeValue,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.study.dataset import CitableRow
    from multitrack.study.operands import Operand
    from multitrack.study.rows import Series

SCALES: Final = {"ones": Decimal(1), "million": Decimal(10) ** 6, "billion": Decimal(10) ** 9}
"""Scale → what one of it stands for."""
_VALUES: Final[Mapping[type, str]] = {
    TradeValue: "value_usd_m",
    ExchangeRate: "cad_per_usd",
    GdpGrowth: "gdp_growth_pct",
    PriceIndex: "cpi_u",
    Population: "persons",
    Event: "year",
}
"""Kind of row → the attribute that is its number."""


def number(operand: Operand) -> Decimal:
    """Return the operand's number in ones, converted at its rate; a year as the number that it is.

    The row must be known.
    """
    value, scale, _ = _printed(operand)
    return _at_rate(value * scale, operand, operand.rate.cad_per_usd if operand.rate else Decimal(1))


def rounding_of(operand: Operand) -> Interval:
    """Return in what the printed digits of the operand and of its rate leave the number."""
    value, scale, qualifier = _printed(operand)
    if operand.part:
        return Interval(value, value)
    printed = meant(value, qualifier)
    rate = meant(operand.rate.cad_per_usd) if operand.rate else Interval(Decimal(1), Decimal(1))
    low, high = (rate.low, rate.high) if operand.multiplies else (rate.high, rate.low)
    return Interval(_at_rate(printed.low * scale, operand, low), _at_rate(printed.high * scale, operand, high))


def margin_of(operand: Operand, series: Mapping[str, Series]) -> Interval:
    """Return in what the known margin of the operand's series leaves the number besides rounding."""
    row = operand.row
    margin = series[row.series_id].margin_pct if isinstance(row, TradeValue) and is_certain(operand, series) else None
    return rounding_of(operand).widened(margin) if margin is not None else rounding_of(operand)


def is_certain(operand: Operand, series: Mapping[str, Series]) -> bool:
    """Tell whether nothing is known against the certainty of the operand's row."""
    row = operand.row
    return not isinstance(row, TradeValue) or series[row.series_id].is_certain(row.year)


def _printed(operand: Operand) -> tuple[Decimal, Decimal, str]:
    """Return an operand's value as its row prints it, what one of it stands for, and its qualifier."""
    if operand.part or operand.row is None:
        return Decimal(operand.year or 0), Decimal(1), "exact"
    match operand.row:
        case Quantity():
            return operand.row.value, SCALES[operand.row.scale], operand.row.qualifier
        case Statement():
            return operand.row.value, SCALES[operand.row.scale], "exact"
        case row:
            return _of_reference(row), SCALES["million"] if isinstance(row, TradeValue) else Decimal(1), "exact"


def _of_reference(row: CitableRow) -> Decimal:
    found: Decimal | int = getattr(row, _VALUES[type(row)])
    return Decimal(found)


def _at_rate(value: Decimal, operand: Operand, rate: Decimal) -> Decimal:
    if operand.rate is None:
        return value
    return value * rate if operand.multiplies else value / rate
