"""``fig-series``: the numbered meetings of each series by year, in the study and in the official record."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.canvas import Canvas, Years, concat, find_middle, layer
from multitrack.charts.theme import INK, PAPER, RED
from multitrack.charts.tooltips import copy_fields, make_figure, make_year
from multitrack.lang.values import Period, Verbatim, Year, label
from multitrack.study.analysis.subjects import find_left_out_numbers, find_meeting, select_numbered_series

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset

_AXIS: Final = 20
_LEVELS: Final = 5
_BETWEEN: Final = 14
_HEIGHT: Final = 150


@dataclass(frozen=True)
class Held:
    """A numbered meeting of the study or, not ``in_study``, of the official record alone.

    ``record_row`` and ``record_ordinal`` are the official meeting compared with an item and its number, empty and None
    if none was found; ``when`` is the year in analysis, plus the part of it up to the middle of the month.
    """

    row: str
    record_row: str
    series: str
    ordinal: int
    record_ordinal: int | None
    in_study: bool
    year: int
    when: float = field(metadata={"unit": "decimal_year"})


def build(dataset: Dataset) -> Figure:
    """Return the figure of all series with two or more numbered items, and of the record up to their last year."""
    series = select_numbered_series(dataset)
    points = sorted(_collect(series, dataset), key=lambda point: (series.index(point.series), point.when, point.row))
    cells = (
        {
            "series": label("series", point.series),
            "ordinal": make_year(point.ordinal if point.in_study else 0),
            "record-ordinal": make_year(point.record_ordinal),
            "year": Year(point.year),
            "studied": label("charts", "in-study", "yes" if point.in_study else "no"),
            "row": Verbatim(point.row),
        }
        for point in points
    )
    return make_figure("fig-series", tuple(points), partial(_draw, find_left_out_numbers(dataset)), cells)


def _collect(series: Sequence[str], dataset: Dataset) -> Iterator[Held]:
    """Yield the numbered items of series, and the other meetings of the record up to the study's last year."""
    for event in dataset.events:
        if event.ordinal and event.series in series:
            official, when = find_meeting(dataset, event), find_middle(event.year, event.period)
            row, number = (official.meeting_id, official.ordinal) if official else ("", None)
            yield copy_fields(
                event, Held, row=event.event_id, record_row=row, record_ordinal=number, in_study=True, when=when
            )
    known = {event.record for event in dataset.events if event.ordinal}
    last = max((event.year for event in dataset.events), default=0)
    for one in dataset.meetings:
        name, year = one.meeting_id, one.date_start.year
        if one.series in series and one.ordinal and name not in known and year <= last:
            when = find_middle(year, Period(one.date_start, one.date_end))
            yield Held(name, name, one.series, one.ordinal, one.ordinal, in_study=False, year=year, when=when)


def _draw(left_out: Mapping[str, Sequence[int]], frame: pd.DataFrame, canvas: Canvas) -> alt.ConcatChart:
    columns = 1 if canvas.size.stacked else frame["series"].nunique()
    width = (canvas.size.width - _AXIS - _BETWEEN * columns) / columns
    frame = frame.assign(true_ordinal=frame["record_ordinal"].fillna(frame["ordinal"]).astype(int))
    most = int(frame["true_ordinal"].max())
    scale, levels = alt.Scale(domain=[0, most + 0.5]), list(range(0, most + 1, _LEVELS))
    years = Years(int(frame["year"].min()) - 1, int(frame["year"].max()) + 1)
    panels: list[alt.LayerChart] = []
    for series, part in frame.groupby("series", sort=False):
        labels = not len(panels) % columns
        axis = alt.Axis(values=levels, grid=True, minExtent=_AXIS, maxExtent=_AXIS, labels=labels)
        layers = _draw_meetings(years, alt.Y("true_ordinal:Q", axis=axis, scale=scale), canvas)
        title = canvas.head(_say_gaps(str(part["series_label"].iloc[0]), left_out[str(series)], canvas), 0, width)
        panels.append(layer(part, layers, width=width, height=max(_HEIGHT, canvas.choose_height()), title=title))
    return canvas.finish(concat(panels, columns, canvas.space_panels(_BETWEEN)), _AXIS)


def _draw_meetings(years: Years, y: alt.Y, canvas: Canvas) -> list[alt.Chart]:
    """Return the meetings, hollow where only the record has them, and a line to each wrong number."""
    base = alt.Chart().encode(x=years.on("when"), y=y)
    wrong = base.transform_filter("datum.true_ordinal != datum.ordinal").encode(y=alt.Y("ordinal:Q"))
    inside = alt.Scale(domain=[True, False], range=[INK, PAPER])
    marks = base.mark_point(strokeWidth=1.2, stroke=INK).encode(fill=alt.Fill("in_study:N", scale=inside, legend=None))
    return [
        wrong.mark_rule(color=RED, strokeWidth=1.2).encode(y2=alt.Y2("true_ordinal:Q")),
        wrong.mark_point(fill=RED, stroke=RED),
        wrong.mark_text(align="left", dx=6, color=RED).encode(text=alt.Text("ordinal:Q")),
        canvas.tell(marks),
    ]


def _say_gaps(name: str, missing: Sequence[int], canvas: Canvas) -> str:
    """Return a series' name and the numbers that the study leaves out, with runs as spans."""
    joints = {key: canvas.language.label("joints", key) for key in ("list", "span")}
    runs = [[number for _, number in run] for _, run in groupby(enumerate(missing), key=lambda pair: pair[1] - pair[0])]
    spans = (joints["span"].join(str(end) for end in dict.fromkeys((run[0], run[-1]))) for run in runs)
    return f"{name}: {canvas.label('gaps', numbers=joints['list'].join(spans))}" if missing else name
