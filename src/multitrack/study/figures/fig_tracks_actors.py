"""``fig-tracks-actors``: actors in the items of each track, by the actors' own tracks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.canvas import Canvas, give_data, layer
from multitrack.charts.theme import PAPER
from multitrack.charts.tooltips import make_figure, make_year
from multitrack.lang.values import Message, Verbatim, label
from multitrack.study.analysis.subjects import ITSELF, select_appearances
from multitrack.study.figures.track_rows import make_track_colours, name_actors, name_tracks

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Track

_BAR: Final = 13
_BESIDE: Final = 8


@dataclass(frozen=True)
class Part:
    """An actor in an item; ``own_track`` is 0 if unknown, ``order`` the number of actors before it in its row."""

    row: str
    event_row: str
    actor_row: str
    track: int
    own_track: int
    part_in: str
    order: int


def build(dataset: Dataset) -> Figure:
    """Return the figure: every actor once in each item, by track of the item and track of the actor."""
    found = sorted(select_appearances(dataset), key=lambda one: (one.track, one.own_track or 99, one.part_in != ITSELF))
    parts = tuple(
        Part(one.participation_id, one.event_id, one.actor_id, one.track, one.own_track or 0, one.part_in, order)
        for _, row in groupby(found, key=lambda one: one.track)
        for order, one in enumerate(row)
    )
    cells = (
        {
            "actor": Message("actors", (part.actor_row, "name")),
            "part": label("participation-parts", part.part_in),
            "track": make_year(part.track),
            "own-track": make_year(part.own_track),
            "item": Verbatim(part.event_row),
        }
        for part in parts
    )
    return make_figure("fig-tracks-actors", parts, partial(_draw, dataset.tracks), cells)


def _draw(tracks: Sequence[Track], frame: pd.DataFrame, canvas: Canvas) -> alt.LayerChart:
    actors = name_actors(tracks, set(frame["own_track"]), canvas)
    most = frame["own_track"].value_counts().idxmax()
    of_most = (frame["own_track"] == most).groupby(frame["track"])
    frame = frame.assign(
        lane=frame["track"].map(name_tracks(tracks, canvas)),
        actors=frame["own_track"].map(actors),
        end=frame["order"] + 1,
        share=canvas.label_rows("of", part=of_most.transform("sum"), whole=of_most.transform("size")),
    )
    firsts = frame.drop_duplicates(["track", "own_track"])  # the most frequent group is named in the first row alone
    named = (firsts["own_track"] != most) | (firsts["track"] == frame["track"].iloc[0])
    rows = canvas.make_rows(frame["lane"], step=36 + _BAR * canvas.size.stacked)
    lanes = alt.Chart().encode(y=rows.encode("lane"))
    x = alt.X("order:Q", scale=alt.Scale(domain=[0, int(frame["end"].max())], nice=False), axis=None)
    colour = alt.Color("actors:N", scale=make_track_colours(tracks, actors), legend=None)
    units = lanes.mark_bar(**rows.place(height=_BAR), stroke=PAPER, strokeWidth=0.8)
    groups = alt.Chart(give_data(firsts.loc[named, ["lane", "order", "actors"]])).encode(y=rows.encode("lane"))
    names = groups.mark_text(align="left", dy=rows.place()["yOffset"] - _BAR)
    shares = lanes.mark_text(align="left", dx=_BESIDE, **rows.place())
    layers = [
        canvas.tell(units.encode(x=x, x2=alt.X2("end:Q"), color=colour)),
        names.encode(x=alt.X("order:Q"), text=alt.Text("actors:N")),
        shares.encode(x=alt.X("max(end):Q"), text=alt.Text("share:N")),
    ]
    right = canvas.find_widest(frame["share"], most=canvas.size.width / 5) + _BESIDE
    width = canvas.size.width - rows.left - right
    return canvas.finish(layer(frame, layers, width=width, height=rows.height), rows.left)
