"""``fig-investment``: direct investment in the study, by flow and stock, direction and currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.study.analysis.amounts import collect_sums, index_quantities, style_bases
from multitrack.study.analysis.subjects import INVESTMENT, select_quantities
from multitrack.study.figures.money_panels import MoneyPanels, make_sums_figure, sort_sums

if TYPE_CHECKING:
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset


def build(dataset: Dataset) -> Figure:
    """Return the figure of all sums of direct investment."""
    points = sort_sums(collect_sums(select_quantities(dataset, INVESTMENT)))
    return make_sums_figure("fig-investment", MoneyPanels(points, style_bases(dataset), index_quantities(dataset)))
