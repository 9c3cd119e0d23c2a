"""``fig-trade-study``: the study's own figures on trade, a panel for each currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.study.analysis.subjects import TRADE
from multitrack.study.figures.money_rows import build_sums

if TYPE_CHECKING:
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset


def build(dataset: Dataset) -> Figure:
    """Return the figure of all sums of trade, two-way and one-way, by currency and year."""
    return build_sums("fig-trade-study", dataset, TRADE, ["indicator", "direction", "statistics", "year"])
