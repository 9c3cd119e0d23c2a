"""Trade series: independent statistics, alone and joined with the study."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Number
from multitrack.lang.values import Amount, Year
from multitrack.study.analysis.rounding import round_to
from multitrack.study.analysis.subjects import TRADE, select_quantities
from multitrack.study.analysis.verdicts import check_claims
from multitrack.study.operands import NO_BASIS, find
from multitrack.study.rows import ExchangeRate, GdpGrowth, Population, PriceIndex, Statement, TradeValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from multitrack.study.dataset import Dataset, ReferenceRow
    from multitrack.study.rows import Quantity, TradeSeries

_HUNDREDTH: Final = Decimal("0.01")
_TENTH: Final = Decimal("0.1")
_TEN_THOUSANDTH: Final = Decimal("0.0001")
_THOUSAND: Final = Decimal(1000)
_MILLION: Final = Decimal(10) ** 6
_YEAR: Final = "year"
_STATEMENT_UNITS: Final = {"rate": "percent", "ratio": "factor", "rank": "rank", "count": "countries"}
"""Measure → unit; statements of any other measure are sums of money."""


def make_reference_numbers(dataset: Dataset) -> Iterator[Number]:
    """Yield a number for each reference row, by its id with hyphens for colons, and the facts about each series.

    ``trade-SERIES-YEAR`` in billions, ``rate-SOURCE-YEAR``, ``gdp-ECONOMY-YEAR-VINTAGE``, ``cpi-YEAR``,
    ``population-ECONOMY-YEAR`` in millions and ``statement-ID``, both with ``-year``; for a series
    ``trade-SERIES-first`` and ``-last`` (years), ``-margin``, ``-certain-from`` and ``-certain-to``, and for a break
    ``-break`` (the year) and ``-leap`` (the change on the year before): each if it exists.
    """
    for row in dataset.reference_rows:
        name = row.row_id.lower().replace(":", "-")
        value = Year(row.reference_year) if isinstance(row, Statement) and row.measure == _YEAR else _amount(row)
        yield Number(name, value, (row.row_id,))
        if isinstance(row, Statement | Population):
            year = row.reference_year if isinstance(row, Statement) else row.year
            yield Number(f"{name}-year", Year(year), (row.row_id,))
    for series in dataset.series:
        yield from _of_series(series, dataset)
        yield from _break(series, dataset)


def select_values(series: TradeSeries, dataset: Dataset) -> dict[int, TradeValue]:
    """Return the rows of a series by their years, in order."""
    return dict(sorted((row.year, row) for row in dataset.trade if row.series_id == series.series_id))


def _amount(row: ReferenceRow) -> Amount:
    match row:
        case TradeValue():
            return Amount(round_to(row.value_usd_m / _THOUSAND, _HUNDREDTH), "dollars", "billion", "USD")
        case ExchangeRate():
            return Amount(row.cad_per_usd)
        case GdpGrowth():
            return Amount(row.gdp_growth_pct, "percent")
        case PriceIndex():
            return Amount(row.cpi_u)
        case Population():
            return Amount(round_to(row.persons / _MILLION, _TENTH), "persons", "million")
        case Statement():
            unit = _STATEMENT_UNITS.get(row.measure, "dollars")
            return Amount(row.value, unit, row.scale, row.currency)


def _of_series(series: TradeSeries, dataset: Dataset) -> Iterator[Number]:
    name, years = f"trade-{series.series_id}", list(select_values(series, dataset).values())
    for part, rows in (("first", years[:1]), ("last", years[-1:])):
        for row in rows:
            yield Number(f"{name}-{part}", Year(row.year), (row.row_id,))
    if series.margin_pct is not None:
        yield Number(f"{name}-margin", Amount(series.margin_pct, "percent"), (series.row_id,))
    for part, year in (("certain-from", series.certain_from), ("certain-to", series.certain_to)):
        if year is not None:
            yield Number(f"{name}-{part}", Year(year), (series.row_id,))


def _break(series: TradeSeries, dataset: Dataset) -> Iterator[Number]:
    values = select_values(series, dataset)
    if series.break_year is None or not {series.break_year - 1, series.break_year} <= values.keys():
        return
    before, after = values[series.break_year - 1], values[series.break_year]
    leap = round_to((after.value_usd_m / before.value_usd_m - 1) * 100, Decimal(1))
    rows = (before.row_id, after.row_id)
    yield Number(f"trade-{series.series_id}-break", Year(series.break_year), rows)
    yield Number(f"trade-{series.series_id}-leap", Amount(leap, "percent"), rows)


BOTH_WAYS: Final = "two-way"
_DIRECTIONS: Final = 2
_FLOW: Final = "flow"
_BALANCE: Final = "trade-balance"
_CURRENCY: Final = "USD"
"""Currency of the series; sums in another currency are not drawn on their axis."""
_BILLION: Final = {"billion": Decimal(1), "million": Decimal("0.001"), "ones": Decimal("0.000000001")}


@dataclass(frozen=True)
class StudySum:
    """A sum in the study in the currency of the series.

    Attributes
    ----------
    statistics
        The side whose statistics the study names, or else that of the published statement with the sum, by a claim.
    named
        True if the study names them.
    published_year, published_row
        The year of the sum in the published statement, if it is another one, and the statement's row.
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
        return convert_to_billions(self.quantity)


