"""Values that rows and tables hold, dates among them, before any language says them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from decimal import Decimal

_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A year, a month of a year, or a day.

    Attributes
    ----------
    year, month, day
        ``month`` and ``day`` are 0 where the source does not give them, so that dates sort from the vague to the exact.
    """

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an ISO 8601 date of reduced precision: ``1995``, ``2014-08`` or ``2014-08-25``.

        Raises
        ------
        ValueError
            If the text is no such date or the day does not exist.
        """
        match = _ISO.fullmatch(text)
        if not match:
            raise ValueError(text)
        year, month, day = (int(part) if part else 0 for part in match.groups())
        dt.date(year, month or 1, day or 1)
        return cls(year, month, day)

    @property
    def first_day(self) -> dt.date:
        """Return the first day that the date can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        """Return the ISO form."""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])


@dataclass(frozen=True, order=True)
class Period:
    """From one partial date to another, both included; the two are equal for a single date."""

    start: PartialDate
    end: PartialDate

    def __str__(self) -> str:
        """Return the ISO 8601 interval, or the one date."""
        return str(self.start) if self.start == self.end else f"{self.start}/{self.end}"


@dataclass(frozen=True)
class Code:
    """An identifier or a proper name that is the same in every language."""

    text: str


@dataclass(frozen=True)
class Versioned:
    """The versioned identifier of a figure or a table; a language says it once the versions are known."""

    shown_id: str


@dataclass(frozen=True)
class Term:
    """Words of a language, found in ``data/text/LANGUAGE/FILE.yml`` under the path of keys.

    Attributes
    ----------
    file
        Name of the text file without its ending, as ``labels``.
    path
        Keys from the outside in, as ``("columns", "meeting")``.
    """

    file: str
    path: tuple[str, ...]


NONE: Final = Term("labels", ("cells", "none"))
"""A cell for which there is nothing; never left empty, so that nobody takes it for a slip."""


@dataclass(frozen=True)
class OwnWords:
    """Words that a row has for itself, or where no language has any, those that it shares with others of its kind."""

    own: Term
    shared: Term


@dataclass(frozen=True)
class Amount:
    """A number with what it counts.

    Attributes
    ----------
    value
        The number with the digits that it is to be printed with: ``Decimal("5.0")`` prints one decimal.
    unit
        Key of ``units`` in ``labels.yml``; empty for a bare number.
    scale
        ``ones``, ``million`` or ``billion``: what one of ``value`` stands for.
    currency
        Key of ``currencies`` in ``labels.yml``; empty if the amount is no money.
    qualifier
        Key of ``qualifiers`` in ``labels.yml``: ``exact``, ``about``, ``more-than`` or ``nearly``.
    """

    value: Decimal
    unit: str = ""
    scale: str = "ones"
    currency: str = ""
    qualifier: str = "exact"


@dataclass(frozen=True)
class Bare:
    """The number of an amount alone, for a column or a sentence that names the unit itself."""

    amount: Amount


@dataclass(frozen=True)
class Unit:
    """What an amount counts, without the number: the unit, or the currency and the scale."""

    amount: Amount


@dataclass(frozen=True)
class Year:
    """A year of the calendar, printed without grouping."""

    year: int


@dataclass(frozen=True)
class Ordinal:
    """The number in a series of meetings, printed as the language writes ordinals in running text."""

    number: int


@dataclass(frozen=True)
class Listed:
    """Several values in a row, with the mark between them that ``labels.yml`` names.

    Attributes
    ----------
    parts
        The values, in order; empty for an empty cell.
    joint
        Key of ``joints`` in ``labels.yml``: ``list``, ``span``, ``place``.
    """

    parts: tuple[Value, ...]
    joint: str = "list"


@dataclass(frozen=True)
class Phrase:
    """Words of a language with other values in them.

    Attributes
    ----------
    path
        Keys of the pattern in ``labels.yml``, from the outside in.
    parts
        Name in braces in the pattern → the value that stands there.
    """

    path: tuple[str, ...]
    parts: tuple[tuple[str, Value], ...]


Value = Code | Versioned | Term | OwnWords | Amount | Bare | Unit | Year | Ordinal | Period | Listed | Phrase
"""Every kind of value."""
