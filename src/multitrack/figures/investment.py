"""``fig-investment``: the study's figures on direct investment, flows, stocks, directions and currencies apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.analysis.selection import INVESTMENT, quantities_about
from multitrack.figures.amounts import bases, by_id, sums
from multitrack.figures.strips import Strips, ordered, summing

if TYPE_CHECKING:
    from multitrack.model.dataset import Dataset
    from multitrack.model.outputs import Figure


def build(dataset: Dataset) -> Figure:
    """Return the figure of all sums of direct investment."""
    points = ordered(sums(quantities_about(dataset, INVESTMENT)))
    return summing("fig-investment", Strips(points, bases(dataset), by_id(dataset)))
