"""Values in rows and tables, dates among them, independent of language."""

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
        ``month`` and ``day`` are 0 if unknown, so that vague dates sort before exact ones.
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
        """The earliest day that the date can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        """Return the ISO form."""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])


@dataclass(frozen=True, order=True)
class Period:
    """A span from one partial date to another, both included; the two are equal for a single date."""

    start: PartialDate
    end: PartialDate

    def __str__(self) -> str:
        """Return the ISO 8601 interval, or the one date."""
        return str(self.start) if self.start == self.end else f"{self.start}/{self.end}"


@dataclass(frozen=True)
class Verbatim:
    """An identifier or a proper name, the same in every language."""

    text: str


@dataclass(frozen=True)
class VersionRef:
    """The versioned identifier of a figure or a table, which only a :class:`Speaker` with versions can print."""

    shown_id: str


@dataclass(frozen=True)
class ExhibitRef:
    """A reference to a figure or a table: in pages its number as a link, elsewhere its id."""

    shown_id: str


@dataclass(frozen=True)
class Message:
    """Words in ``data/text/LANGUAGE/FILE.yml`` under a path of keys.

    Attributes
    ----------
    file
        Name of the text file without ending, as ``labels``.
    path
        Keys from the outermost to the innermost, as ``("columns", "meeting")``.
    """

    file: str
    path: tuple[str, ...]


def label(*path: str) -> Message:
    """Return the message under a path in ``labels.yml``."""
    return Message("labels", path)


NONE: Final = Message("labels", ("cells", "none"))
"""An empty cell, printed as a sign so that nobody takes it for a slip."""


@dataclass(frozen=True)
class Mark:
    """A sign for the eye, and the words that it stands for.

    Attributes
    ----------
    sign
        The sign, printed in pages only; words alone are said elsewhere.
    shown
        The words are printed beside the sign, too, and not only read aloud.
    """

    sign: str
    words: Value
    shown: bool = True


@dataclass(frozen=True)
class OwnMessage:
    """Words of one row or, if no language has any, those shared by all rows of its kind."""

    own: Message
    shared: Message


@dataclass(frozen=True)
class Amount:
    """A number with its unit.

    Attributes
    ----------
    value
        The number with its digits: ``Decimal("5.0")`` prints one decimal.
    unit
        Key of ``units`` in ``labels.yml``; empty for a bare number.
    scale
        Multiplier of ``value``: ``ones``, ``million`` or ``billion``.
    currency
        Key of ``currencies`` in ``labels.yml``; empty if the amount is not money.
    qualifier
        Key of ``qualifiers`` in ``labels.yml``: ``exact``, ``about``, ``more-than`` or ``nearly``.
    """

    value: Decimal
    unit: str = ""
    scale: str = "ones"
    currency: str = ""
    qualifier: str = "exact"


def count_decimals(number: Decimal) -> int:
    """Return the number of decimals that a number is written with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True)
class NumberOnly:
    """The number of an amount alone, for a column or a sentence that names the unit."""

    amount: Amount


@dataclass(frozen=True)
class UnitOnly:
    """The unit of an amount alone, or its currency and scale."""

    amount: Amount


@dataclass(frozen=True)
class Year:
    """A calendar year, printed without thousands separator."""

    year: int


@dataclass(frozen=True)
class Ordinal:
    """An ordinal number, printed as in running text."""

    number: int


@dataclass(frozen=True)
class Joined:
    """Several values with a separator between them.

    Attributes
    ----------
    parts
        The values, in order; empty for an empty cell.
    joint
        The separator, a key of ``joints`` in ``labels.yml``: ``list``, ``span``, ``place``.
    """

    parts: tuple[Value, ...]
    joint: str = "list"


@dataclass(frozen=True)
class Pattern:
    """A pattern of a language filled in with other values.

    Attributes
    ----------
    path
        Keys of the pattern in ``labels.yml``, from the outermost to the innermost.
    parts
        Name in braces in the pattern → value.
    """

    path: tuple[str, ...]
    parts: tuple[tuple[str, Value], ...]


Value = (
    Verbatim
    | VersionRef
    | ExhibitRef
    | Message
    | Mark
    | OwnMessage
    | Amount
    | NumberOnly
    | UnitOnly
    | Year
    | Ordinal
    | Period
    | Joined
    | Pattern
)
"""Any value."""
