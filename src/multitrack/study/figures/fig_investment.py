"""``fig-investment``: direct investment in the study, by flow and stock, direction and currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.study.analysis.amounts import bases, by_id, sums
from multitrack.study.analysis.subjects import INVESTMENT, quantities_about
from multitrack.study.figures.money_panels import Strips, ordered, summing

if TYPE_CHECKING:
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset


def build(dataset: Dataset) -> Figure:
    """Return the figure of all sums of direct investment."""
    points = ordered(sums(quantities_about(dataset, INVESTMENT)))
    return summing("fig-investment", Strips(points, bases(dataset), by_id(dataset)))
