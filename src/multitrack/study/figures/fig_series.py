"""``fig-series``: the numbered meetings of each series by year, in the study and in the official record."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.canvas import Years
from multitrack.charts.compose import concat, layer
from multitrack.charts.theme import INK, PAPER, RED
from multitrack.charts.tooltips import make_figure, make_year
from multitrack.lang.values import Verbatim, Year, label
from multitrack.study.analysis.subjects import find_left_out_numbers, find_meeting, select_numbered_series

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from multitrack.charts.canvas import Canvas
    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure
    from multitrack.lang.values import PartialDate
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event, Meeting

_AXIS: Final = 20
_LEVELS: Final = 5
_BETWEEN: Final = 14
_HEIGHT: Final = 150


@dataclass(frozen=True)
class Held:
    """A numbered meeting.

    Attributes
    ----------
    record_row
        The official meeting compared with an item of the study; empty if none was found.
    ordinal, record_ordinal
        The number in the study, and in the record; the second None without a record.
    in_study
        False for a meeting only in the official record.
    when
        The year in analysis, plus the part of it up to the middle of the month.
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
    numbered = [event for event in dataset.events if event.ordinal]
    series = select_numbered_series(dataset)
    known = {event.record for event in numbered}
    last = max((event.year for event in dataset.events), default=0)
    held = [_from_study(event, find_meeting(dataset, event)) for event in numbered if event.series in series]
    others = [one for one in dataset.meetings if one.series in series and one.meeting_id not in known and one.ordinal]
    held += [_from_record(meeting) for meeting in others if meeting.date_start.year <= last]
    points = tuple(sorted(held, key=lambda point: (series.index(point.series), point.when, point.row)))
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
    return make_figure("fig-series", points, partial(_draw, find_left_out_numbers(dataset)), cells)


def _from_study(event: Event, official: Meeting | None) -> Held:
    record = (official.meeting_id, official.ordinal) if official else ("", None)
    when = _when(event.year, event.date_start)
    return Held(event.event_id, record[0], event.series, event.ordinal or 0, record[1], True, event.year, when)  # noqa: FBT003


def _from_record(meeting: Meeting) -> Held:
    year, number = meeting.date_start.year, meeting.ordinal or 0
    name = meeting.meeting_id
    return Held(name, name, meeting.series, number, number, False, year, _when(year, meeting.date_start))  # noqa: FBT003


def _when(year: int, date: PartialDate | None) -> float:
    return round(year + ((date.month - 0.5) / 12 if date and date.month else 0.5), 2)


def _draw(left_out: Mapping[str, Sequence[int]], frame: pd.DataFrame, canvas: Canvas) -> alt.ConcatChart:
    columns = canvas.columns(frame["series"].nunique())
    width = (canvas.size.width - _AXIS - _BETWEEN * columns) / columns
    frame = frame.assign(true_ordinal=frame["record_ordinal"].fillna(frame["ordinal"]).astype(int))
    most = int(frame["true_ordinal"].max())
    scale, levels = alt.Scale(domain=[0, most + 0.5]), list(range(0, most + 1, _LEVELS))
    axes = [
        alt.Axis(values=levels, grid=True, minExtent=_AXIS, maxExtent=_AXIS, labels=not place % columns)
        for place in range(frame["series"].nunique())
    ]
    years = Years(int(frame["year"].min()) - 1, int(frame["year"].max()) + 1)
    panels = [
        layer(
            part,
            _draw_meetings(years, alt.Y("true_ordinal:Q", axis=axis, scale=scale), canvas),
            width=width,
            height=max(_HEIGHT, canvas.choose_height()),
            title=canvas.head(
                _say_gaps(str(part["series_label"].iloc[0]), left_out[str(series)], canvas.language), 0, width
            ),
        )
        for axis, (series, part) in zip(axes, frame.groupby("series", sort=False), strict=True)
    ]
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


def _say_gaps(name: str, missing: Sequence[int], language: Language) -> str:
    """Return a series' name and the numbers that the study leaves out, with runs as spans."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(missing), key=lambda pair: pair[1] - pair[0])]
    said = language.label("joints", "list").join(_say_run(run, language) for run in runs)
    return f"{name}: {language.label('charts', 'gaps', numbers=said)}" if said else name


def _say_run(run: Sequence[int], language: Language) -> str:
    return language.label("joints", "span").join(str(end) for end in dict.fromkeys((run[0], run[-1])))
