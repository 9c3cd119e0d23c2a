"""``fig-trade-study``: the study's own figures on trade, by currency and named statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.study.analysis.amounts import bases, by_id, sums
from multitrack.study.analysis.subjects import TRADE, quantities_about
from multitrack.study.figures.money_panels import Strips, ordered, summing

if TYPE_CHECKING:
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset


def build(dataset: Dataset) -> Figure:
    """Return the figure of all sums of trade, two-way and one-way."""
    points = ordered(sums(quantities_about(dataset, TRADE)))
    return summing("fig-trade-study", Strips(points, bases(dataset), by_id(dataset)))
