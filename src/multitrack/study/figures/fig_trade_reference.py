"""``fig-trade-reference``: trade by independent series, a panel for each basis, with the study's sums beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.canvas import Years
from multitrack.charts.compose import concat, give_data, layer
from multitrack.charts.series import (
    EXTENT,
    draw_breaks,
    draw_runs,
    find_runs,
    get_plot_width,
    make_values_axis,
)
from multitrack.charts.theme import BLUE, INK, PAPER, RED
from multitrack.charts.tooltips import make_figure, make_number
from multitrack.lang.values import Pattern, Verbatim, Year, label
from multitrack.study.analysis.amounts import say_unit
from multitrack.study.analysis.rounding import round_to
from multitrack.study.analysis.trade_series import select_main_series, select_study_sums, select_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from multitrack.charts.canvas import Canvas
    from multitrack.charts.compose import Property
    from multitrack.lang.outputs import Figure
    from multitrack.lang.values import Value
    from multitrack.study.analysis.trade_series import StudySum
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import TradeSeries

_BETWEEN: Final = 34
_CURRENT, _CONSTANT, _STUDY = "current", "constant", "study"
_DIGITS: Final = Decimal("0.0001")
_SHOWN: Final = Decimal("0.001")
_MILLIONS: Final = 1000
"""Millions in a billion."""


@dataclass(frozen=True)
class TradePoint:
    """A value of trade in billions of US dollars.

    Attributes
    ----------
    price_row, base_row
        The price index of the year and of the base year, for a value at constant prices.
    published_row
        For a sum in the study: the statement that has it for ``published_year``, if that is another year.
    prices
        ``current`` or ``constant`` for a value of a series, ``study`` for a sum in the study.
    series
        Key of the series; of a sum in the study, the series on whose panel it stands.
    named
        True if the study names the statistics, and for a series.
    """

    row: str
    price_row: str
    base_row: str
    published_row: str
    prices: str
    statistics: str
    series: str
    year: int
    value: Decimal = field(metadata={"unit": "usd_b"})
    published_year: int
    named: bool
    certain: bool


def build(dataset: Dataset) -> Figure:
    """Return the figure of each side's main series, at current and at constant prices, and of the study's sums."""
    series = select_main_series(dataset)
    base = max((row.year for row in dataset.us_cpi), default=0)
    points = [point for one in series for point in _levels(one, dataset, base)]
    sides = {one.statistics: one.series_id for one in series}
    points += [
        _sum(found, sides[found.statistics]) for found in select_study_sums(dataset) if found.statistics in sides
    ]
    draw = partial(_draw, series, base)
    return make_figure("fig-trade-reference", tuple(points), draw, (_tell(point, base) for point in points))


def _tell(point: TradePoint, base: int) -> dict[str, Value]:
    prices = {
        _STUDY: label("charts", "balances", _STUDY),
        _CURRENT: label("charts", "current-prices"),
        _CONSTANT: Pattern(("charts", "constant-prices"), (("year", Year(base)),)),
    }
    return {
        "statistics": label("charts", "sides", point.statistics),
        "prices": prices[point.prices],
        "year": Year(point.year),
        "value-usd-b": make_number(point.value if point.prices == _STUDY else round_to(point.value, _SHOWN)),
        "row": Verbatim(point.row),
    }


def _levels(series: TradeSeries, dataset: Dataset, base: int) -> list[TradePoint]:
    prices = {row.year: row for row in dataset.us_cpi}
    found: list[TradePoint] = []
    for year, row in select_values(series, dataset).items():
        value, certain = row.value_usd_m / _MILLIONS, series.is_certain(year)
        side = (series.statistics, series.series_id, year)
        current = ("", "", "", _CURRENT, *side, round_to(value, _DIGITS), 0)
        found.append(TradePoint(row.row_id, *current, named=True, certain=certain))
        if year in prices:
            deflated = round_to(value * prices[base].cpi_u / prices[year].cpi_u, _DIGITS)
            rows = (prices[year].row_id, prices[base].row_id, "")
            found.append(TradePoint(row.row_id, *rows, _CONSTANT, *side, deflated, 0, named=True, certain=certain))
    return found


def _sum(found: StudySum, series: str) -> TradePoint:
    rows = (found.quantity.quantity_id, "", "", found.published_row)
    value = (found.statistics, series, found.year, found.value_b, found.published_year)
    return TradePoint(*rows, _STUDY, *value, named=found.named, certain=True)


def _draw(series: Sequence[TradeSeries], base: int, frame: pd.DataFrame, canvas: Canvas) -> alt.ConcatChart:
    says, joint = canvas.language.label, canvas.language.label("charts", "joint")
    unit = say_unit("USD", "billion", canvas.language)
    heads = {one.series_id: joint.join([says("trade-series", one.series_id), unit]) for one in series}
    frame["label"] = [_say(point, canvas) for point in frame.itertuples()]
    panels = [
        _Panel(heads[one.series_id], frame[(frame["series"] == one.series_id) & (frame["prices"] != _CONSTANT)], [one])
        for one in series
    ]
    constant = frame[frame["prices"] == _CONSTANT]
    if len(constant):
        panels.append(_Panel(says("charts", "constant", unit=unit, year=base), constant, series))
    columns = canvas.columns(len(panels)) if canvas.size.wide else 1
    ends = [says("charts", "sides", one.statistics) for one in series]
    lines = [line for words in [*frame["label"], *ends] for line in words.split("\n")]
    right = canvas.find_widest(lines, most=canvas.size.width / 3) + 6
    width = get_plot_width(canvas.size.width, columns, _BETWEEN, right)
    first, last = int(frame["year"].min()), int(frame["year"].max())
    years = Years(first, last)
    y = make_values_axis(0, float(frame["value"].max()))
    height = canvas.choose_height()
    drawn = [
        _draw_panel(
            panel,
            (years, y),
            canvas,
            width=width,
            height=height,
            title=canvas.head(panel.heading, EXTENT, width + right),
        )
        for panel in panels
    ]
    return canvas.finish(concat(drawn, columns, canvas.space_panels(_BETWEEN + right)), EXTENT)


@dataclass(frozen=True)
class _Panel:
    """A heading, the points below it, and their series."""

    heading: str
    points: pd.DataFrame
    series: Sequence[TradeSeries]


def _draw_panel(
    panel: _Panel, axes: tuple[Years, alt.Y], canvas: Canvas, *, width: float, **properties: Property
) -> alt.LayerChart:
    years, y = axes
    values = panel.points[panel.points["prices"] != _STUDY]
    sums = panel.points[panel.points["prices"] == _STUDY]
    breaks = {one.series_id: one.break_year for one in panel.series}
    marks = alt.Chart().mark_point(color=BLUE, size=30, opacity=0)
    layers = [
        draw_runs(find_runs(values, breaks), years, y),
        canvas.tell(marks.encode(x=years.on("year"), y=y)),
    ]
    layers += draw_breaks(breaks, years, canvas, named=len(panel.series) == 1)
    if len(sums):
        before = values.set_index("year")["value"].reindex(sums["year"] - 1).to_numpy()
        falling = before > sums["value"].to_numpy()
        layers += _draw_sums(sums.assign(falling=falling, last_year=values["year"].max()), years, y, canvas)
    else:
        layers.append(_draw_ends(values, panel.series, years, y, canvas))
    return layer(values, layers, width=width, **properties)


def _draw_sums(sums: pd.DataFrame, years: Years, y: alt.Y, canvas: Canvas) -> list[alt.Chart]:
    """Return the study's points; the latest is named after the line, the others above or, after a fall, below."""
    latest = sums["year"].max()
    base = alt.Chart(give_data(sums)).encode(x=years.on("year"), y=y)
    moved = base.transform_filter("datum.published_year > 0")
    left, right = (base.transform_filter(f"datum.year {sign} {latest}") for sign in ("<", "=="))
    above, below = (left.transform_filter(f"datum.falling == {falling}") for falling in ("false", "true"))
    shape = alt.condition("datum.named", alt.value("circle"), alt.value("diamond"))
    return [
        moved.mark_rule(color=RED, strokeWidth=1.2).encode(x2=alt.X2("published_year:Q")),
        moved.mark_tick(color=RED, thickness=2, height=9, orient="vertical").encode(x=alt.X("published_year:Q")),
        canvas.tell(base.mark_point(color=INK, size=46, stroke=PAPER, strokeWidth=1).encode(shape=shape)),
        above.mark_text(align="right", dx=-5, dy=-8).encode(text=alt.Text("label:N")),
        below.mark_text(dx=14, dy=14).encode(text=alt.Text("label:N")),
        right.mark_text(align="left", dx=5, dy=-4, lineBreak="\n", baseline="top").encode(
            x=alt.X("last_year:Q"), text=alt.Text("label:N")
        ),
    ]


def _draw_ends(
    values: pd.DataFrame, series: Sequence[TradeSeries], years: Years, y: alt.Y, canvas: Canvas
) -> alt.Chart:
    """Return the names of the series at the ends of their lines."""
    names = {one.series_id: canvas.language.label("charts", "sides", one.statistics) for one in series}
    lasts = values.loc[values.groupby("series")["year"].idxmax(), ["series", "year", "value"]]
    lasts = lasts.assign(end=lasts["series"].map(names))
    words = alt.Chart(give_data(lasts)).mark_text(align="left", dx=6)
    return words.encode(x=years.on("year"), y=y, text=alt.Text("end:N"))


def _say(point: object, canvas: Canvas) -> str:
    """Return the label of a sum of the study, with the year of the published statement if that is another."""
    if getattr(point, "prices", "") != _STUDY:
        return ""
    year, value, published = (getattr(point, name) for name in ("year", "value", "published_year"))
    said = canvas.language.label("charts", "year-value", year=year, value=canvas.language.number(Decimal(str(value))))
    return said + ("\n" + canvas.language.label("charts", "published-for", year=published) if published else "")
