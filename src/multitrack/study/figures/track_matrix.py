"""Unit charts by track and group, with a lane for each track."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.swimlanes import Lane, draw_lanes
from multitrack.charts.theme import MUTED, SERIES_COLOURS, Frame, assign, combine_layers, make_layer
from multitrack.charts.tooltips import make_column, make_figure, make_numeral, make_record
from multitrack.charts.unit_chart import (
    PITCH,
    Cell,
    count_lines,
    draw_column_headings,
    draw_totals,
    draw_units,
    number_items,
    place_square,
)
from multitrack.lang.values import Message, Verbatim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Column, Figure
    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event, Track


def make_track_lanes(tracks: Sequence[Track], heights: Mapping[int, float], language: Language) -> dict[int, Lane]:
    """Return number of a track → its lane; lanes are stacked, with the given heights in px."""
    lanes: dict[int, Lane] = {}
    top = 0.0
    for track in tracks:
        heading = language.label("charts", "track", number=track.track)
        lanes[track.track] = Lane(
            top, heights[track.track], heading, language.say(Message("tracks", (track.key, "short")))
        )
        top += heights[track.track]
    return lanes


_FRAME: Final = Frame(left=92, right=2, top=22, bottom=2)
_ROOM_FOR_COUNT: Final = 22
_ROOM_FOR_TOTAL: Final = 34
_ONE_LINE: Final = 34.0
_PADDING: Final = 8.0
"""Space above and below many lines of squares together, in px."""


@dataclass(frozen=True)
class GroupedItem:
    """One item in one group; ``order`` is the number of items before it in the same cell."""

    row: str
    track: int
    group: str
    order: int


def group_items(dataset: Dataset, grouped: Iterable[tuple[Event, str]]) -> tuple[GroupedItem, ...]:
    """Return the points of items with their groups, except items of tracks that are not studied."""
    studied = {track.track for track in dataset.studied_tracks}
    pairs = [(event, group) for event, group in grouped if event.track in studied]
    places = number_items((event.track, group) for event, group in pairs)
    return tuple(
        GroupedItem(event.event_id, event.track, group, order)
        for (event, group), order in zip(pairs, places, strict=True)
    )


@dataclass(frozen=True)
class Matrix:
    """The layout: the units, the tracks as rows, and the number of items of each track."""

    units: tuple[GroupedItem, ...]
    tracks: tuple[Track, ...]
    items: Mapping[int, int]

    def draw(self, groups: Mapping[str, str], language: Language) -> alt.LayerChart:
        """Return the chart with a column for each of ``groups`` (key → words), in order."""
        width = (_FRAME.plot_width - _ROOM_FOR_TOTAL) / len(groups)
        per_line = int((width - _ROOM_FOR_COUNT) // PITCH)
        counts = Counter((unit.track, unit.group) for unit in self.units)
        heights = {track.track: self._height(track.track, counts, per_line) for track in self.tracks}
        lanes = make_track_lanes(self.tracks, heights, language)
        lefts = {group: index * width for index, group in enumerate(groups)}
        cells = {
            (track, group): Cell(lefts[group], lane.top + lane.height / 2, per_line)
            for track, lane in lanes.items()
            for group in groups
        }
        records = [self._record(unit, counts, cells, groups) for unit in self.units]
        headings = [*groups.values()]
        layers = [
            *draw_lanes(list(lanes.values()), _FRAME),
            draw_column_headings(headings, list(lefts.values())),
            make_layer([{"total_heading_label": language.label("charts", "items")}])
            .mark_text(align="right", fill=MUTED, x=_FRAME.plot_width, y=-9)
            .encode(text=alt.Text("total_heading_label:N")),
            draw_totals(
                [str(self.items[track]) for track in lanes],
                _FRAME.plot_width,
                [lane.top + lane.height / 2 for lane in lanes.values()],
            ),
            *draw_units({cells[key]: count for key, count in counts.items()}),
        ]
        return combine_layers(layers, records, _FRAME, round(sum(heights.values())))

    def _record(
        self,
        unit: GroupedItem,
        counts: Counter[tuple[int, str]],
        cells: Mapping[tuple[int, str], Cell],
        groups: Mapping[str, str],
    ) -> dict[str, Any]:
        where = (unit.track, unit.group)
        colour = assign((track.track for track in self.tracks), SERIES_COLOURS)[unit.track]
        return (
            make_record(unit, group=groups[unit.group])
            | place_square(unit.order, counts[where], cells[where])
            | {"colour": colour}
        )

    def _height(self, track: int, counts: Counter[tuple[int, str]], per_line: int) -> float:
        most = max((count for (of, _), count in counts.items() if of == track), default=0)
        count = count_lines(most, per_line)
        return max(_ONE_LINE + round((count - 1) * PITCH / 2), count * PITCH + _PADDING)


def make_matrix(dataset: Dataset, points: tuple[GroupedItem, ...]) -> Matrix:
    """Return the matrix of points with the tracks of a dataset."""
    items = {track.track: len(dataset.events_of(track.track)) for track in dataset.studied_tracks}
    return Matrix(points, dataset.studied_tracks, items)


def make_counts_figure(
    figure_id: str,
    points: tuple[GroupedItem, ...],
    draw: Callable[[Language], alt.LayerChart],
    group: Column,
    say: Callable[[str], Value],
) -> Figure:
    """Return a figure of units with tooltips of item, track and group."""
    columns = (make_column("item"), make_column("track", "right"), group)
    cells = ((Verbatim(unit.row), make_numeral(unit.track), say(unit.group)) for unit in points)
    return make_figure(figure_id, points, draw, columns, cells)
