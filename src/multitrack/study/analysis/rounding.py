"""What a printed number can mean: the numbers that round to it, and how far a qualifier widens that."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

ABOUT: Final = Decimal("0.1")
"""How far "about" and "nearly" reach, as a part of the number: a tenth, by the edition's rule."""
_HALF: Final = Decimal("0.5")
_ENDLESS: Final = Decimal("Infinity")


@dataclass(frozen=True)
class Interval:
    """The numbers from ``low`` up to, and without, ``high``; the one number where the two are equal."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Tell whether the two have a number in common."""
        if self.is_point or other.is_point:
            point, span = (self, other) if self.is_point else (other, self)
            return span.holds(point.low)
        return max(self.low, other.low) < min(self.high, other.high)

    def holds(self, number: Decimal) -> bool:
        """Tell whether a number lies in the interval."""
        return self.low == number if self.is_point else self.low <= number < self.high

    @property
    def is_point(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    def widened(self, percent: Decimal) -> Interval:
        """Return the interval of positive numbers that are off by a percentage at the most, either way."""
        part = percent / 100
        return Interval(self.low * (1 - part), self.high * (1 + part))


def unit_of(value: Decimal) -> Decimal:
    """Return one of the last digit that a number is printed with: a tenth for 5.0, one for 5."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)


def meant(value: Decimal, qualifier: str = "exact") -> Interval:
    """Return what a printed number can mean.

    A bare number means all that round to it: 15.8 is from 15.75 up to 15.85. ``more-than`` has no upper end, ``nearly``
    reaches from a tenth of the number below up to it, ``about`` from a tenth below to a tenth above.
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
            half = unit_of(value) * _HALF
            return Interval(value - half, value + half)


def rounded(value: Decimal, unit: Decimal) -> Decimal:
    """Return a number rounded as prose rounds, halves away from nought, to the digits of ``unit``."""
    return value.quantize(unit, rounding=ROUND_HALF_UP)
