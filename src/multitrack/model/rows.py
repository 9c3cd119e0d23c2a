"""The rows of the data package, typed. One class a resource, one attribute a column, in the package's order.

``datapackage.json`` says what each column means; these classes say what its cells become in Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from multitrack.model.dates import PartialDate, Period
from multitrack.model.values import Amount

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True)
class Track:
    """One of the tracks of diplomacy; ``studied`` if the study looks at it."""

    track: int
    key: str
    studied: bool


@dataclass(frozen=True)
class Event:
    """One item of the study's results section: its heading, and apart from it what its body describes.

    Attributes
    ----------
    year_printed, year
        The body's year as printed or inferred, and the year used in analysis.
    year_basis
        ``stated``, ``inferred`` or ``corrected``.
    record
        The ``meeting_id`` of the official record that confirms or corrects the body; empty if none.
    """

    event_id: str
    track: int
    item: int
    heading_year: int | None
    heading_series: str
    heading_ordinal: int | None
    series: str
    ordinal: int | None
    date_start: PartialDate | None
    date_end: PartialDate | None
    year_printed: int
    year: int
    year_basis: str
    city: str
    country: str
    sectors: tuple[str, ...]
    heading_match: str
    record: str
    locator: str

    @property
    def period(self) -> Period | None:
        """The date as printed; None if the body prints none."""
        if self.date_start is None:
            return None
        return Period(self.date_start, self.date_end or self.date_start)


@dataclass(frozen=True)
class Quantity:
    """One number that the study states.

    Attributes
    ----------
    economy
        The economy that the number speaks of, where the indicator needs one (ISO 3166-1 alpha-3); else empty.
    as_printed
        The figure as the study prints it.
    """

    quantity_id: str
    event_id: str
    section: str
    indicator: str
    economy: str
    value: Decimal
    scale: str
    unit: str
    currency: str
    qualifier: str
    period_start: PartialDate | None
    period_end: PartialDate | None
    measure: str
    direction: str
    source_named: str
    as_printed: str
    locator: str

    @property
    def amount(self) -> Amount:
        """The number with its unit, currency and qualifier."""
        return Amount(self.value, self.unit, self.scale, self.currency, self.qualifier)

    @property
    def period(self) -> Period | None:
        """The time that the number refers to; None if the study names none, or only since when."""
        if self.period_end is None:
            return None
        return Period(self.period_start or self.period_end, self.period_end)


@dataclass(frozen=True)
class Meeting:
    """One meeting of the official record."""

    meeting_id: str
    series: str
    ordinal: int | None
    city: str
    country: str
    date_start: PartialDate
    date_end: PartialDate
    note: str
    url: str
    source_id: str


@dataclass(frozen=True)
class Source:
    """One publication or database that a reference row comes from."""

    source_id: str
    publisher: str
    title: str
    url: str
    licence: str
    retrieved: str
    note: str
