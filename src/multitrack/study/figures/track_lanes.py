"""Lanes for tracks, which several figures have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.charts.swimlanes import Lane
from multitrack.lang.values import Term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.lang.language import Language
    from multitrack.study.rows import Track


def track_lanes(tracks: Sequence[Track], heights: Mapping[int, float], language: Language) -> dict[int, Lane]:
    """Return a lane for each track, by its number, under each other and as high as ``heights`` says."""
    lanes: dict[int, Lane] = {}
    top = 0.0
    for track in tracks:
        heading = language.label("charts", "track", number=track.track)
        lanes[track.track] = Lane(
            top, heights[track.track], heading, language.say(Term("tracks", (track.key, "short")))
        )
        top += heights[track.track]
    return lanes
