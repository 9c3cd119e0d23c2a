"""``fig-timeline``: all items by date, with a row for each track."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

import altair as alt

from multitrack.charts.canvas import Canvas, Years, find_middle, layer
from multitrack.charts.theme import RED
from multitrack.charts.tooltips import make_figure
from multitrack.study.analysis.subjects import name_meeting, say_time, say_town
from multitrack.study.figures.track_rows import make_track_colours, name_tracks, tell_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Track


@dataclass(frozen=True)
class Item:
    """An item at its date, in years with the part up to the middle of its month or of the year.

    ``record_row`` is the meeting behind a corrected year, ``level`` the number of earlier items of its track and year.
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
    events = [event for track in dataset.studied_tracks for event in dataset.events_of(track.track)]
    events.sort(key=lambda event: (event.track, event.year))
    items: list[Item] = []
    for _, same in groupby(events, key=lambda event: (event.track, event.year)):
        for level, event in enumerate(same):
            record_row = event.record if event.year != event.year_printed else ""
            years = (event.year, event.year_printed)
            when = (find_middle(event.year, event.period), find_middle(event.year_printed, event.period))
            items.append(Item(event.event_id, record_row, event.track, event.series, *years, *when, level))
    cells = (
        {"meeting": name_meeting(event), "place": say_town(event), "date": say_time(event), **tell_item(event)}
        for event in events
    )
    return make_figure("fig-timeline", tuple(items), partial(_draw, dataset.studied_tracks), cells)


def _draw(tracks: Sequence[Track], frame: pd.DataFrame, canvas: Canvas) -> alt.LayerChart:
    names = name_tracks(tracks, canvas)
    firsts = frame[frame["series"] != "other"].sort_values("when", kind="stable").drop_duplicates("series")
    levels = max(int(frame["level"].max()), 1) + 1
    # Each correction has a line of its own below its row.
    corrections = (frame["year"] != frame["year_printed"]).groupby(frame["track"])
    below = corrections.cumsum() / (corrections.transform("sum") + 1)
    frame = frame.assign(
        lane=frame["track"].map(names),
        label=firsts["series"].map(partial(canvas.label, "series")).reindex(frame.index, fill_value=""),
        below=(-levels * below).round(2),
    )
    rows = canvas.make_rows(frame["lane"], step=40)
    lanes = alt.Chart().encode(y=rows.encode("lane", grid=True))
    base = lanes.encode(x=Years(int(frame["year"].min()) - 1, int(frame["year_printed"].max()) + 1).on("when"))
    offset = alt.Scale(domain=[levels, -levels], nice=False)
    line = alt.YOffset("below:Q", scale=offset)
    moved = base.transform_filter("datum.year != datum.year_printed").encode(yOffset=line)
    colour = alt.Color("lane:N", scale=make_track_colours(tracks, names), legend=None)
    layers = [
        moved.mark_rule(color=RED, strokeWidth=1.2).encode(x2=alt.X2("when_printed:Q")),
        moved.mark_tick(color=RED, thickness=2, height=9).encode(x=alt.X("when_printed:Q")),
        canvas.tell(base.mark_point().encode(yOffset=alt.YOffset("level:Q", scale=offset), color=colour)),
        base.mark_text(dy=-10).encode(text=alt.Text("label:N")),
        lanes.mark_text(align="left", x="width", dx=8, fontWeight=600).encode(text=alt.Text("count():Q")),
    ]
    width = canvas.size.width - rows.left - canvas.find_widest([str(len(frame))], most=40) - 12
    canvas.require_room(frame["label"], width / 3)
    return canvas.finish(layer(frame, layers, width=width, height=rows.height), rows.left)
