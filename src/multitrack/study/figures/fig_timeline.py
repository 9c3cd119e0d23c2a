"""``fig-timeline``: all items by date, with a row for each track."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.canvas import Years
from multitrack.charts.compose import layer
from multitrack.charts.theme import RED
from multitrack.charts.tooltips import make_figure
from multitrack.lang.values import Verbatim, Year
from multitrack.study.analysis.subjects import name_meeting, say_time, say_town
from multitrack.study.figures.track_rows import make_track_colours, name_tracks

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from multitrack.charts.canvas import Canvas
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event, Track

_ROW: Final = 40


@dataclass(frozen=True)
class Item:
    """An item at its date.

    Attributes
    ----------
    record_row
        The official meeting behind a corrected year; empty without a correction.
    when, when_printed
        The year in analysis and in print, plus the part of it up to the middle of the month.
    level
        The number of items of the track before it in its year.
    """

    row: str
    record_row: str
    track: int
    series: str
    year: int
    year_printed: int
    when: float = field(metadata={"unit": "decimal_year"})
    when_printed: float = field(metadata={"unit": "decimal_year"})
    level: int


def build(dataset: Dataset) -> Figure:
    """Return the figure of all items of studied tracks."""
    studied = {track.track for track in dataset.studied_tracks}
    events = [event for event in dataset.events if event.track in studied]
    events.sort(key=lambda event: (event.track, event.year))
    years = groupby(events, key=lambda event: (event.track, event.year))
    items = tuple(_item(event, level) for _, same in years for level, event in enumerate(same))
    cells = (
        {
            "meeting": name_meeting(event),
            "place": say_town(event),
            "date": say_time(event),
            "track": Year(event.track),
            "item": Verbatim(event.event_id),
        }
        for event in events
    )
    return make_figure("fig-timeline", items, partial(_draw, dataset.studied_tracks), cells)


def _item(event: Event, level: int) -> Item:
    month = event.period.start.month if event.period and event.period.start.year == event.period.end.year else 0
    part = (month - 0.5) / 12 if month else 0.5
    record_row = event.record if event.year != event.year_printed else ""
    years = (event.year, event.year_printed, round(event.year + part, 2), round(event.year_printed + part, 2))
    return Item(event.event_id, record_row, event.track, event.series, *years, level)


def _draw(tracks: Sequence[Track], frame: pd.DataFrame, canvas: Canvas) -> alt.LayerChart:
    names = name_tracks(tracks, canvas)
    firsts = ~frame.sort_values("when").duplicated("series") & (frame["series"] != "other")
    frame = frame.assign(lane=frame["track"].map(names))
    frame["label"] = [
        canvas.language.label("charts", "series", series) if first else ""
        for series, first in zip(frame["series"], firsts.reindex(frame.index), strict=True)
    ]
    rows = canvas.make_rows(list(frame["lane"]), _ROW)
    counts = canvas.find_widest([str(len(frame))], most=40) + 12
    lanes = alt.Chart().encode(y=rows.encode("lane", grid=True))
    years = Years(int(frame["year"].min()) - 1, int(frame["year_printed"].max()) + 1)
    base = lanes.encode(x=years.on("when"))
    levels = max(int(frame["level"].max()), 1) + 1
    offset = alt.Scale(domain=[levels, -levels], nice=False)
    moved = frame["year"] != frame["year_printed"]
    below = moved.groupby(frame["track"]).cumsum() / (moved.groupby(frame["track"]).transform("sum") + 1)
    frame["below"] = (-levels * below).round(2)  # each correction has a line of its own below its row
    corrected = base.transform_filter("datum.year != datum.year_printed").encode(
        yOffset=alt.YOffset("below:Q", scale=offset)
    )
    marks = base.mark_point().encode(
        yOffset=alt.YOffset("level:Q", scale=offset),
        color=alt.Color("lane:N", scale=make_track_colours(tracks, names), legend=None),
    )
    layers = [
        corrected.mark_rule(color=RED, strokeWidth=1.2).encode(x2=alt.X2("when_printed:Q")),
        corrected.mark_tick(color=RED, thickness=2, height=9).encode(x=alt.X("when_printed:Q")),
        canvas.tell(marks),
        base.mark_text(dy=-10).encode(text=alt.Text("label:N")),
        lanes.mark_text(align="left", x="width", dx=8, fontWeight=600).encode(text=alt.Text("count():Q")),
    ]
    width = canvas.size.width - rows.left - counts
    canvas.require_room(frame["label"], width / 3)
    return canvas.finish(layer(frame, layers, width=width, height=rows.height), rows.left)
