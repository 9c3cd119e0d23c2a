"""``fig-series``: the numbered meetings of each series by year, in the study and in the official record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.label_placement import Box, find_first_free
from multitrack.charts.legend import LINE, LegendEntry, count_legend_lines, draw_legend
from multitrack.charts.theme import (
    BOLD,
    INK,
    MUTED,
    SERIES_COLOURS,
    SHAPES,
    SMALL,
    WIDTH,
    Frame,
    assign,
    combine_layers,
    make_layer,
    make_years_axis,
    place_x,
    place_y,
    round_years,
    style_by,
)
from multitrack.charts.tooltips import make_column, make_figure, make_numeral, make_record, make_year
from multitrack.lang.values import Verbatim, label
from multitrack.study.analysis.subjects import find_meeting
from multitrack.typography.text_metrics import estimate_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure
    from multitrack.lang.values import PartialDate
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event, Meeting

_LEFT: Final = 32
_RIGHT: Final = 8
_PER_ORDINAL: Final = 17
_YEARS_A_TICK: Final = 5
_FOOT: Final = 1.6
"""Space for labels under the first number, in the scale of numbers."""
_NUMBERS_A_TICK: Final = 5
_COLUMNS: Final = (
    make_column("row"), make_column("series"), make_column("ordinal", "right"), make_column("record-ordinal", "right"),
    make_column("year", "right"), make_column("year-printed", "right"), make_column("studied"),
)  # fmt: skip
_TOLD: Final = 2
"""Least number of numbered items in a series."""


@dataclass(frozen=True)
class Held:
    """A numbered meeting.

    Attributes
    ----------
    record_row
        The official meeting compared with an item of the study; empty if none was found.
    ordinal, record_ordinal
        The number in the study, and in the record; the second None without a record.
    in_study
        False for a meeting only in the official record.
    year, year_printed
        The year in analysis, and in print.
    when, when_printed
        The same, plus the part of the year up to the middle of the month.
    """

    row: str
    record_row: str
    track: int
    series: str
    ordinal: int
    record_ordinal: int | None
    in_study: bool
    year: int
    year_printed: int
    when: float = field(metadata={"unit": "decimal_year"})
    when_printed: float = field(metadata={"unit": "decimal_year"})

    @property
    def true_ordinal(self) -> int:
        """The number in the record, or else the printed one."""
        return self.record_ordinal or self.ordinal


def build(dataset: Dataset) -> Figure:
    """Return the figure of all series with two or more numbered items, and of the record up to their last year."""
    numbered = [event for event in dataset.events if event.ordinal]
    times = Counter(event.series for event in numbered)
    series = [name for name in dict.fromkeys(event.series for event in dataset.events) if times[name] >= _TOLD]
    known = {event.record for event in numbered}
    last = max((event.year for event in dataset.events), default=0)
    held = [_from_study(event, dataset) for event in numbered if event.series in series]
    others = [one for one in dataset.meetings if one.series in series and one.meeting_id not in known and one.ordinal]
    held += [_from_record(meeting) for meeting in others if meeting.date_start.year <= last]
    points = tuple(sorted(held, key=lambda point: (series.index(point.series), point.when, point.row)))
    shapes = assign((event.series for event in dataset.events), SHAPES)
    by_study = sorted(dataset.tracks, key=lambda track: not track.studied)
    colours = assign((track.track for track in by_study), SERIES_COLOURS)
    cells = (
        (
            Verbatim(point.row),
            label("series", point.series),
            make_numeral(point.ordinal if point.in_study else 0),
            make_numeral(point.record_ordinal or 0),
            make_year(point.year),
            make_year(point.year_printed if point.year_printed != point.year else 0),
            label("cells", "yes" if point.in_study else "no"),
        )
        for point in points
    )
    return make_figure("fig-series", points, partial(_draw, points, shapes, colours), _COLUMNS, cells)


def _from_study(event: Event, dataset: Dataset) -> Held:
    official = find_meeting(dataset, event)
    return Held(
        row=event.event_id,
        record_row=official.meeting_id if official else "",
        track=event.track,
        series=event.series,
        ordinal=event.ordinal or 0,
        record_ordinal=official.ordinal if official else None,
        in_study=True,
        year=event.year,
        year_printed=event.year_printed,
        when=_when(event.year, event.date_start),
        when_printed=_when(event.year_printed, event.date_start),
    )


def _from_record(meeting: Meeting) -> Held:
    ordinal, year = meeting.ordinal or 0, meeting.date_start.year
    when = _when(year, meeting.date_start)
    return Held(
        row=meeting.meeting_id,
        record_row=meeting.meeting_id,
        track=0,
        series=meeting.series,
        ordinal=ordinal,
        record_ordinal=ordinal,
        in_study=False,
        year=year,
        year_printed=year,
        when=when,
        when_printed=when,
    )


def _when(year: int, date: PartialDate | None) -> float:
    month = date.month if date else 0
    return round(year + ((month - 0.5) / 12 if month else 0.5), 2)


@dataclass(frozen=True)
class _Plot:
    """The scales of the plot in px, for labels placed before drawing."""

    first: int
    last: int
    most: int

    @property
    def width(self) -> int:
        return WIDTH - _LEFT - _RIGHT

    @property
    def height(self) -> int:
        return round(_PER_ORDINAL * (self.most + _FOOT))

    @property
    def numbers(self) -> list[int]:
        """The ordinals with a line across the picture."""
        return [1, *range(_NUMBERS_A_TICK, self.most + 1, _NUMBERS_A_TICK)]

    def x(self, when: float) -> float:
        return (when - self.first) / (self.last - self.first) * self.width

    def y(self, ordinal: float) -> float:
        return self.height - (ordinal - 0.5 + _FOOT) * _PER_ORDINAL


def _draw(
    points: Sequence[Held], shapes: dict[str, str], colours: dict[int, str], language: Language
) -> alt.LayerChart:
    years = [year for point in points for year in (point.year, point.year_printed)]
    most = max(max(point.ordinal, point.true_ordinal) for point in points)
    plot = _Plot(min(years) - 1, max(years) + 1, most)
    records = [
        make_record(point, series=language.label("series", point.series))
        | {
            "shape": shapes[point.series],
            "colour": colours.get(point.track, MUTED),
            "inside": colours[point.track] if point.in_study else "white",
        }
        for point in points
    ]
    tracks = sorted({point.track for point in points if point.in_study})
    entries = [
        LegendEntry(language.label("charts", "track", number=track), "circle", colours[track], colours[track])
        for track in tracks
    ]
    entries.append(LegendEntry(language.label("charts", "keys", "record-only"), "circle", "white", MUTED))
    if any(point.year != point.year_printed for point in points):
        entries.append(LegendEntry(language.label("charts", "keys", "printed-year"), "circle", MUTED, MUTED))
    top = count_legend_lines(entries, WIDTH) * LINE + 22
    frame = Frame(_LEFT, _RIGHT, top, 22)
    layers = [
        *_mark_layers(plot, language),
        *_name_layers(points, plot, language),
        *draw_legend(entries, left=-_LEFT, top=-top, room=WIDTH),
    ]
    return combine_layers(layers, records, frame, plot.height)


def _mark_layers(plot: _Plot, language: Language) -> list[alt.Chart]:
    years = alt.Scale(domain=[plot.first, plot.last], nice=False, zero=False)
    ordinals = alt.Scale(domain=[0.5 - _FOOT, plot.most + 0.5], nice=False, zero=False)
    title = language.label("charts", "axes", "ordinal")
    numbers = alt.Axis(
        title=title,
        titleAngle=0,
        titleAlign="left",
        titleX=-_LEFT,
        titleY=-8,
        values=plot.numbers,
        grid=True,
    )
    x = alt.X("when:Q", scale=years, axis=make_years_axis(round_years(plot.first, plot.last, _YEARS_A_TICK)))
    y = alt.Y("ordinal:Q", scale=ordinals, axis=numbers)
    base = make_layer().encode(x=x)
    differing = base.transform_filter("datum.record_ordinal !== null && datum.record_ordinal !== datum.ordinal")
    bridge = differing.mark_rule(stroke=MUTED, strokeDash=[2, 2]).encode(y=y, y2=alt.Y2("record_ordinal:Q"))
    truth = differing.mark_point(size=38, opacity=1, strokeWidth=1.2, fill="white", stroke=MUTED).encode(
        y=alt.Y("record_ordinal:Q", scale=ordinals), **style_by(shape="shape")
    )
    corrected = base.transform_filter(alt.datum.year != alt.datum.year_printed).encode(y=y)
    stitch = corrected.mark_rule(stroke=MUTED, strokeDash=[2, 2]).encode(x2=alt.X2("when_printed:Q"))
    ghost = corrected.mark_point(size=22, opacity=1, strokeWidth=0, fill=MUTED).encode(
        x=alt.X("when_printed:Q", scale=years), **style_by(shape="shape")
    )
    mark = base.mark_point(size=42, opacity=1, strokeWidth=1.2).encode(
        y=y, **style_by(shape="shape", fill="inside", stroke="colour")
    )
    return [bridge, truth, stitch, ghost, mark]


def _name_layers(points: Sequence[Held], plot: _Plot, language: Language) -> list[alt.Chart]:
    """Return the name and the gaps of each series, placed near it but clear of marks."""
    taken = [
        Box.around(plot.x(when), plot.y(ordinal), 5)
        for point in points
        for when in (point.when, point.when_printed)
        for ordinal in (point.ordinal, point.true_ordinal)
    ]
    taken += [Box(0, plot.y(number), plot.width, plot.y(number) + 1) for number in plot.numbers]
    rows: list[dict[str, Any]] = []
    for series, group in groupby(points, key=lambda point: point.series):
        members = list(group)
        words = [
            language.label("series", series),
            language.label("charts", "gaps", numbers=_gaps(members, language)),
        ]
        x, y, align = _room(members, words, taken, plot)
        taken.append(_box(x, y, align, words))
        rows.append({"name_label": words[0], "gaps_label": words[1], "name_x": x, "name_y": y, "align": align})
    layers: list[alt.Chart] = []
    for align in ("left", "right"):
        base = make_layer([row for row in rows if row["align"] == align]).encode(
            x=place_x("name_x"), y=place_y("name_y")
        )
        layers.append(base.mark_text(align=align, fontWeight=BOLD, fill=INK).encode(text=alt.Text("name_label:N")))
        layers.append(base.mark_text(align=align, yOffset=11, fill=MUTED).encode(text=alt.Text("gaps_label:N")))
    return layers


def _room(members: Sequence[Held], words: Sequence[str], taken: Sequence[Box], plot: _Plot) -> tuple[float, float, str]:
    """Return x, y and alignment of two lines of text: left of the last meeting, right of the first, or under all."""
    first, last = members[0], members[-1]
    candidates = [
        (plot.x(last.when) - 9, plot.y(last.ordinal) - 9, "right"),
        (plot.x(first.when) + 9, plot.y(first.ordinal) + 4, "left"),
        (plot.x(first.when) - 9, plot.y(first.ordinal) - 9, "right"),
        (plot.width, plot.y(0), "right"),
        (0.0, plot.y(0), "left"),
    ]
    room = Box(0, -12, plot.width + _RIGHT, plot.height)
    return candidates[find_first_free([_box(*candidate, words) for candidate in candidates], taken, room)]


def _box(x: float, y: float, align: str, words: Sequence[str]) -> Box:
    width = max(estimate_width(line, SMALL) for line in words)
    left = x - width if align == "right" else x
    return Box(left, y - 6, left + width, y + 17)


def _gaps(members: Sequence[Held], language: Language) -> str:
    """Return the numbers up to the series' last without an item, by record or print, with runs as spans."""
    have = {member.true_ordinal for member in members if member.in_study}
    missing = [number for number in range(1, max(have) + 1) if number not in have]
    runs = [[number for _, number in run] for _, run in groupby(enumerate(missing), key=lambda pair: pair[1] - pair[0])]
    span = language.label("joints", "span")
    return language.label("joints", "list").join(
        span.join(str(end) for end in dict.fromkeys((run[0], run[-1]))) for run in runs
    )
