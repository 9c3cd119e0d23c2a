"""``fig-tracks-decade``: the number of items of each track in each decade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.charts.tooltips import make_column
from multitrack.lang.values import Pattern, Year
from multitrack.study.figures.track_matrix import Matrix, group_items, make_counts_figure, make_matrix

if TYPE_CHECKING:
    import altair as alt

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset

_DECADE: Final = 10


def build(dataset: Dataset) -> Figure:
    """Return the figure; an item counts in the decade of its year in analysis."""
    points = group_items(dataset, ((event, str(event.year // _DECADE * _DECADE)) for event in dataset.events))
    drawn = make_matrix(dataset, points)
    return make_counts_figure(
        "fig-tracks-decade",
        points,
        lambda language: _draw(drawn, language),
        make_column("decade"),
        lambda decade: Pattern(("charts", "decade"), (("year", Year(int(decade))),)),
    )


def _draw(drawn: Matrix, language: Language) -> alt.LayerChart:
    decades = [int(unit.group) for unit in drawn.units]
    span = range(min(decades), max(decades) + 1, _DECADE)
    return drawn.draw({str(year): language.label("charts", "decade", year=year) for year in span}, language)
