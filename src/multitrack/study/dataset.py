"""The coded study with its reference rows, checked."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

import pandas as pd

from multitrack.source.data_package import DataPackage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.study import named_rows, rows
    from multitrack.study.coding import Coded

    ReferenceRow = (
        rows.TradeValue | rows.ExchangeRate | rows.GdpGrowth | rows.PriceIndex | rows.Statement | rows.Population
    )
    CitableRow = rows.Event | rows.Quantity | ReferenceRow

_DTYPES: Final = {"int": "Int64", "bool": "boolean", "Decimal": "object"}
"""Type of an attribute → that of its column; ``string`` for any other."""


@dataclass(frozen=True, kw_only=True)
class Dataset(DataPackage):
    """The data package with all its rows, in the order of their files.

    Attributes
    ----------
    actors, participations, documents, places, discrepancies, claims, series, trade, exchange_rates, gdp_growth, us_cpi,
    statements, population, land
        Optional tables.
    codings
        Two independent codings; none without a second coding.
    """

    tracks: tuple[rows.Track, ...]
    events: tuple[rows.Event, ...]
    quantities: tuple[rows.Quantity, ...]
    meetings: tuple[rows.Meeting, ...]
    actors: tuple[named_rows.Actor, ...] = ()
    participations: tuple[named_rows.Participation, ...] = ()
    documents: tuple[named_rows.Document, ...] = ()
    places: tuple[named_rows.Place, ...] = ()
    discrepancies: tuple[named_rows.Discrepancy, ...] = ()
    claims: tuple[rows.Claim, ...] = ()
    series: tuple[rows.TradeSeries, ...] = ()
    trade: tuple[rows.TradeValue, ...] = ()
    exchange_rates: tuple[rows.ExchangeRate, ...] = ()
    gdp_growth: tuple[rows.GdpGrowth, ...] = ()
    us_cpi: tuple[rows.PriceIndex, ...] = ()
    statements: tuple[rows.Statement, ...] = ()
    population: tuple[rows.Population, ...] = ()
    land: tuple[rows.LandPoint, ...] = ()
    codings: tuple[Coded, ...] = ()

    def __hash__(self) -> int:
        """Hash by identity, so that results can be cached by dataset."""
        return id(self)

    @property
    def reference_rows(self) -> tuple[ReferenceRow, ...]:
        """The rows of independent statistics, in the order of their tables."""
        series = (*self.trade, *self.exchange_rates, *self.gdp_growth, *self.us_cpi)
        return (*series, *self.statements, *self.population)

    @cached_property
    def citable(self) -> Mapping[str, CitableRow]:
        """The rows that claims can name: items, quantities and independent statistics, by their ids."""
        found: dict[str, CitableRow] = {event.event_id: event for event in self.events}
        found |= {quantity.quantity_id: quantity for quantity in self.quantities}
        return MappingProxyType(found | {row.row_id: row for row in self.reference_rows})

    def frame(self, table: str) -> pd.DataFrame:
        """Return a table as a data frame, a row for each of its rows, in order; an empty cell is missing.

        Parameters
        ----------
        table
            The attribute with its rows, as ``events``.

        Returns
        -------
        DataFrame
            Whole numbers and years are ``Int64``, answers ``boolean``, and columns of which the description lists the
            values ``category``, in its order. Decimals stay ``Decimal`` objects, so that none is rounded. All else is
            ``string``: dates as precise as they are printed, and several values of a cell with ``;`` between them.
        """
        return _frame(self, table).copy()

    @property
    def studied_tracks(self) -> tuple[rows.Track, ...]:
        """The studied tracks."""
        return tuple(track for track in self.tracks if track.studied)

    def events_of(self, track: int) -> tuple[rows.Event, ...]:
        """Return the items of one track, in the study's order."""
        return tuple(event for event in self.events if event.track == track)


@lru_cache(maxsize=64)
def _frame(dataset: Dataset, table: str) -> pd.DataFrame:
    found: tuple[Any, ...] = getattr(dataset, table)
    described = json.loads(dataset.files.get("datapackage.json", b'{"resources": []}'))["resources"]
    enums = {
        field["name"]: field["constraints"]["enum"]
        for resource in described
        if resource["name"] == table
        for field in resource["schema"]["fields"]
        if "enum" in field.get("constraints", {})
    }
    frame = pd.DataFrame(index=range(len(found)))
    for column in fields(found[0]) if found else ():
        cells = [_cell(getattr(row, column.name)) for row in found]
        dtype = _DTYPES.get(str(column.type).removesuffix(" | None"), "string")
        kind = pd.CategoricalDtype(enums[column.name], ordered=True) if column.name in enums else dtype
        frame[column.name] = pd.Series(cells, dtype=kind)
    return frame


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        value = ";".join(cast("tuple[str, ...]", value))
    return (value if isinstance(value, int | Decimal) else str(value)) if value not in (None, "") else None
