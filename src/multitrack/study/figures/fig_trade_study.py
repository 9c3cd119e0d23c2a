"""``fig-trade-study``: the study's own figures on trade, a panel for each currency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.charts.tooltips import make_column, make_figure
from multitrack.lang.values import Message, Verbatim, Year, label
from multitrack.study.analysis.amounts import collect_sums, index_quantities
from multitrack.study.analysis.subjects import TRADE, select_quantities
from multitrack.study.figures.money_rows import MoneyRows, join_words, say_heading

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from multitrack.charts.canvas import Canvas
    from multitrack.charts.tooltips import Facts
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset

_COLUMNS: Final = (
    make_column("indicator"), make_column("direction"), make_column("statistics"), make_column("year", "right"),
    make_column("sum", "right"), make_column("row"),
)  # fmt: skip


def build(dataset: Dataset) -> Figure:
    """Return the figure of all sums of trade, two-way and one-way, by currency and year."""
    found = collect_sums(select_quantities(dataset, TRADE))
    order = list(dict.fromkeys(point.currency for point in found))
    points = tuple(sorted(found, key=lambda point: (order.index(point.currency), point.year, point.row)))
    quantities = index_quantities(dataset)
    cells = (
        (
            Message("indicators", (point.indicator, "label")),
            label("directions", point.direction),
            label("sources-named", point.source_named),
            Year(point.year),
            quantities[point.row].amount,
            Verbatim(point.row),
        )
        for point in points
    )
    return make_figure("fig-trade-study", points, _draw, _COLUMNS, cells)


def _draw(frame: pd.DataFrame, canvas: Canvas, facts: Facts) -> alt.ConcatChart:
    one_way = frame["direction_label"].where(frame["direction"] != "two-way", "")
    frame = frame.assign(way=one_way, panel=frame["currency"])
    frame["lane"] = join_words(frame, ["year_label", "indicator_label", "way", "statistics"], canvas)
    frame["heading"] = [
        say_heading([], currency, scale, canvas)
        for currency, scale in zip(frame["currency"], frame["scale"], strict=True)
    ]
    return MoneyRows(frame, shared=False).draw(canvas, facts)
