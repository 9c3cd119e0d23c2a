"""The rows of the data package: a class for each resource, an attribute for each column, in the package's order.

``datapackage.json`` describes the columns; these classes type their cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from multitrack.lang.values import Amount, PartialDate, Period

if TYPE_CHECKING:
    from decimal import Decimal


class _Keyed:
    """A row whose id in other rows and in the edition is made of its cells."""

    def __init_subclass__(cls, ids: str) -> None:
        cls._ids = ids

    @property
    def row_id(self) -> str:
        """Its id."""
        return self._ids.format(self)


@dataclass(frozen=True)
class Track(_Keyed, ids="{0.key}"):
    """One of the tracks of diplomacy; ``studied`` if the study covers it."""

    track: int
    key: str
    studied: bool


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
        return Period(self.date_start, self.date_end or self.date_start) if self.date_start else None

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
        return Period(self.period_start or self.period_end, self.period_end) if self.period_end else None


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
class TradeSeries(_Keyed, ids="series:{0.series_id}"):
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

    def is_certain(self, year: int) -> bool:
        """Test a year for a value of more than low certainty."""
        return (self.certain_from or year) <= year <= (self.certain_to or year)


@dataclass(frozen=True)
class TradeValue(_Keyed, ids="trade:{0.series_id}:{0.year}"):
    """The value of one series of trade in one year, in millions of current US dollars."""

    year: int
    series_id: str
    value_usd_m: Decimal
    source_id: str


@dataclass(frozen=True)
class ExchangeRate(_Keyed, ids="rate:{0.source_id}:{0.year}"):
    """The mean of a year, in Canadian dollars for one US dollar."""

    year: int
    cad_per_usd: Decimal
    source_id: str


@dataclass(frozen=True)
class GdpGrowth(_Keyed, ids="gdp:{0.economy}:{0.year}:{0.vintage}"):
    """The growth of an economy over the year before, in per cent, in one vintage of the statistics."""

    economy: str
    year: int
    vintage: str
    gdp_growth_pct: Decimal
    source_id: str


@dataclass(frozen=True)
class PriceIndex(_Keyed, ids="cpi:{0.year}"):
    """The consumer price index of a year."""

    year: int
    cpi_u: Decimal
    source_id: str


@dataclass(frozen=True)
class Statement(_Keyed, ids="statement:{0.statement_id}"):
    """A number published by a government, a secretariat or the press, with a qualifier as a quantity's."""

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


@dataclass(frozen=True)
class Population(_Keyed, ids="population:{0.economy}:{0.year}"):
    """The population of an economy or a group of economies in a year."""

    economy: str
    year: int
    persons: int
    source_id: str


@dataclass(frozen=True)
class LandPoint(_Keyed, ids="land:{0.area}:{0.shape}:{0.point}"):
    """A corner of the outline of a piece of land, on one of the maps."""

    area: str
    shape: int
    point: int
    longitude: Decimal
    latitude: Decimal
    source_id: str
