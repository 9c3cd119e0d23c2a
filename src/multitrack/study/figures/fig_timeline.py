"""``fig-timeline``: all items by date, with a lane for each track."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.legend import LINE, LegendEntry, count_legend_lines, draw_legend
from multitrack.charts.swimlanes import draw_lanes
from multitrack.charts.theme import (
    HAIRLINE,
    INK,
    MUTED,
    SERIES_COLOURS,
    SHAPES,
    WIDTH,
    Frame,
    assign,
    combine_layers,
    make_layer,
    place_y,
    style_by,
)
from multitrack.charts.tooltips import make_column, make_figure, make_numeral, make_record, make_year
from multitrack.lang.values import PartialDate, Period, Verbatim, label
from multitrack.study.figures.track_matrix import make_track_lanes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event, Track

_LEFT: Final = 92
_RIGHT: Final = 8
_LEVEL: Final = 19
_MARK: Final = 18
"""From the top of a lane to its first mark, which has its label above."""
_BELOW: Final = 17
_COLUMNS: Final = (
    make_column("item"),
    make_column("track", "right"),
    make_column("series"),
    make_column("when"),
    make_column("year-printed", "right"),
)
_APART: Final = 1.05
"""Least years between two marks on one level."""


@dataclass(frozen=True)
class Item:
    """An item at its date.

    Attributes
    ----------
    year, month
        The year in analysis and the month in print; month 0 if the study names none.
    year_printed
        The year in print, which differs if it was corrected.
    record_row
        The official meeting behind the correction; empty without a correction.
    level
        Line of the lane, 0 at the top, so that no two marks meet.
    """

    row: str
    record_row: str
    track: int
    item: int
    series: str
    year: int
    month: int
    year_printed: int
    year_basis: str
    level: int


def build(dataset: Dataset) -> Figure:
    """Return the figure of all items."""
    items = tuple(item for track in dataset.studied_tracks for item in _lane(dataset.events_of(track.track)))
    cells = (
        (
            Verbatim(item.row),
            make_numeral(item.track),
            label("series", item.series),
            _date(item),
            make_year(_printed(item)),
        )
        for item in items
    )
    return make_figure("fig-timeline", items, partial(_draw, items, dataset.studied_tracks), _COLUMNS, cells)


def _date(item: Item) -> Period:
    date = PartialDate(item.year, item.month)
    return Period(date, date)


def _printed(item: Item) -> int:
    """Return the year in print if it was corrected, else 0."""
    return item.year_printed if item.year_printed != item.year else 0


def _lane(events: Sequence[Event]) -> list[Item]:
    """Put the items of a track on levels, each on the highest with enough distance from earlier items."""
    ends: list[float] = []
    items: list[Item] = []
    for event in sorted(events, key=_when):
        start, end = _when(event), max(_when(event), _when(event) + event.year_printed - event.year)
        level = next((level for level, taken in enumerate(ends) if start - taken >= _APART), len(ends))
        ends[level : level + 1] = [end]
        corrected = event.year != event.year_printed
        month = _month(event)
        record_row = event.record if corrected else ""
        place_in_study = (event.event_id, record_row, event.track, event.item, event.series)
        items.append(Item(*place_in_study, event.year, month, event.year_printed, event.year_basis, level))
    return items


def _month(event: Event) -> int:
    """Return the first month of an item; 0 without one, or if only a span of years is known."""
    period = event.period
    return period.start.month if period and period.start.year == period.end.year else 0


def _when(event: Event) -> float:
    month = _month(event)
    return event.year + (month - 1 if month else 6) / 12


def _draw(items: Sequence[Item], tracks: Sequence[Track], language: Language) -> alt.LayerChart:
    lanes = make_track_lanes(tracks, {track.track: _lane_height(items, track.track) for track in tracks}, language)
    shapes = assign((item.series for item in items), SHAPES)
    colours = assign((track.track for track in tracks), SERIES_COLOURS)
    records = [
        make_record(item, item=str(item.item), series=language.label("series", item.series))
        | {
            "drawn": _day(item.year, item.month),
            "drawn_printed": _day(item.year_printed, item.month),
            "drawn_y": lanes[item.track].top + _MARK + item.level * _LEVEL,
            "shape": shapes[item.series],
            "colour": colours[item.track],
        }
        for item in items
    ]
    entries = [LegendEntry(language.label("series", series), shape, MUTED, MUTED) for series, shape in shapes.items()]
    entries.append(LegendEntry(language.label("charts", "keys", "printed-year"), "circle", "transparent", MUTED))
    top = count_legend_lines(entries, WIDTH) * LINE + 6
    frame = Frame(_LEFT, _RIGHT, top, 22)
    layers = [
        *draw_lanes(list(lanes.values()), frame),
        *_mark_layers(items),
        *draw_legend(entries, left=-_LEFT, top=-top, room=WIDTH),
    ]
    return combine_layers(layers, records, frame, round(sum(lane.height for lane in lanes.values())))


def _lane_height(items: Sequence[Item], track: int) -> float:
    return _MARK + _BELOW + _LEVEL * max((item.level for item in items if item.track == track), default=0)


def _mark_layers(items: Sequence[Item]) -> list[alt.Chart]:
    first, last = min(item.year for item in items), max(max(item.year, item.year_printed) for item in items)
    scale = alt.Scale(type="utc", domain=[_instant(first), _instant(last + 1)], nice=False)
    axis = alt.Axis(
        title=None, format="%Y", tickCount={"interval": "year", "step": 5}, ticks=True, tickColor=HAIRLINE, tickSize=6
    )
    base = make_layer().encode(x=alt.X("drawn:T", scale=scale, axis=axis), y=place_y("drawn_y"))
    corrected = base.transform_filter(alt.datum.year != alt.datum.year_printed)
    bridge = corrected.mark_rule(stroke=MUTED, strokeDash=[2, 2]).encode(x2=alt.X2("drawn_printed:T"))
    ghost = corrected.mark_point(size=34, fill="white", stroke=MUTED, opacity=1, strokeWidth=1.2).encode(
        x=alt.X("drawn_printed:T", scale=scale), **style_by(shape="shape")
    )
    mark = base.mark_point(size=42, opacity=1, strokeWidth=1).encode(
        **style_by(shape="shape", fill="colour", stroke="colour")
    )
    return [bridge, ghost, mark, base.mark_text(yOffset=-9.5, fill=INK).encode(text=alt.Text("item_label:N"))]


def _day(year: int, month: int) -> str:
    """Return the middle of the month or, without a month, of the year, as an ISO date."""
    return f"{year:04}-{month:02}-15" if month else f"{year:04}-07-01"


def _instant(year: int) -> alt.DateTime:
    return alt.DateTime(year=year, month=1, date=1, utc=True)
