"""``fig-fields``: the share of each track's items in each field of cooperation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from multitrack.charts.canvas import SPLIT, Canvas, layer
from multitrack.charts.theme import INK, PAPER
from multitrack.charts.tooltips import make_figure
from multitrack.lang.values import label
from multitrack.study.analysis.subjects import name_meeting
from multitrack.study.figures.track_rows import name_tracks, tell_item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Track

_DARK: Final = 0.6
"""Share from which a cell is so dark that its words are white."""


@dataclass(frozen=True)
class Touched:
    """An item that touches a field."""

    row: str
    track: int
    field: str


def build(dataset: Dataset) -> Figure:
    """Return the figure; an item counts in each of its fields, which are in the order of the data."""
    events = [event for track in dataset.studied_tracks for event in dataset.events_of(track.track)]
    pairs = [(event, field) for event in events for field in event.sectors]
    wholes = {track.track: len(dataset.events_of(track.track)) for track in dataset.tracks}
    points = tuple(Touched(event.event_id, event.track, field) for event, field in pairs)
    cells = (
        {"sector": label("sectors", field), "meeting": name_meeting(event), **tell_item(event)}
        for event, field in pairs
    )
    return make_figure("fig-fields", points, partial(_draw, dataset.studied_tracks, wholes), cells)


def _draw(tracks: Sequence[Track], wholes: Mapping[int, int], frame: pd.DataFrame, canvas: Canvas) -> alt.LayerChart:
    counts = pd.crosstab(frame["track"], frame["sector"]).melt(value_name="items", ignore_index=False).reset_index()
    rows = frame.groupby(["track", "sector"])["row"].agg(rows=", ".join)
    counts = counts.merge(rows, how="left", on=["track", "sector"]).fillna({"rows": ""})
    counts["lane"] = counts["track"].map(name_tracks(tracks, canvas))
    whole = counts["track"].map(wholes)
    rows = canvas.make_rows(counts["lane"], step=26)
    width = canvas.size.width - rows.left
    room = width / frame["sector"].nunique() - 6
    heads = {field: canvas.wrap(field, room) for field in frame["sector"].unique()}
    counts = counts.assign(
        field=counts["sector"].map(heads),
        share=(counts["items"] / whole).round(4),
        label=canvas.label_rows("of", part=counts["items"], whole=whole),
    )
    said = counts["lane"].str.replace(r"\n| · ", " ", regex=True)  # what stands after a dot is the code of a row
    counts["words"] = said + ", " + counts["sector"] + ": " + counts["label"]
    canvas.require_room(counts["label"], room)
    padding = 4 + max(head.count("\n") for head in heads.values()) * canvas.size.text * 1.3
    axis = alt.Axis(orient="top", labelAngle=0, labelPadding=padding, labelColor=INK, labelExpr=SPLIT)
    across = alt.X("field:N", sort=list(heads.values()), axis=axis, scale=alt.Scale(paddingInner=0.03))
    cells = alt.Chart().encode(x=across, y=rows.encode("lane"))
    shade = alt.Opacity("share:Q", scale=alt.Scale(domain=[0, 1], range=[0.08, 0.75]), legend=None)
    white = alt.condition(f"datum.share > {_DARK}", alt.value(PAPER), alt.value(INK))
    layers = [
        cells.mark_rect(color=INK, **rows.place(height=23)).encode(
            opacity=shade, description=alt.Description("words:N"), tooltip=alt.Tooltip("words:N")
        ),
        cells.mark_text(**rows.place()).encode(text=alt.Text("label:N"), color=white),
    ]
    return canvas.finish(layer(counts, layers, width=width, height=rows.height), rows.left)
