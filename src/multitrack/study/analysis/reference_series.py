"""The numbers of independent statistics that pages can print, and what else the series of trade say."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Number
from multitrack.lang.values import Amount, Year
from multitrack.study.analysis.rounding import rounded
from multitrack.study.rows import ExchangeRate, GdpGrowth, Population, PriceIndex, Statement, TradeValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from multitrack.study.dataset import Dataset, ReferenceRow
    from multitrack.study.rows import Series

_HUNDREDTH: Final = Decimal("0.01")
_TENTH: Final = Decimal("0.1")
_THOUSAND: Final = Decimal(1000)
_MILLION: Final = Decimal(10) ** 6
_YEAR: Final = "year"
_STATEMENT_UNITS: Final = {"rate": "percent", "ratio": "factor", "rank": "rank", "count": "countries"}
"""By measure; any other statement is of money."""


def reference_numbers(dataset: Dataset) -> Iterator[Number]:
    """Yield a number for each reference row, by its id with hyphens for colons, and what is known of each series.

    ``trade-SERIES-YEAR`` in billions, ``rate-SOURCE-YEAR``, ``gdp-ECONOMY-YEAR-VINTAGE``, ``cpi-YEAR``,
    ``population-ECONOMY-YEAR`` in millions and ``statement-ID``, both with ``-year``; for a series
    ``trade-SERIES-first`` and ``-last`` (years), ``-margin``, ``-certain-from`` and ``-certain-to``, and where it
    breaks ``-break`` (the year) and ``-leap`` (the change on the year before): each where it exists.
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


def values_of(series: Series, dataset: Dataset) -> dict[int, TradeValue]:
    """Return the rows of a series by their years, in order."""
    return dict(sorted((row.year, row) for row in dataset.trade if row.series_id == series.series_id))


def _amount(row: ReferenceRow) -> Amount:
    match row:
        case TradeValue():
            return Amount(rounded(row.value_usd_m / _THOUSAND, _HUNDREDTH), "dollars", "billion", "USD")
        case ExchangeRate():
            return Amount(row.cad_per_usd)
        case GdpGrowth():
            return Amount(row.gdp_growth_pct, "percent")
        case PriceIndex():
            return Amount(row.cpi_u)
        case Population():
            return Amount(rounded(row.persons / _MILLION, _TENTH), "persons", "million")
        case Statement():
            unit = _STATEMENT_UNITS.get(row.measure, "dollars")
            return Amount(row.value, unit, row.scale, row.currency)


def _of_series(series: Series, dataset: Dataset) -> Iterator[Number]:
    name, years = f"trade-{series.series_id}", list(values_of(series, dataset).values())
    for part, rows in (("first", years[:1]), ("last", years[-1:])):
        for row in rows:
            yield Number(f"{name}-{part}", Year(row.year), (row.row_id,))
    if series.margin_pct is not None:
        yield Number(f"{name}-margin", Amount(series.margin_pct, "percent"), (series.row_id,))
    for part, year in (("certain-from", series.certain_from), ("certain-to", series.certain_to)):
        if year is not None:
            yield Number(f"{name}-{part}", Year(year), (series.row_id,))


def _break(series: Series, dataset: Dataset) -> Iterator[Number]:
    values = values_of(series, dataset)
    if series.break_year is None or not {series.break_year - 1, series.break_year} <= values.keys():
        return
    before, after = values[series.break_year - 1], values[series.break_year]
    leap = rounded((after.value_usd_m / before.value_usd_m - 1) * 100, Decimal(1))
    rows = (before.row_id, after.row_id)
    yield Number(f"trade-{series.series_id}-break", Year(series.break_year), rows)
    yield Number(f"trade-{series.series_id}-leap", Amount(leap, "percent"), rows)
