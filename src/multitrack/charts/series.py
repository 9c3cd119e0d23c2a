"""Time series as lines with gaps and breaks, dashed at values of low certainty, and panels of them."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from multitrack.charts.canvas import Canvas, Years, concat, give_data, layer
from multitrack.charts.theme import BLUE, DASH, MUTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Panel = tuple[str, pd.DataFrame, Sequence[alt.Chart]]

_LEVELS: Final = 5
"""Between the levels of values with a grid line."""
_EXTENT: Final = 22
"""Width of the labels of values in px."""


def _find_runs(values: pd.DataFrame, breaks: Mapping[str, int | None]) -> pd.DataFrame:
    """Return the ends of lines: runs of neighbouring years of one series and one certainty.

    No run crosses a year without a value or a break; runs of other certainty meet in a point.
    """
    rows: list[dict[str, Any]] = []
    run = 0
    for series, part in values.groupby("series", sort=False):
        known: bool | None = None
        years: list[Any] = part.sort_values("year")[["year", "value", "certain"]].to_dict("records")
        for before, after in pairwise(years):
            if after["year"] != before["year"] + 1 or after["year"] == breaks.get(str(series)):
                known = None
                continue
            if known is not (known := bool(before["certain"] and after["certain"])):
                run += 1
                rows.append({**before, "series": series, "certain": known, "run": run})
            rows.append({**after, "series": series, "certain": known, "run": run})
    return pd.DataFrame(rows, columns=["series", "year", "value", "certain", "run"])


def draw_series(
    values: pd.DataFrame,
    breaks: Mapping[str, int | None],
    names: Mapping[str, str],
    y: alt.Y,
    canvas: Canvas,
    years: Years,
) -> list[alt.Chart]:
    """Return the lines of series, dots for values without neighbours, words, breaks, and the names at their ends.

    ``values`` have ``series``, ``year``, ``value`` and ``certain``, and are the data of the chart, too. ``breaks`` has
    the first year after a break of each series with one, ``names`` its name unless it stands alone.
    """
    here = {series: breaks.get(series) for series in values["series"].unique()}
    dash = alt.condition("datum.certain", alt.value([1, 0]), alt.value(list(DASH)))
    runs = _find_runs(values, here)
    alone = values[~values.set_index(["series", "year"]).index.isin(runs.set_index(["series", "year"]).index)]
    lines = alt.Chart(give_data(runs)).mark_line(color=BLUE, strokeWidth=1.7, strokeCap="round")
    detail = [alt.Detail("series:N"), alt.Detail("run:N")]
    x = years.on("year")
    lasts = values.loc[values.groupby("series")["year"].idxmax(), ["series", "year", "value"]]
    lasts = lasts.assign(end=lasts["series"].map(names)).dropna()
    ends = alt.Chart(give_data(lasts)).mark_text(align="left", dx=6)
    return [
        lines.encode(x=x, y=y, detail=detail, strokeDash=dash),
        alt.Chart(give_data(alone[["year", "value"]])).mark_point(color=BLUE, size=12).encode(x=x, y=y),
        canvas.tell(alt.Chart().mark_point(color=BLUE, size=30, opacity=0).encode(x=x, y=y)),
        *_draw_breaks(sorted({year for year in here.values() if year}), years, canvas),
        ends.encode(x=x, y=y, text=alt.Text("end:N")),
    ]


def _draw_breaks(breaks: Sequence[int], years: Years, canvas: Canvas) -> list[alt.Chart]:
    """Return a rule before the first year after each break, and its explanation at the top."""
    room = canvas.size.width / (4 if canvas.size.stacked else 3)
    words = [canvas.wrap(canvas.label("break", year=year), room) for year in breaks]
    rows = give_data(pd.DataFrame({"year": [year - 0.5 for year in breaks], "break": words}))
    base = alt.Chart(rows).encode(x=years.on("year"))
    text = base.mark_text(align="left", baseline="top", lineBreak="\n", dx=4, dy=3, color=MUTED)
    return [base.mark_rule(color=MUTED), text.encode(y=alt.YValue(0), text=alt.Text("break:N"))]


def make_values_axis(lowest: float, highest: float) -> alt.Y:
    """Return the channel of values from nought, or a little below, with a grid line at every fifth unit."""
    levels = range(ceil(min(lowest, 0) / _LEVELS) * _LEVELS, ceil(highest / _LEVELS) * _LEVELS + 1, _LEVELS)
    axis = alt.Axis(values=list(levels), grid=True, minExtent=_EXTENT, maxExtent=_EXTENT)
    return alt.Y("value:Q", axis=axis, scale=alt.Scale(domain=[min(lowest, 0), levels[-1]], nice=False))


def draw_panels(panels: Sequence[Panel], labels: Iterable[str], between: float, canvas: Canvas) -> alt.ConcatChart:
    """Return panels of years and values, each with heading, data and layers, beside each other on a slide.

    ``labels`` are the words at the right of the plots, ``between`` px from which the next panel begins.
    """
    columns = len(panels) if canvas.size.wide else 1
    right = canvas.find_widest(labels, most=canvas.size.width / 3) + 6
    width = (canvas.size.width - (columns - 1) * between) / columns - _EXTENT - right
    size = {"width": width, "height": canvas.choose_height()}
    drawn = [
        layer(values, layers, title=canvas.head(heading, _EXTENT, width + right), **size)
        for heading, values, layers in panels
    ]
    return canvas.finish(concat(drawn, columns, canvas.space_panels(between + right)), _EXTENT)
