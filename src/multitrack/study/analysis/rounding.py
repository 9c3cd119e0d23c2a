"""Intervals of the numbers that a printed number, with its qualifier, can stand for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

ABOUT: Final = Decimal("0.1")
"""Reach of "about" and "nearly" as a part of the number: a tenth, by the edition's rule."""
_HALF: Final = Decimal("0.5")
_ENDLESS: Final = Decimal("Infinity")


@dataclass(frozen=True)
class Interval:
    """The numbers from ``low`` up to but without ``high``; a single number if the two are equal."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Test two intervals for a common number."""
        if self.is_point or other.is_point:
            point, span = (self, other) if self.is_point else (other, self)
            return span.holds(point.low)
        return max(self.low, other.low) < min(self.high, other.high)

    def holds(self, number: Decimal) -> bool:
        """Test a number for lying in the interval."""
        return self.low == number if self.is_point else self.low <= number < self.high

    @property
    def is_point(self) -> bool:
        """True for a single number."""
        return self.low == self.high

    def widen(self, percent: Decimal) -> Interval:
        """Widen an interval of positive numbers by a percentage, either way."""
        part = percent / 100
        return Interval(self.low * (1 - part), self.high * (1 + part))


def find_unit(value: Decimal) -> Decimal:
    """Return the unit of a number's last digit: a tenth for 5.0, one for 5."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)


def interpret(value: Decimal, qualifier: str = "exact") -> Interval:
    """Return the numbers that a printed number can stand for.

    Without a qualifier, these are all that round to it: 15.8 is from 15.75 up to 15.85. ``more-than`` has no upper end,
    ``nearly`` reaches from a tenth below the number up to it, ``about`` from a tenth below to a tenth above.
    """
    reach = abs(value) * ABOUT
    match qualifier:
        case "more-than":
            return Interval(value, _ENDLESS)
        case "nearly":
            return Interval(value - reach, value)
        case "about":
            return Interval(value - reach, value + reach)
        case _:
            half = find_unit(value) * _HALF
            return Interval(value - half, value + half)


def round_to(value: Decimal, unit: Decimal) -> Decimal:
    """Round a number to the digits of ``unit``, halves away from nought, as is customary in prose."""
    return value.quantize(unit, rounding=ROUND_HALF_UP)
