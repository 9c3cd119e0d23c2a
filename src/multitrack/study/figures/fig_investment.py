"""``fig-investment``: direct investment in the study, the flow apart from the stocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.study.analysis.subjects import INVESTMENT
from multitrack.study.figures.money_rows import build_sums

if TYPE_CHECKING:
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset


def build(dataset: Dataset) -> Figure:
    """Return the figure of all sums of direct investment by measure, currency and year."""
    return build_sums("fig-investment", dataset, INVESTMENT, ["measure", "direction", "year"], apart=["measure"])
