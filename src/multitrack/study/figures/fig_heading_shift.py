"""``fig-heading-shift``: the year of each item's heading against the year of the text below it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.legend import LINE, LegendEntry, count_legend_lines, draw_legend
from multitrack.charts.theme import (
    ACCENT,
    HAIRLINE,
    INK,
    MUTED,
    SMALL,
    WIDTH,
    Frame,
    combine_layers,
    make_layer,
    make_years_axis,
    place_y,
    round_years,
    style_by,
)
from multitrack.charts.tooltips import make_column, make_figure, make_record, make_year
from multitrack.lang.values import NONE, Pattern, Verbatim, Year, label
from multitrack.study.analysis.subjects import find_meeting
from multitrack.typography.text_metrics import estimate_margin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure
    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event, Meeting

_LEFT: Final = 40
_RIGHT: Final = 126
_BESIDE: Final = 10
_LINE: Final = 11.5
_BETWEEN_TRACKS: Final = 8.0
_YEARS_A_TICK: Final = 10
_COLOURS: Final = {"heading-agrees": MUTED, "heading-other-year": INK, "heading-other-occasion": ACCENT}
"""Agreement of heading and text, a key of the legend's words → colour; the line's width shows it, too."""
_COLUMNS: Final = (
    make_column("item"),
    make_column("heading-year", "right"),
    make_column("heading-meeting"),
    make_column("text-year", "right"),
    make_column("text-meeting"),
    make_column("record-year", "right"),
    make_column("meeting-fits"),
    make_column("year-fits"),
)
_STRENGTHS: Final = {"heading-agrees": 1.0, "heading-other-year": 1.4, "heading-other-occasion": 2.2}


@dataclass(frozen=True)
class Shift:
    """An item's heading and text.

    Attributes
    ----------
    record_row
        The official meeting that corrects the text's year or number; empty without a correction.
    heading_year
        None if the heading names no year.
    year_printed, year
        The text's year in print, and in analysis.
    ordinal, record_ordinal
        The number of the text's meeting in print, and in the record; the second None without a record.
    heading_meeting_fits, heading_year_fits
        True if the heading has the text's occasion, or its year; the second None for a heading without a year.
    """

    row: str
    record_row: str
    track: int
    heading_year: int | None
    heading_series: str
    heading_ordinal: int | None
    year_printed: int
    year: int
    series: str
    ordinal: int | None
    record_ordinal: int | None
    heading_meeting_fits: bool
    heading_year_fits: bool | None

    @property
    def look(self) -> str:
        """Key of the colour; the occasion weighs more than the year."""
        if not self.heading_meeting_fits:
            return "heading-other-occasion"
        return "heading-other-year" if self.heading_year_fits is False else "heading-agrees"

    @property
    def renumbered(self) -> int | None:
        """The number in the record if it differs from the printed one."""
        return self.record_ordinal if self.record_ordinal != self.ordinal else None


def build(dataset: Dataset) -> Figure:
    """Return the figure of all items, in the study's order."""
    shifts = tuple(_of(event, find_meeting(dataset, event)) for event in dataset.events)
    return make_figure(
        "fig-heading-shift", shifts, partial(_draw, shifts), _COLUMNS, (_told(shift) for shift in shifts)
    )


def _of(event: Event, official: Meeting | None) -> Shift:
    number = official.ordinal if official and event.ordinal else None
    corrects = event.year != event.year_printed or (number is not None and number != event.ordinal)
    return Shift(
        row=event.event_id,
        record_row=event.record if corrects else "",
        track=event.track,
        heading_year=event.heading_year,
        heading_series=event.heading_series,
        heading_ordinal=event.heading_ordinal,
        year_printed=event.year_printed,
        year=event.year,
        series=event.series,
        ordinal=event.ordinal,
        record_ordinal=number,
        heading_meeting_fits=event.heading_meeting_fits,
        heading_year_fits=event.heading_year_fits,
    )


def _told(shift: Shift) -> tuple[Value, ...]:
    announced = (make_year(shift.heading_year), _named(shift.heading_series, shift.heading_ordinal))
    described = (make_year(shift.year_printed), _named(shift.series, shift.ordinal))
    corrected = make_year(shift.year if shift.year != shift.year_printed else None)
    answers = [
        NONE if fits is None else label("cells", "yes" if fits else "no")
        for fits in (shift.heading_meeting_fits, shift.heading_year_fits)
    ]
    return Verbatim(shift.row), *announced, *described, corrected, *answers


def _named(series: str, ordinal: int | None) -> Value:
    if not series:
        return NONE
    name = label("charts", "series", series)
    return Pattern(("charts", "meeting"), (("series", name), ("ordinal", Year(ordinal)))) if ordinal else name


