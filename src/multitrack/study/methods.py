"""Methods of recomputing a stated number: formula, signs of its operands, and relation to the stated number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Formula = Callable[[Sequence[Decimal], int], Decimal]

Relation = Literal["equal", "quoted", "not-below", "not-above", "between"]
"""Relation of the stated number to the recomputed one: equal, the same in print, at one side of it, between two."""

_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True)
class Method:
    """A method of recomputing a number.

    Attributes
    ----------
    formula
        Function of the operands' values, all positive, and of the years between the first and the last of them.
    signs
        For each operand, ``1`` if the result rises with it, ``-1`` if it falls; one sign for any number of operands.
    relation
        Relation of the stated number to the result.
    crosses_bases
        The stated number may rest on another basis than the operands.
    compares_years
        The result is a change between two values, whose errors may be correlated.
    """

    formula: Formula
    signs: tuple[int, ...] = (1,)
    relation: Relation = "equal"
    crosses_bases: bool = False
    takes_any_number: bool = False
    compares_years: bool = False

    def takes(self, number: int) -> bool:
        """Test a number of operands."""
        return number >= 1 if self.takes_any_number else number == len(self.signs)

    def sign(self, place: int) -> int:
        """Return the sign of an operand by its place."""
        return self.signs[0] if self.takes_any_number else self.signs[place]


def _first(values: Sequence[Decimal], _: int) -> Decimal:
    return values[0]


def _growth(factor: Decimal) -> Decimal:
    return (factor - 1) * _HUNDRED


def _factor(growth: Decimal) -> Decimal:
    return 1 + growth / _HUNDRED


def _mean(values: Sequence[Decimal], _: int) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


METHODS: Final[Mapping[str, Method]] = {
    "equal": Method(_first),
    "conversion": Method(_first),
    "quotation": Method(_first, relation="quoted"),
    "same-year": Method(_first),
    "at-least": Method(_first, relation="not-below", crosses_bases=True),
    "between": Method(_mean, relation="between", takes_any_number=True),
    "growth-total": Method(lambda values, _: _growth(values[1] / values[0]), (-1, 1), compares_years=True),
    "growth-annual": Method(
        lambda values, years: _growth((values[1] / values[0]) ** (1 / Decimal(years))), (-1, 1), compares_years=True
    ),
    "growth-annual-of-total": Method(lambda values, years: _growth(_factor(values[0]) ** (1 / Decimal(years)))),
    "growth-simple-of-total": Method(lambda values, years: values[0] / years),
    "back-cast": Method(lambda values, _: values[0] / _factor(values[1]), (1, -1)),
    "forward-cast": Method(lambda values, _: values[0] * _factor(values[1]), (1, 1)),
    "difference": Method(lambda values, _: values[0] - values[1], (1, -1)),
    "share": Method(lambda values, _: values[0] / values[1] * _HUNDRED, (1, -1)),
    "ratio": Method(lambda values, _: values[0] / values[1], (1, -1)),
    "surplus-by-greater-part": Method(lambda values, _: 2 * values[0] - values[1], (1, -1)),
    "surplus-by-lesser-part": Method(lambda values, _: values[1] - 2 * values[0], (-1, 1)),
    "minimum": Method(lambda values, _: min(values), takes_any_number=True),
    "maximum": Method(lambda values, _: max(values), takes_any_number=True),
    "mean-at-least": Method(_mean, relation="not-above", takes_any_number=True),
    "mean-at-most": Method(_mean, relation="not-below", takes_any_number=True),
    "span-exclusive": Method(lambda values, _: values[1] - values[0], (-1, 1)),
    "span-inclusive": Method(lambda values, _: values[1] - values[0] + 1, (-1, 1)),
}
"""Name in ``claims.csv`` → method."""
