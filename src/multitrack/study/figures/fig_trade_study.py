"""``fig-trade-study``: the study's own figures on trade, by currency and named statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.study.analysis.amounts import collect_sums, index_quantities, style_bases
from multitrack.study.analysis.subjects import TRADE, select_quantities
from multitrack.study.figures.money_panels import MoneyPanels, make_sums_figure, sort_sums

if TYPE_CHECKING:
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset


def build(dataset: Dataset) -> Figure:
    """Return the figure of all sums of trade, two-way and one-way."""
    points = sort_sums(collect_sums(select_quantities(dataset, TRADE)))
    return make_sums_figure("fig-trade-study", MoneyPanels(points, style_bases(dataset), index_quantities(dataset)))
