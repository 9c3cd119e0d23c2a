"""Dates that may be partial, as a source prints them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, Self

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
