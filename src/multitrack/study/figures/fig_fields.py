"""``fig-fields``: the share of each track's items in each field of cooperation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from multitrack.charts.canvas import SPLIT
from multitrack.charts.compose import layer
from multitrack.charts.theme import INK, PAPER
from multitrack.charts.tooltips import make_figure
from multitrack.lang.values import Verbatim, Year, label
from multitrack.study.analysis.subjects import name_meeting
from multitrack.study.figures.track_rows import name_tracks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.charts.canvas import Canvas
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Track

_ROW: Final = 26
_CELL: Final = 23
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
    points = tuple(Touched(event.event_id, event.track, field) for event, field in pairs)
    cells = (
        {
            "sector": label("sectors", field),
            "meeting": name_meeting(event),
            "track": Year(event.track),
            "item": Verbatim(event.event_id),
        }
        for event, field in pairs
    )
    items = {track.track: len(dataset.events_of(track.track)) for track in dataset.studied_tracks}
    return make_figure("fig-fields", points, partial(_draw, dataset.studied_tracks, items), cells)


def _draw(tracks: Sequence[Track], items: Mapping[int, int], frame: pd.DataFrame, canvas: Canvas) -> alt.LayerChart:
    names = name_tracks(tracks, canvas)
    counts = _count(items, frame, names, canvas)
    fields = list(dict.fromkeys(frame["sector"]))
    rows = canvas.make_rows([names[track] for track in sorted(set(frame["track"]))], _ROW)
    width = canvas.size.width - rows.left
    heads = {field: canvas.wrap(field, width / len(fields) - 6) for field in fields}
    canvas.require_room(counts["label"], width / len(fields) - 6)
    counts["field"] = counts["sector"].map(heads)
    padding = 4 + max(head.count("\n") for head in heads.values()) * canvas.size.text * 1.3
    across = alt.X(
        "field:N",
        sort=list(heads.values()),
        axis=alt.Axis(orient="top", labelAngle=0, labelPadding=padding, labelColor=INK, labelExpr=SPLIT),
        scale=alt.Scale(paddingInner=0.03),
    )
    cells = alt.Chart().encode(x=across, y=rows.encode("lane"))
    shade = alt.Opacity("share:Q", scale=alt.Scale(domain=[0, 1], range=[0.08, 0.75]), legend=None)
    white = alt.condition(f"datum.share > {_DARK}", alt.value(PAPER), alt.value(INK))
    layers = [
        cells.mark_rect(color=INK, **rows.place(_CELL)).encode(
            opacity=shade, description=alt.Description("words:N"), tooltip=alt.Tooltip("words:N")
        ),
        cells.mark_text(**rows.place_text()).encode(text=alt.Text("label:N"), color=white),
    ]
    return canvas.finish(layer(counts, layers, width=width, height=rows.height), rows.left)


def _count(items: Mapping[int, int], frame: pd.DataFrame, names: Mapping[int, str], canvas: Canvas) -> pd.DataFrame:
    """Return a row for each track and field, with the share and the rows of the track's items."""
    table = pd.crosstab(frame["track"], frame["sector"])
    counts = table.melt(value_name="items", ignore_index=False).reset_index()
    of = counts["track"].map(items)
    rows = frame.groupby(["track", "sector"])["row"].agg(", ".join)
    counts = counts.assign(
        lane=counts["track"].map(names),
        rows=rows.reindex(pd.MultiIndex.from_frame(counts[["track", "sector"]]), fill_value="").to_numpy(),
        share=(counts["items"] / of).round(4),
        label=[
            canvas.language.label("charts", "of", part=part, whole=whole)
            for part, whole in zip(counts["items"], of, strict=True)
        ],
    )
    said = counts["lane"].str.replace(r"\n| · ", " ", regex=True)  # what stands after a dot is the code of a row
    counts["words"] = said + ", " + counts["sector"] + ": " + counts["label"]
    return counts
