"""Which series of trade and which of the study's sums stand on one basis."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from multitrack.study.analysis.selection import TRADE, quantities_about
from multitrack.study.analysis.verdicts import check_claims
from multitrack.study.operands import NO_BASIS, find

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Quantity, Series

BOTH_WAYS: Final = "two-way"
_DIRECTIONS: Final = 2
_FLOW: Final = "flow"
_BALANCE: Final = "trade-balance"
_CURRENCY: Final = "USD"
"""Of the series' values; sums in another currency do not stand on their axis."""
_BILLION: Final = {"billion": Decimal(1), "million": Decimal("0.001"), "ones": Decimal("0.000000001")}


@dataclass(frozen=True)
class StudySum:
    """A sum of the study in the currency of the series.

    Attributes
    ----------
    statistics
        Whose statistics the study names or, where it names none, those of the published statement that a claim finds
        the sum in.
    named
        Whether the study names them itself.
    published_year, published_row
        The year to which the published statement gives the sum, if it is another one, and the statement's row.
    """

    quantity: Quantity
    statistics: str
    named: bool
    year: int
    published_year: int
    published_row: str

    @property
    def value_b(self) -> Decimal:
        """The sum in billions."""
        return in_billions(self.quantity)


def main_series(dataset: Dataset) -> tuple[Series, ...]:
    """Return the first series of trade in both directions on each side's statistics."""
    found: dict[str, Series] = {}
    for series in dataset.series:
        if series.direction == BOTH_WAYS and series.statistics != NO_BASIS:
            found.setdefault(series.statistics, series)
    return tuple(found.values())


def study_sums(dataset: Dataset) -> tuple[StudySum, ...]:
    """Return the study's sums of trade in both directions that can stand on the axis of one side's statistics."""
    chosen = [
        quantity
        for quantity in quantities_about(dataset, TRADE)
        if quantity.measure == _FLOW and quantity.direction == BOTH_WAYS and quantity.currency == _CURRENCY
    ]
    published = _published_years(dataset)
    return tuple(
        found
        for quantity in chosen
        if (found := _study_sum(quantity, published.get(quantity.quantity_id, (NO_BASIS, 0, ""))))
    )


def _study_sum(quantity: Quantity, published: tuple[str, int, str]) -> StudySum | None:
    if quantity.period is None:
        return None
    year = quantity.period.end.year
    named = quantity.source_named != NO_BASIS
    statistics = quantity.source_named if named else published[0]
    if statistics == NO_BASIS:
        return None
    return StudySum(quantity, statistics, named, year, *((0, "") if published[1] in (0, year) else published[1:]))


def _published_years(dataset: Dataset) -> Mapping[str, tuple[str, int, str]]:
    """Return for sums basis, year and row of the statement by which a claim checks the year of each."""
    found: dict[str, tuple[str, int, str]] = {}
    for check in check_claims(dataset):
        if check.is_year and check.recomputed:
            operand = find(check.claim.operands[0], dataset)
            row = operand.row_id if operand else ""
            found.setdefault(check.claim.stated, (check.claim.basis_source, int(check.recomputed.value), row))
    return found


def one_way_series(dataset: Dataset) -> tuple[Series, Series] | None:
    """Return the two directions of the first side that has both, the greater one first; None if no side has both."""
    for statistics in dict.fromkeys(series.statistics for series in dataset.series):
        found: dict[str, Series] = {}
        for series in dataset.series:
            if series.statistics == statistics and series.direction != BOTH_WAYS:
                found.setdefault(series.direction, series)
        if len(found) == _DIRECTIONS:
            greater, lesser = sorted(found.values(), key=lambda series: -_sum(series, dataset))
            return greater, lesser
    return None


def stated_balances(dataset: Dataset, statistics: str, direction: str) -> tuple[Quantity, ...]:
    """Return the study's sums of the surplus in one direction, after one side's statistics, in the series' currency."""
    return tuple(
        quantity
        for quantity in quantities_about(dataset, TRADE)
        if quantity.indicator == _BALANCE
        and (quantity.source_named, quantity.direction, quantity.currency) == (statistics, direction, _CURRENCY)
        and quantity.period
    )


def in_billions(quantity: Quantity) -> Decimal:
    """Return a sum in billions."""
    return quantity.value * _BILLION[quantity.scale]


def _sum(series: Series, dataset: Dataset) -> Decimal:
    return sum((row.value_usd_m for row in dataset.trade if row.series_id == series.series_id), Decimal(0))
