"""``fig-trade-balance``: trade in each direction by one side's statistics, and its balance."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.canvas import Canvas, Years, give_data
from multitrack.charts.series import draw_panels, draw_series, make_values_axis
from multitrack.charts.theme import BLUE, INK, PAPER
from multitrack.charts.tooltips import make_figure, make_number
from multitrack.lang.outputs import Figure
from multitrack.lang.values import NONE, Verbatim, Year, label
from multitrack.study.analysis import trade_series
from multitrack.study.analysis.amounts import say_unit
from multitrack.study.analysis.rounding import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import TradeSeries

    Pair = tuple[TradeSeries, TradeSeries]

_BETWEEN: Final = 40
_FLOW, _BALANCE, _STUDY = "flow", "balance", "study"
_SHOWN: Final = Decimal("0.001")


@dataclass(frozen=True)
class Flow:
    """A value in billions of US dollars, ``certain`` unless it is of low certainty.

    ``part`` is ``flow`` for trade in one direction, which has a ``series``; ``balance`` for imports less exports, the
    difference from ``other_row``; and ``study`` for a surplus in the study.
    """

    row: str
    other_row: str
    part: str
    series: str
    year: int
    value: Decimal = field(metadata={"unit": "usd_b"})
    certain: bool


def build(dataset: Dataset) -> Figure:
    """Return the figure, without points if no side's statistics have both directions."""
    pair = trade_series.select_one_way_series(dataset)
    if pair is None or not dataset.trade:
        return Figure("fig-trade-balance", (), lambda _: alt.LayerChart())
    points = tuple(_collect(pair, dataset))
    names = {part: label("charts", "balances", part) for part in (_BALANCE, _STUDY)}
    cells = (
        {
            "trade": names.get(flow.part, label("trade-series", flow.series)),
            "year": Year(flow.year),
            "value-usd-b": make_number(flow.value if flow.part == _STUDY else round_to(flow.value, _SHOWN)),
            "certainty": NONE if flow.certain else label("charts", "certainty"),
            "row": Verbatim(flow.row),
        }
        for flow in points
    )
    return make_figure("fig-trade-balance", points, partial(_draw, pair), cells)


def _collect(pair: Pair, dataset: Dataset) -> Iterator[Flow]:
    """Yield the values of both series, their differences, and the differences that the study states."""
    greater, lesser = pair
    ours, theirs = (trade_series.select_values(series, dataset) for series in pair)
    for series, values in ((greater, ours), (lesser, theirs)):
        for year, row in values.items():
            value = trade_series.round_billions(row.value_usd_m)
            yield Flow(row.row_id, "", _FLOW, series.series_id, year, value, series.is_certain(year))
    for year, row in ours.items():
        if other := theirs.get(year):
            value = trade_series.round_billions(row.value_usd_m - other.value_usd_m)
            certain = greater.is_certain(year) and lesser.is_certain(year)
            yield Flow(row.row_id, other.row_id, _BALANCE, "", year, value, certain)
    for one in trade_series.select_stated_balances(dataset, greater.statistics, greater.direction):
        if one.period:
            value = trade_series.convert_to_billions(one)
            yield Flow(one.quantity_id, "", _STUDY, "", one.period.end.year, value, certain=True)


def _draw(pair: Pair, frame: pd.DataFrame, canvas: Canvas) -> alt.ConcatChart:
    names = {one.series_id: canvas.language.label("trade-series", one.series_id) for one in pair}
    breaks = {one.series_id: one.break_year for one in pair}
    years = Years(int(frame["year"].min()) - 1, int(frame["year"].max()) + 1)
    flows, balances = frame[frame["part"] == _FLOW], frame[frame["part"] == _BALANCE]
    y = make_values_axis(0, float(flows["value"].max()))
    unit = say_unit("USD", "billion", canvas.language)
    panels = [
        (canvas.label("balance", "flows", unit=unit), flows, draw_series(flows, breaks, names, y, canvas, years)),
        (canvas.label("balance", "balance", unit=unit), balances, _draw_balances(frame, years, canvas)),
    ]
    return draw_panels(panels, names.values(), _BETWEEN, canvas)


def _draw_balances(frame: pd.DataFrame, years: Years, canvas: Canvas) -> list[alt.Chart]:
    """Return a bar for each balance of the chart's data, and the balances that the study states."""
    values = frame.loc[frame["part"] != _FLOW, "value"]
    x, y = years.on("year"), make_values_axis(float(values.min()), float(values.max()))
    stated = frame[frame["part"] == _STUDY]
    stated = stated.assign(label=canvas.label_rows("study-value", value=stated["value_usd_b"]))
    canvas.require_room(stated["label"], canvas.size.width / 3)
    faint = alt.condition("datum.certain", alt.value(1), alt.value(0.4))
    points = alt.Chart(give_data(stated)).encode(x=x, y=y)
    return [
        canvas.tell(alt.Chart().mark_bar(color=BLUE, width=4.5).encode(x=x, y=y, opacity=faint)),
        canvas.tell(points.mark_point(color=INK, size=46, stroke=PAPER, strokeWidth=1)),
        points.mark_text(align="right", dx=-7, dy=-8).encode(text=alt.Text("label:N")),
    ]