def select_main_series(dataset: Dataset) -> tuple[TradeSeries, ...]:
    """Return the first two-way series of each side's statistics."""
    found: dict[str, TradeSeries] = {}
    for series in dataset.series:
        if series.direction == BOTH_WAYS and series.statistics != NO_BASIS:
            found.setdefault(series.statistics, series)
    return tuple(found.values())


def select_study_sums(dataset: Dataset) -> tuple[StudySum, ...]:
    """Return the study's sums of two-way trade that are comparable with one side's statistics."""
    chosen = [
        quantity
        for quantity in select_quantities(dataset, TRADE)
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
    """Return sum → basis, year and row of the statement by which a claim checks its year."""
    found: dict[str, tuple[str, int, str]] = {}
    for check in check_claims(dataset):
        if check.is_year and check.recomputed:
            operand = find(check.claim.operands[0], dataset)
            row = operand.row_id if operand else ""
            found.setdefault(check.claim.stated, (check.claim.basis_source, int(check.recomputed.value), row))
    return found


def select_one_way_series(dataset: Dataset) -> tuple[TradeSeries, TradeSeries] | None:
    """Return the two directions of the first side with both, the greater one first; None without such a side."""
    for statistics in dict.fromkeys(series.statistics for series in dataset.series):
        found: dict[str, TradeSeries] = {}
        for series in dataset.series:
            if series.statistics == statistics and series.direction != BOTH_WAYS:
                found.setdefault(series.direction, series)
        if len(found) == _DIRECTIONS:
            greater, lesser = sorted(found.values(), key=lambda series: -_sum(series, dataset))
            return greater, lesser
    return None


def select_stated_balances(dataset: Dataset, statistics: str, direction: str) -> tuple[Quantity, ...]:
    """Return the surpluses in the study in one direction, by one side's statistics, in the series' currency."""
    return tuple(
        quantity
        for quantity in select_quantities(dataset, TRADE)
        if quantity.indicator == _BALANCE
        and (quantity.source_named, quantity.direction, quantity.currency) == (statistics, direction, _CURRENCY)
        and quantity.period
    )


def convert_to_billions(quantity: Quantity) -> Decimal:
    """Return a sum in billions."""
    return quantity.value * _BILLION[quantity.scale]


def round_billions(millions: Decimal) -> Decimal:
    """Return millions in billions, rounded to a tenth of a million."""
    return round_to(millions / _THOUSAND, _TEN_THOUSANDTH)


def _sum(series: TradeSeries, dataset: Dataset) -> Decimal:
    return sum((row.value_usd_m for row in dataset.trade if row.series_id == series.series_id), Decimal(0))
