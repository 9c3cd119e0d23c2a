"""``fig-trade-reference``: trade by independent series, a panel for each basis, with the study's sums beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.canvas import Canvas, Years, give_data
from multitrack.charts.series import draw_panels, draw_series, make_values_axis
from multitrack.charts.theme import INK, PAPER, RED
from multitrack.charts.tooltips import copy_fields, make_figure, make_number
from multitrack.lang.values import Pattern, Verbatim, Year, label
from multitrack.study.analysis import trade_series
from multitrack.study.analysis.amounts import say_unit
from multitrack.study.analysis.rounding import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import TradeSeries

_BETWEEN: Final = 34
_CURRENT, _CONSTANT, _STUDY = "current", "constant", "study"
_SHOWN: Final = Decimal("0.001")


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
    series = trade_series.select_main_series(dataset)
    base = max((row.year for row in dataset.us_cpi), default=0)
    points = tuple(_collect(series, base, dataset))
    prices = {
        _STUDY: label("charts", "balances", _STUDY),
        _CURRENT: label("charts", "current-prices"),
        _CONSTANT: Pattern(("charts", "constant-prices"), (("year", Year(base)),)),
    }
    cells = (
        {
            "statistics": label("charts", "sides", point.statistics),
            "prices": prices[point.prices],
            "year": Year(point.year),
            "value-usd-b": make_number(point.value if point.prices == _STUDY else round_to(point.value, _SHOWN)),
            "row": Verbatim(point.row),
        }
        for point in points
    )
    return make_figure("fig-trade-reference", points, partial(_draw, series, base), cells)


def _collect(series: Sequence[TradeSeries], base: int, dataset: Dataset) -> Iterator[TradePoint]:
    """Yield the values of series at current and, where the price index has the year, constant prices, then the sums."""
    prices = {row.year: row for row in dataset.us_cpi}
    for one in series:
        point = partial(TradePoint, series=one.series_id, statistics=one.statistics)
        for year, row in trade_series.select_values(one, dataset).items():
            given: dict[str, Any] = {"row": row.row_id, "year": year, "certain": one.is_certain(year)}
            yield point(**given, prices=_CURRENT, value=trade_series.round_billions(row.value_usd_m))
            if year in prices:
                price_row, base_row = prices[year].row_id, prices[base].row_id
                value = trade_series.round_billions(row.value_usd_m * prices[base].cpi_u / prices[year].cpi_u)
                yield point(**given, price_row=price_row, base_row=base_row, prices=_CONSTANT, value=value)
    sides = {one.statistics: one.series_id for one in series}
    for found in trade_series.select_study_sums(dataset):
        if found.statistics in sides:
            row, side = found.quantity.quantity_id, sides[found.statistics]
            yield copy_fields(found, TradePoint, row=row, prices=_STUDY, series=side, value=found.value_b)


def _draw(series: Sequence[TradeSeries], base: int, frame: pd.DataFrame, canvas: Canvas) -> alt.ConcatChart:
    unit = say_unit("USD", "billion", canvas.language)
    sides = {one.series_id: canvas.label("sides", one.statistics) for one in series}
    breaks = {one.series_id: one.break_year for one in series}
    years = Years(int(frame["year"].min()), int(frame["year"].max()))
    y = make_values_axis(0, float(frame["value"].max()))
    sums = _name_sums(frame[frame["prices"] == _STUDY], canvas)
    panels: list[tuple[str, pd.DataFrame, list[alt.Chart]]] = []
    for key, values in frame[frame["prices"] == _CURRENT].groupby("series", sort=False):
        heading = canvas.label("joint").join([canvas.language.label("trade-series", str(key)), unit])
        layers = draw_series(values, breaks, {}, y, canvas, years)
        layers += _draw_sums(sums[sums["series"] == key], values, y, canvas, years)
        panels.append((heading, values, layers))
    constant = frame[frame["prices"] == _CONSTANT]
    if len(constant):
        layers = draw_series(constant, breaks, sides, y, canvas, years)
        panels.append((canvas.label("constant", unit=unit, year=base), constant, layers))
    lines = [line for words in [*sums["label"], *sides.values()] for line in words.split("\n")]
    return draw_panels(panels, lines, _BETWEEN, canvas)


def _name_sums(sums: pd.DataFrame, canvas: Canvas) -> pd.DataFrame:
    """Return the study's sums with labels, which have the year of the published statement if that is another."""
    said = canvas.label_rows("year-value", year=sums["year"], value=sums["value_usd_b"])
    published = canvas.label_rows("published-for", year=sums["published_year"])
    return sums.assign(label=said.where(sums["published_year"] == 0, said + "\n" + published))


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
