"""``fig-trade-reference``: trade by independent series, a panel for each basis, with the study's sums beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.canvas import Years
from multitrack.charts.compose import concat, give_data, layer
from multitrack.charts.series import EXTENT, draw_series, get_plot_width, make_values_axis
from multitrack.charts.theme import INK, PAPER, RED
from multitrack.charts.tooltips import make_figure, make_number
from multitrack.lang.values import Pattern, Verbatim, Year, label
from multitrack.study.analysis.amounts import say_unit
from multitrack.study.analysis.rounding import round_to
from multitrack.study.analysis.trade_series import select_main_series, select_study_sums, select_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from multitrack.charts.canvas import Canvas
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


@dataclass(frozen=True, kw_only=True)
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
    price_row: str = ""
    base_row: str = ""
    published_row: str = ""
    prices: str
    statistics: str
    series: str
    year: int
    value: Decimal = field(metadata={"unit": "usd_b"})
    published_year: int = 0
    named: bool = True
    certain: bool = True


def build(dataset: Dataset) -> Figure:
    """Return the figure of each side's main series, at current and at constant prices, and of the study's sums."""
    series = select_main_series(dataset)
    base = max((row.year for row in dataset.us_cpi), default=0)
    points = [point for one in series for point in _levels(one, dataset, base)]
    sides = {one.statistics: one.series_id for one in series}
    points += [
        _sum(found, sides[found.statistics]) for found in select_study_sums(dataset) if found.statistics in sides
    ]
    cells = (_tell(point, base) for point in points)
    return make_figure("fig-trade-reference", tuple(points), partial(_draw, series, base), cells)


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


def _levels(series: TradeSeries, dataset: Dataset, base: int) -> Iterator[TradePoint]:
    """Yield the values of a series at current and, where the price index has the year, at constant prices."""
    prices = {row.year: row for row in dataset.us_cpi}
    for year, row in select_values(series, dataset).items():
        value = row.value_usd_m / _MILLIONS
        point = TradePoint(
            row=row.row_id,
            prices=_CURRENT,
            statistics=series.statistics,
            series=series.series_id,
            year=year,
            value=round_to(value, _DIGITS),
            certain=series.is_certain(year),
        )
        yield point
        if year in prices:
            deflated = round_to(value * prices[base].cpi_u / prices[year].cpi_u, _DIGITS)
            rows = {"price_row": prices[year].row_id, "base_row": prices[base].row_id}
            yield replace(point, **rows, prices=_CONSTANT, value=deflated)


def _sum(found: StudySum, series: str) -> TradePoint:
    return TradePoint(
        row=found.quantity.quantity_id,
        published_row=found.published_row,
        prices=_STUDY,
        statistics=found.statistics,
        series=series,
        year=found.year,
        value=found.value_b,
        published_year=found.published_year,
        named=found.named,
    )


def _draw(series: Sequence[TradeSeries], base: int, frame: pd.DataFrame, canvas: Canvas) -> alt.ConcatChart:
    says, unit = canvas.language.label, say_unit("USD", "billion", canvas.language)
    breaks = {one.series_id: one.break_year for one in series}
    sides = {one.series_id: says("charts", "sides", one.statistics) for one in series}
    sums = frame[frame["prices"] == _STUDY].copy()
    sums["label"] = [
        _say(*one, canvas) for one in zip(sums["year"], sums["value"], sums["published_year"], strict=True)
    ]
    panels: list[tuple[str, pd.DataFrame, dict[str, str]]] = [
        (says("charts", "joint").join([says("trade-series", str(key)), unit]), values, {})
        for key, values in frame[frame["prices"] == _CURRENT].groupby("series", sort=False)
    ]
    if len(constant := frame[frame["prices"] == _CONSTANT]):
        panels.append((says("charts", "constant", unit=unit, year=base), constant, sides))
    columns = canvas.columns(len(panels)) if canvas.size.wide else 1
    lines = [line for words in [*sums["label"], *sides.values()] for line in words.split("\n")]
    right = canvas.find_widest(lines, most=canvas.size.width / 3) + 6
    width = get_plot_width(canvas.size.width, columns, _BETWEEN, right)
    years = Years(int(frame["year"].min()), int(frame["year"].max()))
    y = make_values_axis(0, float(frame["value"].max()))
    drawn: list[alt.LayerChart] = []
    for heading, values, names in panels:
        beside = sums[sums["series"].isin(values["series"]) & (not names)]
        layers = [*draw_series(values, breaks, names, y, canvas, years), *_draw_sums(beside, values, y, canvas, years)]
        title = canvas.head(heading, EXTENT, width + right)
        drawn.append(layer(values, layers, width=width, height=canvas.choose_height(), title=title))
    return canvas.finish(concat(drawn, columns, canvas.space_panels(_BETWEEN + right)), EXTENT)


def _draw_sums(sums: pd.DataFrame, values: pd.DataFrame, y: alt.Y, canvas: Canvas, years: Years) -> Iterator[alt.Chart]:
    """Yield the study's points; the latest is named after the line, the others above or, after a fall, below."""
    if not len(sums):
        return
    latest = sums["year"].max()
    before = values.set_index("year")["value"].reindex(sums["year"] - 1).to_numpy()
    sums = sums.assign(falling=before > sums["value"].to_numpy(), last_year=values["year"].max())
    base = alt.Chart(give_data(sums)).encode(x=years.on("year"), y=y)
    moved = base.transform_filter("datum.published_year > 0")
    left, right = (base.transform_filter(f"datum.year {sign} {latest}") for sign in ("<", "=="))
    above, below = (left.transform_filter(f"datum.falling == {falling}") for falling in ("false", "true"))
    shape = alt.condition("datum.named", alt.value("circle"), alt.value("diamond"))
    text = alt.Text("label:N")
    yield moved.mark_rule(color=RED, strokeWidth=1.2).encode(x2=alt.X2("published_year:Q"))
    yield moved.mark_tick(color=RED, thickness=2, height=9, orient="vertical").encode(x=alt.X("published_year:Q"))
    yield canvas.tell(base.mark_point(color=INK, size=46, stroke=PAPER, strokeWidth=1).encode(shape=shape))
    yield above.mark_text(align="right", dx=-5, dy=-8).encode(text=text)
    yield below.mark_text(dx=14, dy=14).encode(text=text)
    after = right.mark_text(align="left", dx=5, dy=-4, lineBreak="\n", baseline="top")
    yield after.encode(x=alt.X("last_year:Q"), text=text)


def _say(year: int, value: float, published: int, canvas: Canvas) -> str:
    """Return the label of a sum of the study, with the year of the published statement if that is another."""
    said = canvas.language.label("charts", "year-value", year=year, value=canvas.language.number(Decimal(str(value))))
    return said + ("\n" + canvas.language.label("charts", "published-for", year=published) if published else "")
