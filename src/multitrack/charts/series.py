"""Time series as lines with gaps and breaks, dashed at values of low certainty, and panels of them."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from multitrack.charts.compose import give_data
from multitrack.charts.theme import BLUE, DASH, MUTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.charts.canvas import Canvas, Years

_LEVELS: Final = 5
"""Between the levels of values with a grid line."""
EXTENT: Final = 22
"""Width of the labels of values in px."""


def find_runs(values: pd.DataFrame, breaks: Mapping[str, int | None]) -> pd.DataFrame:
    """Return the ends of lines: runs of neighbouring years of one series and one certainty.

    No run crosses a year without a value or a break; runs of other certainty meet in a point.

    Parameters
    ----------
    values
        Rows with ``series``, ``year``, ``value`` and ``certain``.
    breaks
        Series → the first year after a break, if there is one.
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


def draw_runs(runs: pd.DataFrame, years: Years, y: alt.Y) -> alt.Chart:
    """Return the lines of runs."""
    dash = alt.condition("datum.certain", alt.value([1, 0]), alt.value(list(DASH)))
    return (
        alt.Chart(give_data(runs))
        .mark_line(color=BLUE, strokeWidth=1.7, strokeCap="round")
        .encode(x=years.on("year"), y=y, detail=[alt.Detail("series:N"), alt.Detail("run:N")], strokeDash=dash)
    )


def draw_breaks(
    breaks: Mapping[str, int | None], years: Years, canvas: Canvas, *, named: bool = True
) -> list[alt.Chart]:
    """Return a rule before the first year after each break and, if ``named``, its explanation at the top."""
    first = sorted({year for year in breaks.values() if year})
    room = canvas.size.width / (4 if canvas.size.stacked else 3)
    words = [canvas.wrap(canvas.language.label("charts", "break", year=year), room) for year in first]
    rows = give_data(pd.DataFrame({"year": [year - 0.5 for year in first], "break": words}))
    base = alt.Chart(rows).encode(x=years.on("year"))
    text = base.mark_text(align="left", baseline="top", lineBreak="\n", dx=4, dy=3, color=MUTED)
    rule = base.mark_rule(color=MUTED)
    return [rule, text.encode(y=alt.YValue(0), text=alt.Text("break:N"))] if named else [rule]


def make_values_axis(lowest: float, highest: float) -> alt.Y:
    """Return the channel of values from nought, or a little below, with a grid line at every fifth unit."""
    levels = range(ceil(min(lowest, 0) / _LEVELS) * _LEVELS, ceil(highest / _LEVELS) * _LEVELS + 1, _LEVELS)
    axis = alt.Axis(values=list(levels), grid=True, minExtent=EXTENT, maxExtent=EXTENT)
    return alt.Y("value:Q", axis=axis, scale=alt.Scale(domain=[min(lowest, 0), levels[-1]], nice=False))


def get_plot_width(width: float, columns: int, between: float, right: float) -> float:
    """Return the width of a plot in px, of panels with labels of values at the left."""
    return (width - (columns - 1) * between) / columns - EXTENT - right
