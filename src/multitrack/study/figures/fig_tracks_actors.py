"""``fig-tracks-actors``: actors in the items of each track, by the actors' own tracks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.legend import LINE, Entry, key, key_lines
from multitrack.charts.swimlanes import lane_layers
from multitrack.charts.theme import INK, MUTED, SERIES_COLOURS, WIDTH, Frame, assign, down, layered, marks
from multitrack.charts.tooltips import column, numeral, record, telling, words
from multitrack.charts.unit_chart import PITCH, Cell, count_layer, framed_squares, lines, orders, position
from multitrack.lang.values import Code, Term
from multitrack.study.analysis.subjects import ITSELF, appearances
from multitrack.study.figures.track_matrix import track_lanes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Track

_LEFT: Final = 92
_NAMES: Final = 84
"""Width of the names of the actors' own tracks in px."""
_COLUMNS: Final = (
    column("item"), column("actor"), column("track", "right"), column("own-track", "right"), column("part")
)  # fmt: skip
_PER_LINE: Final = 24
_LINE: Final = 15.0
_MARGIN: Final = 8.0
"""Space above the first and below the last line of a lane in px."""
_TWO_LINES: Final = 36.0


@dataclass(frozen=True)
class Part:
    """An actor in an item; ``own_track`` is 0 if unknown, ``order`` the number of actors before it in its line."""

    row: str
    event_row: str
    actor_row: str
    track: int
    own_track: int
    part_in: str
    order: int


def build(dataset: Dataset) -> Figure:
    """Return the figure: every actor once in each item, by track of the item and track of the actor."""
    found = sorted(appearances(dataset), key=lambda one: (one.track, one.own_track or 0, one.part_in != ITSELF))
    places = orders((one.track, one.own_track) for one in found)
    points = tuple(
        Part(one.participation_id, one.event_id, one.actor_id, one.track, one.own_track or 0, one.part_in, order)
        for one, order in zip(found, places, strict=True)
    )
    tracks = {track.track: track for track in dataset.tracks}
    studied = tuple(track.track for track in dataset.studied_tracks)
    cells = (
        (
            Code(part.event_row),
            Term("actors", (part.actor_row, "name")),
            numeral(part.track),
            numeral(part.own_track),
            words("participation-parts", part.part_in),
        )
        for part in points
    )
    return telling("fig-tracks-actors", points, partial(_draw, points, tracks, studied), _COLUMNS, cells)


@dataclass(frozen=True)
class _Layout:
    """The lines of actors, as cells by track of the items and track of the actors."""

    cells: Mapping[tuple[int, int], Cell]
    heights: Mapping[int, float]


def _lay_out(counts: Counter[tuple[int, int]], studied: Sequence[int]) -> _Layout:
    """Stack the lines; the actors of a lane's own track have one even if there are none."""
    cells: dict[tuple[int, int], Cell] = {}
    heights: dict[int, float] = {}
    top = 0.0
    for track in studied:
        middle = top + _MARGIN
        for own in sorted({track, *(own for of, own in counts if of == track)}):
            height = _LINE + (lines(counts[track, own], _PER_LINE) - 1) * PITCH
            cells[track, own] = Cell(_NAMES, middle + height / 2, _PER_LINE)
            middle += height
        heights[track] = max(middle + _MARGIN - top, _TWO_LINES)
        top += heights[track]
    return _Layout(cells, heights)


def _draw(
    points: Sequence[Part], tracks: Mapping[int, Track], studied: Sequence[int], language: Language
) -> alt.LayerChart:
    counts = Counter((part.track, part.own_track) for part in points)
    layout = _lay_out(counts, studied)
    colours = assign(studied, SERIES_COLOURS)
    records = [_record(part, counts, layout, colours.get(part.own_track, MUTED)) for part in points]
    lanes = track_lanes([tracks[track] for track in studied], layout.heights, language)
    entries = [
        Entry(language.label("participation-parts", part), "square", fill, INK)
        for part, fill in ((ITSELF, INK), *((part, "white") for part in sorted({p.part_in for p in points} - {ITSELF})))
    ]
    top = key_lines(entries, WIDTH) * LINE + 10
    frame = Frame(_LEFT, 2, top, 2)
    layers = [
        *lane_layers(list(lanes.values()), frame),
        _names(layout, tracks, language),
        framed_squares(),
        count_layer({cell: counts[pair] for pair, cell in layout.cells.items()}),
        *key(entries, left=-_LEFT, top=-top, room=WIDTH),
    ]
    return layered(layers, records, frame, round(sum(layout.heights.values())))


def _record(part: Part, counts: Counter[tuple[int, int]], layout: _Layout, colour: str) -> dict[str, Any]:
    pair = (part.track, part.own_track)
    inside = colour if part.part_in == ITSELF else "white"
    return record(part) | position(part.order, counts[pair], layout.cells[pair]) | {"colour": colour, "inside": inside}


def _names(layout: _Layout, tracks: Mapping[int, Track], language: Language) -> alt.Chart:
    """Return the names of the actors' own tracks."""
    rows: list[dict[str, Any]] = [
        {"own_label": _name(tracks.get(own), language), "own_y": cell.middle} for (_, own), cell in layout.cells.items()
    ]
    return marks(rows).mark_text(align="left", fill=INK, x=0).encode(y=down("own_y"), text=alt.Text("own_label:N"))


def _name(track: Track | None, language: Language) -> str:
    return language.say(Term("tracks", (track.key, "short"))) if track else language.label("charts", "no-track")
