"""Time series in stacked panels: lines from year to year, dashed at values of low certainty."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, Any, Final, Protocol

import altair as alt

from multitrack.charts.label_placement import Box, find_first_free
from multitrack.charts.theme import (
    INK,
    MUTED,
    SMALL,
    make_layer,
    make_years_axis,
    place_x,
    place_y,
    round_years,
    style_by,
)
from multitrack.typography.text_metrics import estimate_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from multitrack.charts.theme import Frame
    from multitrack.lang.language import Language

_HEADING: Final = 9
"""From a panel's hairline to the middle of its heading, in px."""
_UNDER: Final = 7
"""From a panel's highest grid line to the middle of a label under it, in px."""
_YEARS_A_TICK: Final = 5
_DASHES: Final = [1.6, 2.4]
_AROUND: Final = (
    *((-5, -8), (5, -8), (0, 12)),
    *((dx, dy) for dy in (9, 0, -16, 18, -24, 26, 34) for dx in ((-5, 5) if dy else (-9, 9))),
)
"""Offsets of a label from its mark, in px, best first: left or right of it, or under its middle."""
_RADIUS: Final = 5.0
_HALF: Final = 5.5
"""Half the height of a line of text in px."""
_PARTS: Final = 5


class Level(Protocol):
    """A series' value of one year, in the unit of the panel."""

    @property
    def year(self) -> int:
        """The year."""
        ...

    @property
    def value(self) -> Decimal:
        """The value."""
        ...


class Series(Protocol):
    """A series of values of unlike certainty."""

    @property
    def break_year(self) -> int | None:
        """The first year after a break in the series, if there is one."""
        ...

    def is_certain(self, year: int) -> bool:
        """Test a year for a value of more than low certainty."""
        ...


@dataclass(frozen=True)
class Panel:
    """A part of the chart with a value axis of its own.

    Attributes
    ----------
    top
        y of its hairline in px.
    plot_top
        y of its highest grid line in px.
    levels
        The values with a grid line, ascending.
    per_unit
        Height of one unit in px.
    """

    top: float
    plot_top: float
    levels: tuple[int, ...]
    per_unit: float

    @property
    def bottom(self) -> float:
        """Height of the lowest grid line, in px from the plot's corner."""
        return self.plot_top + (self.levels[-1] - self.levels[0]) * self.per_unit

    def y(self, value: Decimal) -> float:
        """Return the y of a value in px."""
        return self.plot_top + (self.levels[-1] - float(value)) * self.per_unit


def choose_levels(highest: Decimal, step: int, lowest: Decimal = Decimal(0)) -> tuple[int, ...]:
    """Return the multiples of a step that enclose the values from ``lowest`` to ``highest``."""
    first, last = floor(lowest / step) * step, ceil(highest / step) * step
    return tuple(range(first, max(last, first + step) + 1, step))


def make_years_scale(first: int, last: int) -> alt.Scale:
    """Return the scale of years, half a year wider than they are at both ends."""
    return alt.Scale(domain=[first - 0.5, last + 0.5], nice=False, zero=False)


def make_years_channel(first: int, last: int) -> alt.X:
    """Return the x channel of years with its axis."""
    return alt.X(
        "year:Q", scale=make_years_scale(first, last), axis=make_years_axis(round_years(first, last, _YEARS_A_TICK))
    )


