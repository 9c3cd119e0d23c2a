"""Rows and colours of the tracks, for charts with a row for each track."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

import altair as alt

from multitrack.charts.theme import MUTED, TRACK_COLOURS
from multitrack.lang.values import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.charts.canvas import Canvas
    from multitrack.study.rows import Track


def name_tracks(tracks: Sequence[Track], canvas: Canvas) -> Mapping[int, str]:
    """Return number of a track → its number and short name, in two lines beside a row or in one above it."""
    joint = canvas.language.label("charts", "joint") if canvas.size.stacked else "\n"
    return {
        track.track: canvas.language.label("charts", "track", number=track.track) + joint + _say_short(track, canvas)
        for track in tracks
    }


def name_actors(tracks: Sequence[Track], canvas: Canvas) -> Mapping[int, str]:
    """Return number of a track → the short name of its actors; 0 for actors of no track that is told."""
    return {track.track: _say_short(track, canvas) for track in tracks} | {
        0: canvas.language.label("charts", "no-track")
    }


def make_track_colours(tracks: Sequence[Track], names: Mapping[int, str]) -> alt.Scale:
    """Return the scale of the tracks' names, each in the colour of its track."""
    colours = dict(zip((track.track for track in tracks), cycle(TRACK_COLOURS), strict=False))
    known = sorted(names, key=lambda number: number not in colours)
    return alt.Scale(domain=[names[number] for number in known], range=[colours.get(number, MUTED) for number in known])


def _say_short(track: Track, canvas: Canvas) -> str:
    return canvas.language.say(Message("tracks", (track.key, "short")))
