"""``fig-investment``: direct investment in the study, the flow apart from the stocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.charts.tooltips import make_column, make_figure
from multitrack.lang.values import Verbatim, Year, label
from multitrack.study.analysis.amounts import collect_sums, index_quantities
from multitrack.study.analysis.subjects import INVESTMENT, select_quantities
from multitrack.study.figures.money_rows import MoneyRows, join_words, say_heading

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from multitrack.charts.canvas import Canvas
    from multitrack.charts.tooltips import Facts
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset

_COLUMNS: Final = (
    make_column("measure"), make_column("direction"), make_column("year", "right"), make_column("sum", "right"),
    make_column("row"),
)  # fmt: skip


def build(dataset: Dataset) -> Figure:
    """Return the figure of all sums of direct investment by measure, currency and year."""
    found = collect_sums(select_quantities(dataset, INVESTMENT))
    order = list(dict.fromkeys((point.measure, point.currency) for point in found))
    points = tuple(
        sorted(found, key=lambda point: (order.index((point.measure, point.currency)), point.year, point.row))
    )
    quantities = index_quantities(dataset)
    cells = (
        (
            label("measures", point.measure),
            label("directions", point.direction),
            Year(point.year),
            quantities[point.row].amount,
            Verbatim(point.row),
        )
        for point in points
    )
    return make_figure("fig-investment", points, _draw, _COLUMNS, cells)


def _draw(frame: pd.DataFrame, canvas: Canvas, facts: Facts) -> alt.ConcatChart:
    frame = frame.assign(panel=frame["measure"] + "/" + frame["currency"])
    frame["lane"] = join_words(frame, ["year_label", "direction_label"], canvas)
    frame["heading"] = [
        say_heading([measure], currency, scale, canvas)
        for measure, currency, scale in zip(frame["measure_label"], frame["currency"], frame["scale"], strict=True)
    ]
    return MoneyRows(frame, shared=True).draw(canvas, facts)
