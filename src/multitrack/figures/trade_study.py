"""``fig-trade-study``: the study's own figures on trade, each currency and each named statistics by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.analysis.selection import TRADE, quantities_about
from multitrack.figures.amounts import bases, by_id, sums
from multitrack.figures.strips import Strips, ordered, summing

if TYPE_CHECKING:
    from multitrack.model.dataset import Dataset
    from multitrack.model.outputs import Figure


def build(dataset: Dataset) -> Figure:
    """Return the figure of all sums of trade, in both directions and in one."""
    points = ordered(sums(quantities_about(dataset, TRADE)))
    return summing("fig-trade-study", Strips(points, bases(dataset), by_id(dataset)))
