"""``fig-heading-shift``: items whose heading does not fit, with the year of the heading and of the text below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.canvas import Canvas, Rows, Years, give_data, layer, pad_domain
from multitrack.charts.theme import INK, RED
from multitrack.charts.tooltips import copy_fields, make_figure, make_year
from multitrack.lang.values import NONE, Pattern, Value, Verbatim, Year, label
from multitrack.study.analysis.subjects import find_meeting

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset

_BESIDE: Final = 7


@dataclass(frozen=True)
class Shift:
    """An item whose heading does not fit its text, with the item's own values by their names.

    ``record_row`` is the official meeting that corrects the text's year or number, and empty without a correction;
    ``record_ordinal`` is the number in the record, and None without a record.
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
    def gap(self) -> int:
        """Years from the heading to the text."""
        return abs(self.year_printed - (self.heading_year or self.year_printed))


def build(dataset: Dataset) -> Figure:
    """Return the figure of the items whose heading has another occasion or year, the widest gap first."""
    shifts: list[Shift] = []
    for event in dataset.events:
        if not event.heading_meeting_fits or event.heading_year_fits is False:
            official = find_meeting(dataset, event)
            number = official.ordinal if official and event.ordinal else None
            corrects = event.year != event.year_printed or number not in (None, event.ordinal)
            row, record_row = event.event_id, event.record if corrects else ""
            shifts.append(copy_fields(event, Shift, row=row, record_row=record_row, record_ordinal=number))
    shifts.sort(key=lambda shift: (-shift.gap, shift.row))
    cells = (
        {
            "heading-meeting": _name(shift.heading_series, shift.heading_ordinal),
            "heading-year": make_year(shift.heading_year),
            "text-meeting": _name(shift.series, shift.ordinal),
            "text-year": Year(shift.year_printed),
            "record-year": make_year(shift.year if shift.year != shift.year_printed else None),
            "item": Verbatim(shift.row),
        }
        for shift in shifts
    )
    return make_figure("fig-heading-shift", tuple(shifts), _draw, cells)


def _name(series: str, ordinal: int | None) -> Value:
    if not series:
        return NONE
    name = label("charts", "series", series)
    return Pattern(("charts", "meeting"), (("series", name), ("ordinal", Year(ordinal)))) if ordinal else name


def _draw(frame: pd.DataFrame, canvas: Canvas) -> alt.LayerChart:
    joint, stacked = canvas.language.label("joints", "list"), canvas.size.stacked
    heading, text = frame["heading_meeting"], frame["text_meeting"] + joint + frame["text_year"]
    heading = heading.where(frame["heading_year"].isna(), heading + joint + frame["heading_year_label"])
    start = frame["heading_year"].fillna(frame["year_printed"]).astype(int)
    frame = frame.assign(start=start, end=frame["year_printed"])
    forward, ends = frame["start"] <= frame["end"], frame[["start", "end"]]
    frame = frame.assign(
        left_words=heading.where(forward, text),
        right_words=text.where(forward, heading),
        left_year=ends.min(axis=1),
        right_year=ends.max(axis=1),
        lane=frame["row"] + canvas.label("joint") + heading + " → " + text if stacked else frame["row"],
    )
    rows = canvas.make_rows(frame["lane"], step=19)
    width = canvas.size.width - rows.left
    words = [*frame["left_words"], *frame["right_words"]]
    room = 8 if stacked else canvas.find_widest(words, most=canvas.size.width / 3) + _BESIDE
    years = Years(*pad_domain(int(frame["left_year"].min()), int(frame["right_year"].max()), room / width))
    lanes, place = alt.Chart().encode(y=rows.encode("lane")), rows.place()
    layers = [
        lanes.mark_rule(color=RED, strokeWidth=1.4, **place).encode(x=years.on("left_year"), x2=alt.X2("right_year:Q")),
        canvas.tell(lanes.mark_point(color=RED, size=62, **place).encode(x=alt.X("start:Q"))),
        canvas.tell(lanes.mark_point(color=INK, size=28, **place).encode(x=alt.X("end:Q"))),
    ]
    if not stacked:
        layers += [
            lanes.mark_text(align="right", dx=-_BESIDE).encode(x=alt.X("left_year:Q"), text=alt.Text("left_words:N")),
            lanes.mark_text(align="left", dx=_BESIDE).encode(x=alt.X("right_year:Q"), text=alt.Text("right_words:N")),
            *_name_ends(frame.head(1), rows, canvas),
        ]
    return canvas.finish(layer(frame, layers, width=width, height=rows.height), rows.left)


def _name_ends(first: pd.DataFrame, rows: Rows, canvas: Canvas) -> Iterator[alt.Chart]:
    """Yield the words for heading and text above the two ends of the first row."""
    forward = bool((first["start"] <= first["end"]).all())
    for end, name, colour, left in (("start", "heading", RED, forward), ("end", "text", INK, not forward)):
        words = canvas.label("shift-ends", name)
        canvas.require_room([words], canvas.size.width / 4)
        base = alt.Chart(give_data(first[["lane", end]])).encode(x=alt.X(f"{end}:Q"), y=rows.encode("lane"))
        # The words grow away from each other.
        yield base.mark_text(align="right" if left else "left", dx=-2 if left else 2, dy=-11, color=colour, text=words)
