"""The rows of the data package: a class for each resource, an attribute for each column, in the package's order.

``datapackage.json`` describes the columns; these classes type their cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from multitrack.lang.values import Amount, PartialDate, Period

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True)
class Track:
    """One of the tracks of diplomacy; ``studied`` if the study covers it."""

    track: int
    key: str
    studied: bool

    @property
    def row_id(self) -> str:
        """Id of the row in figures and tables."""
        return self.key


@dataclass(frozen=True)
class Event:
    """One item of the study's results section, with heading and body coded separately.

    Attributes
    ----------
    year_printed, year
        The body's year as printed or inferred, and the year in analysis.
    year_basis
        ``stated``, ``inferred`` or ``corrected``.
    country_printed, country
        The countries in the body as printed, and the one in analysis.
    heading_meeting_fits, heading_year_fits
        True if the heading has the body's occasion, or its year; None for a heading without a year.
    record
        The ``meeting_id`` of the official record compared with the item; empty if none.
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
    country_printed: tuple[str, ...]
    country: str
    sectors: tuple[str, ...]
    heading_meeting_fits: bool
    heading_year_fits: bool | None
    record: str
    locator: str

    @property
    def period(self) -> Period | None:
        """The date as printed; None if the body prints none."""
        if self.date_start is None:
            return None
        return Period(self.date_start, self.date_end or self.date_start)

    @property
    def heading_match(self) -> str:
        """``full``, ``label`` for a fitting matter over a numbered meeting, ``partial`` or ``mismatch``."""
        answers = {self.heading_meeting_fits, self.heading_year_fits} - {None}
        if answers == {True}:
            return "label" if self.ordinal and not self.heading_ordinal else "full"
        return "partial" if True in answers else "mismatch"


@dataclass(frozen=True)
class Quantity:
    """One number stated in the study.

    Attributes
    ----------
    economy
        The economy of the number (ISO 3166-1 alpha-3), if the indicator needs one; else empty.
    as_printed
        The figure as printed.
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
        """The time of the number; None if the study names none, or only its start."""
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
class Claim:
    """One recomputation of a number in the study.

    Attributes
    ----------
    stated, stated_part
        The ``quantity_id`` of the number, and the part recomputed: its ``value`` or its ``year``.
    method
        A key of :data:`multitrack.study.methods.METHODS`.
    operands
        Texts for :func:`multitrack.study.operands.find`, in the method's order.
    basis_currency
        The currency of the operands after conversion; for a bare dollar, the one tried. Empty without money.
    basis_source
        The side whose statistics are compared, or ``none`` if none is named.
    note_key
        Key of ``claim-notes`` in ``labels.yml``: caveats of this recomputation.
    """

    claim_id: str
    stated: str
    stated_part: str
    method: str
    operands: tuple[str, ...]
    basis_currency: str
    basis_source: str
    note_key: str


@dataclass(frozen=True)
class TradeSeries:
    """One series of trade statistics: basis, partners, valuation and certainty.

    Attributes
    ----------
    basis
        Basis of comparison: series of different bases are never compared.
    statistics
        The statistics, in the terms of a quantity's ``source_named``.
    margin_pct
        Margin of error of the values in the certain years, in per cent either way; None if unknown.
    certain_from, certain_to
        First and last year of values of more than low certainty.
    break_year
        The first year after a break in the series; None without a break.
    """

    series_id: str
    basis: str
    statistics: str
    direction: str
    coverage: str
    valuation: str
    margin_pct: Decimal | None
    certain_from: int | None
    certain_to: int | None
    break_year: int | None
    source_id: str

    @property
    def row_id(self) -> str:
        """Id of the row in the edition."""
        return f"series:{self.series_id}"

    def is_certain(self, year: int) -> bool:
        """Test a year for a value of more than low certainty."""
        return (self.certain_from or year) <= year <= (self.certain_to or year)


@dataclass(frozen=True)
class TradeValue:
    """The value of one series of trade in one year, in millions of current US dollars."""

    year: int
    series_id: str
    value_usd_m: Decimal
    source_id: str

    @property
    def row_id(self) -> str:
        """Id of the row in other rows and the edition."""
        return f"trade:{self.series_id}:{self.year}"


@dataclass(frozen=True)
class ExchangeRate:
    """The mean of a year, in Canadian dollars for one US dollar."""

    year: int
    cad_per_usd: Decimal
    source_id: str

    @property
    def row_id(self) -> str:
        """Id of the row in other rows and the edition."""
        return f"rate:{self.source_id}:{self.year}"


@dataclass(frozen=True)
class GdpGrowth:
    """The growth of an economy over the year before, in per cent, in one vintage of the statistics."""

    economy: str
    year: int
    vintage: str
    gdp_growth_pct: Decimal
    source_id: str

    @property
    def row_id(self) -> str:
        """Id of the row in other rows and the edition."""
        return f"gdp:{self.economy}:{self.year}:{self.vintage}"


@dataclass(frozen=True)
class PriceIndex:
    """The consumer price index of a year."""

    year: int
    cpi_u: Decimal
    source_id: str

    @property
    def row_id(self) -> str:
        """Id of the row in other rows and the edition."""
        return f"cpi:{self.year}"


@dataclass(frozen=True)
class Statement:
    """A number published by a government, a secretariat or the press.

    Attributes
    ----------
    qualifier
        The word before the number, as in a quantity.
    """

    statement_id: str
    reference_year: int
    statement: str
    value: Decimal
    scale: str
    currency: str
    qualifier: str
    measure: str
    statistics: str
    source_id: str
    url: str

    @property
    def row_id(self) -> str:
        """Id of the row in other rows and the edition."""
        return f"statement:{self.statement_id}"


@dataclass(frozen=True)
class Population:
    """The population of an economy or a group of economies in a year."""

    economy: str
    year: int
    persons: int
    source_id: str

    @property
    def row_id(self) -> str:
        """Id of the row in other rows and the edition."""
        return f"population:{self.economy}:{self.year}"


@dataclass(frozen=True)
class LandPoint:
    """A corner of the outline of a piece of land, on one of the maps."""

    area: str
    shape: int
    point: int
    longitude: Decimal
    latitude: Decimal
    source_id: str

    @property
    def row_id(self) -> str:
        """Id of the row in the edition."""
        return f"land:{self.area}:{self.shape}:{self.point}"
