"""``fig-sectors``: the items of each track by sector of cooperation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.charts.tooltips import make_column
from multitrack.lang.values import label
from multitrack.study.figures.track_matrix import Matrix, group_items, make_counts_figure, make_matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset


def build(dataset: Dataset) -> Figure:
    """Return the figure; an item counts in each of its sectors, which are in the order of the data."""
    points = group_items(dataset, ((event, sector) for event in dataset.events for sector in event.sectors))
    fullest = max((event.sectors for event in dataset.events), key=len, default=())
    sectors = tuple(dict.fromkeys((*fullest, *(unit.group for unit in points))))
    drawn = make_matrix(dataset, points)
    return make_counts_figure(
        "fig-sectors",
        points,
        lambda language: _draw(drawn, sectors, language),
        make_column("sector"),
        lambda sector: label("sectors", sector),
    )


def _draw(drawn: Matrix, sectors: Sequence[str], language: Language) -> alt.LayerChart:
    return drawn.draw({sector: language.label("sectors", sector) for sector in sectors}, language)
