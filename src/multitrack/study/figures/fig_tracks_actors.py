"""``fig-tracks-actors``: actors in the items of each track, by the actors' own tracks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.legend import LINE, LegendEntry, count_legend_lines, draw_legend
from multitrack.charts.swimlanes import draw_lanes
from multitrack.charts.theme import (
    INK,
    MUTED,
    SERIES_COLOURS,
    WIDTH,
    Frame,
    assign,
    combine_layers,
    make_layer,
    place_y,
)
from multitrack.charts.tooltips import make_column, make_figure, make_numeral, make_record
from multitrack.charts.unit_chart import (
    PITCH,
    Cell,
    count_lines,
    draw_counts,
    draw_outlined_squares,
    number_items,
    place_square,
)
from multitrack.lang.values import Message, Verbatim, label
from multitrack.study.analysis.subjects import ITSELF, select_appearances
from multitrack.study.figures.track_matrix import make_track_lanes

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
    make_column("item"),
    make_column("actor"),
    make_column("track", "right"),
    make_column("own-track", "right"),
    make_column("part"),
)
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
    found = sorted(select_appearances(dataset), key=lambda one: (one.track, one.own_track or 0, one.part_in != ITSELF))
    places = number_items((one.track, one.own_track) for one in found)
    points = tuple(
        Part(one.participation_id, one.event_id, one.actor_id, one.track, one.own_track or 0, one.part_in, order)
        for one, order in zip(found, places, strict=True)
    )
    tracks = {track.track: track for track in dataset.tracks}
    studied = tuple(track.track for track in dataset.studied_tracks)
    cells = (
        (
            Verbatim(part.event_row),
            Message("actors", (part.actor_row, "name")),
            make_numeral(part.track),
            make_numeral(part.own_track),
            label("participation-parts", part.part_in),
        )
        for part in points
    )
    return make_figure("fig-tracks-actors", points, partial(_draw, points, tracks, studied), _COLUMNS, cells)


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
            height = _LINE + (count_lines(counts[track, own], _PER_LINE) - 1) * PITCH
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
    lanes = make_track_lanes([tracks[track] for track in studied], layout.heights, language)
    entries = [
        LegendEntry(language.label("participation-parts", part), "square", fill, INK)
        for part, fill in ((ITSELF, INK), *((part, "white") for part in sorted({p.part_in for p in points} - {ITSELF})))
    ]
    top = count_legend_lines(entries, WIDTH) * LINE + 10
    frame = Frame(_LEFT, 2, top, 2)
    layers = [
        *draw_lanes(list(lanes.values()), frame),
        _names(layout, tracks, language),
        draw_outlined_squares(),
        draw_counts({cell: counts[pair] for pair, cell in layout.cells.items()}),
        *draw_legend(entries, left=-_LEFT, top=-top, room=WIDTH),
    ]
    return combine_layers(layers, records, frame, round(sum(layout.heights.values())))


def _record(part: Part, counts: Counter[tuple[int, int]], layout: _Layout, colour: str) -> dict[str, Any]:
    pair = (part.track, part.own_track)
    inside = colour if part.part_in == ITSELF else "white"
    return (
        make_record(part)
        | place_square(part.order, counts[pair], layout.cells[pair])
        | {"colour": colour, "inside": inside}
    )


def _names(layout: _Layout, tracks: Mapping[int, Track], language: Language) -> alt.Chart:
    """Return the names of the actors' own tracks."""
    rows: list[dict[str, Any]] = [
        {"own_label": _name(tracks.get(own), language), "own_y": cell.middle} for (_, own), cell in layout.cells.items()
    ]
    return (
        make_layer(rows).mark_text(align="left", fill=INK, x=0).encode(y=place_y("own_y"), text=alt.Text("own_label:N"))
    )


def _name(track: Track | None, language: Language) -> str:
    return language.say(Message("tracks", (track.key, "short"))) if track else language.label("charts", "no-track")
