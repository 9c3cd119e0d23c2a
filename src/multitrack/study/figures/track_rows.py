"""Rows, colours and tooltips of the tracks, for charts with a row for each track."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

import altair as alt

from multitrack.charts.theme import MUTED, TRACK_COLOURS
from multitrack.lang.values import Message, Value, Verbatim, Year

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from multitrack.charts.canvas import Canvas
    from multitrack.study.rows import Event, Track


def tell_item(event: Event) -> dict[str, Value]:
    """Return the track and the code of an item for a tooltip."""
    return {"track": Year(event.track), "item": Verbatim(event.event_id)}


def name_tracks(tracks: Sequence[Track], canvas: Canvas) -> Mapping[int, str]:
    """Return number of a track → its number and short name, in two lines beside a row or in one above it."""
    joint = canvas.label("joint") if canvas.size.stacked else "\n"
    return {
        track.track: canvas.label("track", number=track.track) + joint + _say_short(track, canvas) for track in tracks
    }


def name_actors(tracks: Sequence[Track], numbers: Collection[int], canvas: Canvas) -> Mapping[int, str]:
    """Return some numbers of tracks → the short names of their actors; 0 for actors of no track that is told."""
    names = {track.track: _say_short(track, canvas) for track in tracks} | {0: canvas.label("no-track")}
    return {number: name for number, name in names.items() if number in numbers}


def make_track_colours(tracks: Sequence[Track], names: Mapping[int, str]) -> alt.Scale:
    """Return the scale of the tracks' names, each in the colour of its track."""
    colours = dict(zip((track.track for track in tracks), cycle(TRACK_COLOURS), strict=False))
    known = sorted(names, key=lambda number: number not in colours)
    return alt.Scale(domain=[names[number] for number in known], range=[colours.get(number, MUTED) for number in known])


def _say_short(track: Track, canvas: Canvas) -> str:
    return canvas.language.say(Message("tracks", (track.key, "short")))
