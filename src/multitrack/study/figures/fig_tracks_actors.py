"""``fig-tracks-actors``: actors in the items of each track, by the actors' own tracks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.compose import give_data, layer
from multitrack.charts.theme import PAPER
from multitrack.charts.tooltips import make_figure, make_year
from multitrack.lang.values import Message, Verbatim, label
from multitrack.study.analysis.subjects import ITSELF, select_appearances
from multitrack.study.figures.track_rows import make_track_colours, name_actors, name_tracks

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from multitrack.charts.canvas import Canvas
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Track

_ROW: Final = 36
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
    actors = name_actors(tracks, canvas)
    told = {number: name for number, name in actors.items() if number in set(frame["own_track"])}
    most = Counter(frame["own_track"]).most_common(1)[0][0]
    frame = frame.assign(
        lane=frame["track"].map(name_tracks(tracks, canvas)),
        actors=frame["own_track"].map(actors),
        end=frame["order"] + 1,
        share=frame["track"].map(
            {
                track: canvas.language.label("charts", "of", part=int((rows == most).sum()), whole=len(rows))
                for track, rows in frame.groupby("track")["own_track"]
            }
        ),
    )
    rows = canvas.make_rows(list(frame["lane"]), _ROW + _BAR * canvas.size.stacked)
    shares = canvas.find_widest(frame["share"], most=canvas.size.width / 5) + _BESIDE
    lanes = alt.Chart().encode(y=rows.encode("lane"))
    ends = alt.Scale(domain=[0, int(frame["end"].max())], nice=False)
    units = lanes.mark_bar(**rows.place(_BAR), stroke=PAPER, strokeWidth=0.8).encode(
        x=alt.X("order:Q", scale=ends, axis=None),
        x2=alt.X2("end:Q"),
        color=alt.Color("actors:N", scale=make_track_colours(tracks, told), legend=None),
    )
    names = alt.Chart(give_data(_name_groups(frame, most))).mark_text(
        align="left", dy=rows.place_text()["yOffset"] - _BAR
    )
    named = names.encode(y=rows.encode("lane"), x=alt.X("order:Q"), text=alt.Text("actors:N"))
    share = lanes.mark_text(align="left", dx=_BESIDE, **rows.place_text()).encode(
        x=alt.X("max(end):Q"), text=alt.Text("share:N")
    )
    width = canvas.size.width - rows.left - shares
    chart = layer(frame, [canvas.tell(units), named, share], width=width, height=rows.height)
    return canvas.finish(chart, rows.left)


def _name_groups(frame: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the first unit of each group of actors: of the most frequent group only in the first row."""
    groups = frame.drop_duplicates(["track", "own_track"])
    return groups.loc[
        (groups["own_track"] != most) | (groups["track"] == groups["track"].iloc[0]), ["lane", "order", "actors"]
    ]
