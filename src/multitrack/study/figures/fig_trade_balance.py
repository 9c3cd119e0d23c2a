"""``fig-trade-balance``: trade in each direction by one side's statistics, and its balance."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.canvas import Years
from multitrack.charts.compose import concat, give_data, layer
from multitrack.charts.series import EXTENT, draw_series, get_plot_width, make_values_axis
from multitrack.charts.theme import BLUE, INK, PAPER
from multitrack.charts.tooltips import make_figure, make_number
from multitrack.lang.outputs import Figure
from multitrack.lang.values import NONE, Verbatim, Year, label
from multitrack.study.analysis.amounts import say_unit
from multitrack.study.analysis.rounding import round_to
from multitrack.study.analysis.trade_series import (
    convert_to_billions,
    select_one_way_series,
    select_stated_balances,
    select_values,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from multitrack.charts.canvas import Canvas
    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import TradeSeries

_BETWEEN: Final = 40
_FLOW, _BALANCE, _STUDY = "flow", "balance", "study"
_MILLIONS: Final = Decimal(1000)
_DIGITS: Final = Decimal("0.0001")
_SHOWN: Final = Decimal("0.001")


@dataclass(frozen=True)
class Flow:
    """A value in billions of US dollars.

    Attributes
    ----------
    other_row
        The second row of a difference; empty if there is none.
    part
        ``flow`` for trade in one direction, ``balance`` for imports less exports, ``study`` for a surplus in the study.
    series
        Key of the series; empty for a balance.
    certain
        False for a value of low certainty.
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
    pair = select_one_way_series(dataset)
    if pair is None or not dataset.trade:
        return Figure("fig-trade-balance", (), lambda _: alt.LayerChart())
    points = (*(flow for series in pair for flow in _flows(series, dataset)), *_balances(*pair, dataset))
    points += _stated(pair[0], dataset)
    return make_figure("fig-trade-balance", points, partial(_draw, pair), (_tell(flow) for flow in points))


def _tell(flow: Flow) -> dict[str, Value]:
    return {
        "trade": label("trade-series", flow.series) if flow.part == _FLOW else label("charts", "balances", flow.part),
        "year": Year(flow.year),
        "value-usd-b": make_number(flow.value if flow.part == _STUDY else round_to(flow.value, _SHOWN)),
        "certainty": NONE if flow.certain else label("charts", "certainty"),
        "row": Verbatim(flow.row),
    }


def _flows(series: TradeSeries, dataset: Dataset) -> list[Flow]:
    return [
        Flow(row.row_id, "", _FLOW, series.series_id, year, _billions(row.value_usd_m), series.is_certain(year))
        for year, row in select_values(series, dataset).items()
    ]


def _balances(greater: TradeSeries, lesser: TradeSeries, dataset: Dataset) -> tuple[Flow, ...]:
    ours, theirs = select_values(greater, dataset), select_values(lesser, dataset)
    both = [(year, row, theirs[year]) for year, row in ours.items() if year in theirs]
    return tuple(
        Flow(
            *(row.row_id, other.row_id, _BALANCE, "", year, _billions(row.value_usd_m - other.value_usd_m)),
            certain=greater.is_certain(year) and lesser.is_certain(year),
        )
        for year, row, other in both
    )


def _stated(greater: TradeSeries, dataset: Dataset) -> tuple[Flow, ...]:
    stated = select_stated_balances(dataset, greater.statistics, greater.direction)
    return tuple(
        Flow(one.quantity_id, "", _STUDY, "", one.period.end.year, convert_to_billions(one), certain=True)
        for one in stated
        if one.period
    )


def _billions(millions: Decimal) -> Decimal:
    return round_to(millions / _MILLIONS, _DIGITS)


def _draw(pair: Sequence[TradeSeries], frame: pd.DataFrame, canvas: Canvas) -> alt.ConcatChart:
    says, unit = canvas.language.label, say_unit("USD", "billion", canvas.language)
    names = {one.series_id: says("trade-series", one.series_id) for one in pair}
    breaks = {one.series_id: one.break_year for one in pair}
    columns = canvas.columns(2) if canvas.size.wide else 1
    right = canvas.find_widest(names.values(), most=canvas.size.width / 3) + 6
    width = get_plot_width(canvas.size.width, columns, _BETWEEN, right)
    years = Years(int(frame["year"].min()) - 1, int(frame["year"].max()) + 1)
    flows, balance = frame[frame["part"] == _FLOW], frame[frame["part"] == _BALANCE]
    y = make_values_axis(0, float(flows["value"].max()))
    panels = [
        layer(
            values,
            layers,
            width=width,
            height=canvas.choose_height(),
            title=canvas.head(says("charts", "balance", key, unit=unit), EXTENT, width + right),
        )
        for key, values, layers in (
            ("flows", flows, draw_series(flows, breaks, names, y, canvas, years)),
            ("balance", balance, _draw_balance(frame[frame["part"] != _FLOW], years, canvas)),
        )
    ]
    return canvas.finish(concat(panels, columns, canvas.space_panels(_BETWEEN + right)), EXTENT)


def _draw_balance(frame: pd.DataFrame, years: Years, canvas: Canvas) -> list[alt.Chart]:
    """Return a bar for each balance of the chart's data, and the balances that the study states."""
    x, y = years.on("year"), make_values_axis(float(frame["value"].min()), float(frame["value"].max()))
    stated = frame[frame["part"] == _STUDY].copy()
    stated["label"] = [
        canvas.language.label("charts", "study-value", value=canvas.language.number(Decimal(str(value))))
        for value in stated["value"]
    ]
    canvas.require_room(stated["label"], canvas.size.width / 3)
    faint = alt.condition("datum.certain", alt.value(1), alt.value(0.4))
    points = alt.Chart(give_data(stated)).encode(x=x, y=y)
    return [
        canvas.tell(alt.Chart().mark_bar(color=BLUE, width=4.5).encode(x=x, y=y, opacity=faint)),
        canvas.tell(points.mark_point(color=INK, size=46, stroke=PAPER, strokeWidth=1)),
        points.mark_text(align="right", dx=-7, dy=-8).encode(text=alt.Text("label:N")),
    ]