def _draw(shifts: Sequence[Shift], language: Language) -> alt.LayerChart:
    lines = _lines(shifts)
    records = [
        make_record(shift, shift=_shift(shift, language))
        | {"drawn_y": y, "colour": _COLOURS[shift.look], "strength": _STRENGTHS[shift.look]}
        for shift, y in zip(shifts, lines, strict=True)
    ]
    entries = _entries(shifts, language)
    top = count_legend_lines(entries, WIDTH) * LINE + 10
    right = estimate_margin((str(row["shift_label"]) for row in records), SMALL, beside=_BESIDE, least=_RIGHT)
    frame = Frame(_LEFT, right, top, 22)
    years = [year for shift in shifts for year in (shift.heading_year, shift.year, shift.year_printed) if year]
    layers = [
        *_text_layers(frame),
        *_mark_layers(min(years), max(years)),
        *draw_legend(entries, left=-_LEFT, top=-top, room=WIDTH),
    ]
    return combine_layers(layers, records, frame, round(lines[-1] + _LINE / 2))


def _lines(shifts: Sequence[Shift]) -> list[float]:
    """Return the middle of each item's line in px, with extra space before each track."""
    lines: list[float] = []
    for index, shift in enumerate(shifts):
        begins = index and shift.track != shifts[index - 1].track
        lines.append((lines[-1] + _LINE if lines else round(_LINE / 2)) + (_BETWEEN_TRACKS if begins else 0))
    return lines


def _entries(shifts: Sequence[Shift], language: Language) -> list[LegendEntry]:
    entries = [
        LegendEntry(language.label("charts", "keys", "heading-year"), "circle", "white", INK),
        LegendEntry(language.label("charts", "keys", "text-year"), "circle", INK, INK),
    ]
    if any(shift.year != shift.year_printed for shift in shifts):
        entries.append(LegendEntry(language.label("charts", "keys", "corrected-year"), "diamond", "white", MUTED))
    present = {shift.look for shift in shifts}
    return entries + [
        LegendEntry(language.label("charts", "keys", look), "stroke", "transparent", colour)
        for look, colour in _COLOURS.items()
        if look in present
    ]


def _text_layers(frame: Frame) -> list[alt.Chart]:
    base = make_layer().encode(y=place_y("drawn_y"))
    guide = base.mark_rule(stroke=HAIRLINE).encode(x=alt.XValue(0), x2=alt.X2Value(frame.plot_width))
    item = base.mark_text(align="left", fill=MUTED).encode(x=alt.XValue(-frame.left), text=alt.Text("row:N"))
    return [
        guide,
        item,
        base.mark_text(align="left", fill=INK).encode(
            x=alt.XValue(frame.plot_width + _BESIDE), text=alt.Text("shift_label:N")
        ),
    ]


def _mark_layers(first: int, last: int) -> list[alt.Chart]:
    scale = alt.Scale(domain=[first - 0.5, last + 0.5], nice=False, zero=False)
    axis = make_years_axis(round_years(first, last, _YEARS_A_TICK))
    base = make_layer().encode(x=alt.X("year_printed:Q", scale=scale, axis=axis), y=place_y("drawn_y"))
    headed = base.transform_filter("datum.heading_year !== null")
    bridge = headed.mark_rule().encode(
        x2=alt.X2("heading_year:Q"), **style_by(stroke="colour"), strokeWidth=alt.StrokeWidth("strength:Q", scale=None)
    )
    corrected = base.transform_filter(alt.datum.year != alt.datum.year_printed)
    stitch = corrected.mark_rule(stroke=MUTED, strokeDash=[2, 2], yOffset=-3, y2Offset=-3).encode(x2=alt.X2("year:Q"))
    truth = corrected.mark_point(
        shape="diamond", size=34, opacity=1, fill="white", stroke=MUTED, strokeWidth=1.2, yOffset=-3
    )
    heading = headed.mark_point(shape="circle", size=30, opacity=1, fill="white", strokeWidth=1.3)
    text = base.mark_point(shape="circle", size=30, opacity=1, strokeWidth=1.3)
    return [
        bridge,
        stitch,
        truth.encode(x=alt.X("year:Q", scale=scale)),
        heading.encode(x=alt.X("heading_year:Q", scale=scale), **style_by(stroke="colour")),
        text.encode(**style_by(fill="colour", stroke="colour")),
    ]


def _shift(shift: Shift, language: Language) -> str:
    """Return the occasions of heading and text in short, if they differ."""
    if shift.heading_meeting_fits:
        return ""
    text = _meeting(shift.series, shift.ordinal, language)
    if shift.renumbered:
        text = language.label("charts", "renumbered", text=text, number=shift.renumbered)
    heading = _meeting(shift.heading_series, shift.heading_ordinal, language)
    return language.label("charts", "shift", heading=heading, text=text)


def _meeting(series: str, ordinal: int | None, language: Language) -> str:
    name = language.label("charts", "series", series)
    return language.label("charts", "meeting", series=name, ordinal=ordinal) if ordinal else name
