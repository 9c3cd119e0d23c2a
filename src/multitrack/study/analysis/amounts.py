"""Sums of money stated in the study, never joined over currencies, statistics, measures or directions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from multitrack.charts.theme import BASIS_COLOURS, MUTED, assign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from multitrack.lang.language import Language
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Quantity

NO_SOURCE: Final = "none"
BOTH_WAYS: Final = "two-way"
EXACT: Final = "exact"
MORE: Final = "more-than"
_BASIS_SHAPES: Final = ("circle", "square")
_NO_BASIS_SHAPE: Final = "diamond"


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
        Sum(
            quantity.quantity_id,
            _same(quantity, places[_said_of(quantity)]),
            _strip(quantity),
            quantity.indicator,
            quantity.measure,
            quantity.direction,
            quantity.source_named,
            quantity.currency,
            quantity.scale,
            quantity.value,
            quantity.qualifier,
            quantity.period.end.year,
        )
        for quantity in quantities
        if quantity.currency and quantity.period
    )


def _strip(quantity: Quantity) -> str:
    flow = f"{quantity.indicator}/{quantity.measure}/{quantity.direction}"
    return f"{flow}/{quantity.currency}/{quantity.scale}/{quantity.source_named}"


def _said_of(quantity: Quantity) -> tuple[object, ...]:
    """Return the key that two rows share if they state one sum at one place of the study."""
    return quantity.locator, quantity.indicator, quantity.measure, quantity.direction, quantity.period


def _same(quantity: Quantity, beside: Sequence[Quantity]) -> str:
    """Return the row with a quantity's sum in another currency, among rows of the same key."""
    twins = [other.quantity_id for other in beside if other.currency != quantity.currency]
    return twins[0] if len(twins) == 1 else ""


def style_bases(dataset: Dataset) -> dict[str, tuple[str, str]]:
    """Return colour and shape of each basis of statistics, the most frequent first."""
    named = Counter(quantity.source_named for quantity in dataset.quantities if quantity.source_named != NO_SOURCE)
    order = [basis for basis, _ in named.most_common()]
    colours, shapes = assign(order, BASIS_COLOURS), assign(order, _BASIS_SHAPES)
    return {**{basis: (colours[basis], shapes[basis]) for basis in order}, NO_SOURCE: (MUTED, _NO_BASIS_SHAPE)}


def get_colour(statistics: str, dataset: Dataset) -> str:
    """Return the colour of a basis of statistics, muted if the study never names it."""
    looks = style_bases(dataset)
    return looks.get(statistics, looks[NO_SOURCE])[0]


def say_unit(currency: str, scale: str, language: Language) -> str:
    """Return the unit of an axis, such as billions of a currency, in a language."""
    return language.label("charts", "money", scale, currency=language.label("charts", "symbols", currency))


def say_amount(value: Decimal, qualifier: str, language: Language) -> str:
    """Return a number with its qualifier but without unit."""
    return language.label("qualifiers", qualifier, value=language.number(value))


def index_quantities(dataset: Dataset) -> Mapping[str, Quantity]:
    """Return the quantities by their ids."""
    return {quantity.quantity_id: quantity for quantity in dataset.quantities}
