"""Sums of money stated in the study, never joined over currencies, statistics, measures or directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from multitrack.lang.language import Language
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Quantity

BOTH_WAYS: Final = "two-way"


@dataclass(frozen=True)
class Sum:
    """One sum of money at its year.

    Attributes
    ----------
    strip
        Key of comparable sums: the same indicator, measure, direction, currency, scale and statistics.
    same_row
        The row with the same sum in another currency; empty if there is none.
    """

    row: str
    same_row: str
    strip: str
    indicator: str
    measure: str
    direction: str
    source_named: str
    currency: str
    scale: str
    value: Decimal
    qualifier: str
    year: int


def collect_sums(quantities: Sequence[Quantity]) -> tuple[Sum, ...]:
    """Return the sums of rows, each of which must have a year."""
    places: dict[tuple[object, ...], list[Quantity]] = {}
    for quantity in quantities:
        places.setdefault(_said_of(quantity), []).append(quantity)
    return tuple(
        _sum(quantity, places[_said_of(quantity)], quantity.period.end.year)
        for quantity in quantities
        if quantity.currency and quantity.period
    )


def _said_of(quantity: Quantity) -> tuple[object, ...]:
    """Return the key that two rows share if they state one sum at one place of the study."""
    return quantity.locator, quantity.indicator, quantity.measure, quantity.direction, quantity.period


def _sum(one: Quantity, beside: Sequence[Quantity], year: int) -> Sum:
    """Return a sum at its year, with the same sum in another currency among rows of the same key."""
    twins = [other.quantity_id for other in beside if other.currency != one.currency]
    flow = (one.indicator, one.measure, one.direction)
    strip = "/".join((*flow, one.currency, one.scale, one.source_named))
    named = (one.source_named, one.currency, one.scale, one.value, one.qualifier)
    return Sum(one.quantity_id, twins[0] if len(twins) == 1 else "", strip, *flow, *named, year)


def say_unit(currency: str, scale: str, language: Language) -> str:
    """Return the unit of an axis, such as billions of a currency, in a language."""
    return language.label("charts", "money", scale, currency=language.label("charts", "symbols", currency))


def index_quantities(dataset: Dataset) -> Mapping[str, Quantity]:
    """Return the quantities by their ids."""
    return {quantity.quantity_id: quantity for quantity in dataset.quantities}