def make_segments(
    levels: Sequence[Level], series: Series, panel: Panel, colour: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the segments between neighbouring years, first those of certain values, then those of uncertain ones.

    No segment crosses a year without a value or a break in the series.
    """
    certain: list[dict[str, Any]] = []
    uncertain: list[dict[str, Any]] = []
    for before, after in pairwise(levels):
        if after.year != before.year + 1 or after.year == series.break_year:
            continue
        step = {
            "year": before.year,
            "next_year": after.year,
            "from_y": panel.y(before.value),
            "to_y": panel.y(after.value),
            "colour": colour,
        }
        known = series.is_certain(before.year) and series.is_certain(after.year)
        (certain if known else uncertain).append(step)
    return certain, uncertain


def draw_segments(certain: Iterable[dict[str, Any]], uncertain: Iterable[dict[str, Any]], x: alt.X) -> list[alt.Chart]:
    """Return the layers of solid and dashed segments."""
    layers: list[alt.Chart] = []
    for rows, dashes, width in ((certain, [1, 0], 1.7), (uncertain, _DASHES, 1.1)):
        layer = make_layer(rows).mark_rule(strokeWidth=width, strokeDash=dashes, strokeCap="round", opacity=1)
        layers.append(
            layer.encode(
                x=x, x2=alt.X2("next_year:Q"), y=place_y("from_y"), y2=alt.Y2("to_y:Q"), **style_by(stroke="colour")
            )
        )
    return layers


def draw_panels(panels: Sequence[tuple[Panel, str]], frame: Frame, language: Language) -> list[alt.Chart]:
    """Return hairlines, headings and labelled grid lines of panels."""
    left, width = alt.XValue(-frame.left), alt.X2Value(frame.plot_width)
    headings = [
        {"heading_label": words, "rule_y": panel.top, "text_y": panel.top + _HEADING} for panel, words in panels
    ]
    levels = [
        {"level_label": language.number(Decimal(level)), "level_y": panel.y(Decimal(level))}
        for panel, _ in panels
        for level in panel.levels
    ]
    heading, line = make_layer(headings), make_layer(levels)
    return [
        heading.mark_rule().encode(x=left, x2=alt.X2Value(frame.plot_width + frame.right), y=place_y("rule_y")),
        line.mark_rule().encode(x=alt.XValue(0), x2=width, y=place_y("level_y")),
        heading.mark_text(align="left").encode(x=left, y=place_y("text_y"), text=alt.Text("heading_label:N")),
        line.mark_text(align="right", fill=MUTED).encode(
            x=alt.XValue(-4), y=place_y("level_y"), text=alt.Text("level_label:N")
        ),
    ]


def draw_breaks(breaks: Sequence[tuple[Panel, int]], words: str, x: alt.X) -> list[alt.Chart]:
    """Return a labelled dashed line before each year that follows a break in its series."""
    rows = [
        {
            "year": year - 0.5,
            "from_y": panel.plot_top - 4,
            "to_y": panel.bottom,
            "break_label": words,
            "words_y": panel.plot_top + _UNDER,
        }
        for panel, year in breaks
    ]
    base = make_layer(rows).encode(x=x)
    rule = base.mark_rule(stroke=MUTED, strokeDash=[3, 3]).encode(y=place_y("from_y"), y2=alt.Y2("to_y:Q"))
    text = base.mark_text(align="left", xOffset=4, fill=MUTED).encode(
        y=place_y("words_y"), text=alt.Text("break_label:N")
    )
    return [rule, text]


@dataclass(frozen=True)
class MarkLabel:
    """A label and the position of its mark in px."""

    x: float
    y: float
    words: str


def place_labels(told: Sequence[MarkLabel], taken: Sequence[Box], room: Box) -> list[tuple[float, float, str]]:
    """Place labels clear of lines and marks: x, y and alignment of each.

    Parameters
    ----------
    told
        The labels, from left to right.
    taken
        Boxes of lines and other marks.
    room
        Bounds of the labels.
    """
    covered = [*taken, *(Box.around(one.x, one.y, _RADIUS) for one in told)]
    places: list[tuple[float, float, str]] = []
    for one in told:
        width = estimate_width(one.words, SMALL)
        around = [(one.x + (dx or -width / 2), one.y + dy, "right" if dx < 0 else "left") for dx, dy in _AROUND]
        boxes = [
            Box(x if side == "left" else x - width, y - _HALF, x + width if side == "left" else x, y + _HALF)
            for x, y, side in around
        ]
        chosen = find_first_free(boxes, covered, room)
        covered.append(boxes[chosen])
        places.append(around[chosen])
    return places


def cover_segments(steps_drawn: Iterable[dict[str, Any]], x: Callable[[float], float]) -> list[Box]:
    """Return boxes along the segments of series, narrow enough to follow their slope."""
    boxes: list[Box] = []
    for step in steps_drawn:
        for part in range(_PARTS):
            share = part / _PARTS
            at = x(step["year"] + share * (step["next_year"] - step["year"]))
            boxes.append(Box.around(at, step["from_y"] + share * (step["to_y"] - step["from_y"]), 2))
    return boxes


def draw_end_labels(ends: Sequence[tuple[float, float, str]], colour: str = INK) -> alt.Chart:
    """Return the labels at the ends of series, each given as x, y in px and text."""
    rows = [{"end_label": words, "end_x": x, "end_y": y} for x, y, words in ends]
    return (
        make_layer(rows)
        .mark_text(align="left", fill=colour)
        .encode(x=place_x("end_x"), y=place_y("end_y"), text=alt.Text("end_label:N"))
    )
