"""Which quantities speak of trade, of investment and of commitments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Quantity

TRADE: Final = ("trade", "exports", "imports")
INVESTMENT: Final = ("fdi",)
COMMITMENTS: Final = ("aid", "pledge")


def quantities_about(dataset: Dataset, subjects: tuple[str, ...]) -> tuple[Quantity, ...]:
    """Return the quantities whose indicator's first word is one of ``subjects``, an indicator's numbers together.

    The indicators come in the order in which the study first speaks of them; the numbers of one by the time that they
    refer to, those without a time first, and else as the study has them.
    """
    chosen = [quantity for quantity in dataset.quantities if quantity.indicator.split("-")[0] in subjects]
    order = list(dict.fromkeys(quantity.indicator for quantity in chosen))
    return tuple(sorted(chosen, key=lambda quantity: (order.index(quantity.indicator), _time(quantity))))


def _time(quantity: Quantity) -> str:
    return str(quantity.period.end) if quantity.period else ""
