"""Operands of claims: a row of the study or of the reference, a part of it, and a rate to convert it.

Written as the row's id, then ``:PART`` for a year of it, then ``@`` and the id of an exchange rate::

    Q084    Q037:period_end    T1-01:year    trade:SERIES:YEAR@rate:SOURCE:YEAR    statement:ID:reference_year
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from multitrack.lang.values import PartialDate
from multitrack.study.rows import ExchangeRate, Quantity, Statement, TradeValue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.study.dataset import CitableRow, Dataset

MISSING: Final = "missing"
"""Operand for a number missing in both study and reference."""
NO_BASIS: Final = "none"
OPEN_CURRENCY: Final = "unspecified"
"""The currency of a bare dollar sign."""
_TRADE_CURRENCY: Final = "USD"
"""Currency of ``value_usd_m``."""
_RATE: Final = ("USD", "CAD")
"""Currencies of ``cad_per_usd``: from, to."""
_YEARS: Final = ("period_start", "period_end", "year", "year_printed", "heading_year", "reference_year")


@dataclass(frozen=True)
class Operand:
    """An operand with its row.

    Attributes
    ----------
    row_id, row
        The row; None for :data:`MISSING`.
    part
        Attribute with a year or a date; empty for the row's value.
    rate
        The exchange rate; None without conversion.
    """

    row_id: str
    row: CitableRow | None
    part: str = ""
    rate: ExchangeRate | None = None

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of its rows."""
        return (*([self.row_id] if self.row else []), *([self.rate.row_id] if self.rate else []))

    @property
    def own_currency(self) -> str:
        """The currency of the row; empty if it is not money."""
        match self.row:
            case Quantity() | Statement() if not self.part:
                return self.row.currency
            case TradeValue():
                return _TRADE_CURRENCY
            case _:
                return ""

    @property
    def currency(self) -> str:
        """The currency after conversion; empty if it is not money, or not a currency of the rate."""
        if not self.rate:
            return self.own_currency
        return {_RATE[0]: _RATE[1], _RATE[1]: _RATE[0]}.get(self.own_currency, "")

    @property
    def multiplies(self) -> bool:
        """True if conversion multiplies by the rate, false if it divides."""
        return self.own_currency == _RATE[0]

    @property
    def year(self) -> int | None:
        """The operand itself as a year, or the year of its value; None if it has none."""
        match self.row:
            case None:
                return None
            case _ if self.part:
                found: PartialDate | int | None = getattr(self.row, self.part)
                return found.year if isinstance(found, PartialDate) else found
            case Quantity():
                return self.row.period.end.year if self.row.period else None
            case Statement():
                return self.row.reference_year
            case _:
                return self.row.year

    def basis(self, bases: Mapping[str, str]) -> str:
        """Return the basis of the value's statistics, by those of the trade series."""
        if self.part:
            return NO_BASIS
        match self.row:
            case Quantity():
                return self.row.source_named
            case Statement():
                return self.row.statistics
            case TradeValue():
                return bases.get(self.row.series_id, NO_BASIS)
            case _:
                return NO_BASIS


def find(text: str, dataset: Dataset) -> Operand | None:
    """Find the operand named by a text; None if there is no such row, part or rate."""
    name, _, rate_id = text.partition("@")
    rate = dataset.citable.get(rate_id)
    if MISSING in (rate_id, name):
        return Operand(name, None)
    if rate_id and not isinstance(rate, ExchangeRate):
        return None
    found = rate if isinstance(rate, ExchangeRate) else None
    if name in dataset.citable:
        return Operand(name, dataset.citable[name], "", found)
    row_id, _, part = name.rpartition(":")
    row = dataset.citable.get(row_id)
    is_year = part in _YEARS and getattr(row, part, None) is not None
    return Operand(row_id, row, part) if is_year and not rate_id else None
