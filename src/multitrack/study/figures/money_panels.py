"""Sums of money over years, with a panel for each currency, statistics, measure and direction."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.theme import (
    MUTED,
    SMALL,
    Frame,
    combine_layers,
    make_layer,
    make_years_axis,
    place_y,
    round_up,
    round_years,
    style_by,
)
from multitrack.charts.tooltips import make_column, make_figure, make_record, make_year
from multitrack.lang.values import Message, Verbatim, label
from multitrack.study.analysis.amounts import BOTH_WAYS, EXACT, MORE, Sum, say_amount, say_unit
from multitrack.typography.text_metrics import estimate_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure
    from multitrack.study.rows import Quantity

_FRAME: Final = Frame(left=26, right=76, top=0, bottom=20)
_HEADING: Final = 9
_TOP: Final = 21
"""From a panel's hairline to its highest grid line, in px."""
_HEIGHT: Final = 26
_LANE: Final = 53
_ABOVE: Final = 1.01
_COLUMNS: Final = (
    make_column("row"),
    make_column("indicator"),
    make_column("direction"),
    make_column("statistics"),
    make_column("year", "right"),
    make_column("sum", "right"),
)
_MANY_YEARS: Final = 12
_YEARS_A_TICK: Final = 5
_BESIDE: Final = 8
"""From a mark to its label, in px."""
_CLEAR: Final = 7
"""Least distance from a hairline to the middle of a label, in px."""


@dataclass(frozen=True)
class MoneyPanels:
    """The layout of panels.

    Attributes
    ----------
    points
        The sums, panel by panel.
    looks
        Statistics → colour and shape.
    quantities
        The rows by their ids, for sums stated in two currencies.
    """

    points: tuple[Sum, ...]
    looks: Mapping[str, tuple[str, str]]
    quantities: Mapping[str, Quantity]

    @property
    def keys(self) -> list[str]:
        """The keys of the panels from top to bottom."""
        return list(dict.fromkeys(point.strip for point in self.points))

    def draw(self, language: Language) -> alt.LayerChart:
        """Return the chart in a language."""
        words = {point: self._value(point, language) for point in self.points}
        sides = self._sides(words)
        records = [self._record(point, words[point], sides[point]) for point in self.points]
        layers = [*self._frame_layers(language), *_mark_layers(self._year())]
        return combine_layers(layers, records, _FRAME, _LANE * len(self.keys) - (_LANE - _TOP - _HEIGHT))

    def _record(self, point: Sum, words: str, side: str) -> dict[str, Any]:
        colour, shape = self.looks[point.source_named]
        base = self.keys.index(point.strip) * _LANE + _TOP + _HEIGHT
        drawn = base - float(point.value) / self._highest(point) * _HEIGHT
        look = {"colour": colour, "shape": shape, "inside": colour if point.qualifier == EXACT else "white"}
        clear = min(max(drawn, base - _HEIGHT + _CLEAR), base - _CLEAR)
        return (
            make_record(point, value=words) | look | {"side": side, "base_y": base, "drawn_y": drawn, "words_y": clear}
        )

    def _highest(self, of: Sum) -> float:
        """Return the end of the scale of values, the same for all panels of a measure and a currency."""
        scale = (of.measure, of.currency, of.scale)
        kin = [point for point in self.points if (point.measure, point.currency, point.scale) == scale]
        # A "more than" at the highest value must not point beyond the scale.
        return max(round_up(float(point.value) * (_ABOVE if point.qualifier == MORE else 1)) for point in kin)

    def _year(self) -> alt.X:
        first, last = self._years()
        step = _YEARS_A_TICK if last - first > _MANY_YEARS else 1
        scale = alt.Scale(domain=[first - 0.5, last + 0.5], nice=False, zero=False)
        return alt.X("year:Q", scale=scale, axis=make_years_axis(round_years(first, last, step)))

    def _frame_layers(self, language: Language) -> list[alt.Chart]:
        """Return hairline, heading with unit, and grid lines at nought and at the highest value of each panel."""
        firsts = [next(point for point in self.points if point.strip == strip) for strip in self.keys]
        tops = [index * _LANE for index in range(len(firsts))]
        headings = [
            {"heading_label": _heading(of, language), "rule_y": top, "text_y": top + _HEADING}
            for of, top in zip(firsts, tops, strict=True)
        ]
        levels = [
            {"level_label": language.number(Decimal(f"{level:g}")), "level_y": top + _TOP + _HEIGHT * (not level)}
            for of, top in zip(firsts, tops, strict=True)
            for level in (0, self._highest(of))
        ]
        left, width = alt.XValue(-_FRAME.left), alt.X2Value(_FRAME.plot_width)
        rule = (
            make_layer(headings)
            .mark_rule()
            .encode(x=left, x2=alt.X2Value(_FRAME.plot_width + _FRAME.right), y=place_y("rule_y"))
        )
        heading = (
            make_layer(headings)
            .mark_text(align="left")
            .encode(x=left, y=place_y("text_y"), text=alt.Text("heading_label:N"))
        )
        line = make_layer(levels).mark_rule().encode(x=alt.XValue(0), x2=width, y=place_y("level_y"))
        level = (
            make_layer(levels)
            .mark_text(align="right", fill=MUTED)
            .encode(x=alt.XValue(-4), y=place_y("level_y"), text=alt.Text("level_label:N"))
        )
        return [rule, heading, line, level]

    def _years(self) -> tuple[int, int]:
        years = [point.year for point in self.points]
        return min(years), max(years)

    def _sides(self, words: Mapping[Sum, str]) -> dict[Sum, str]:
        """Return the side of each label: right of its mark, unless the panel's next mark is in the way."""
        first, last = self._years()
        per_year = _FRAME.plot_width / (last - first + 1)
        sides = dict.fromkeys(self.points, "right")
        for before, after in pairwise(self.points):
            room = (after.year - before.year) * per_year - 2 * _BESIDE
            if before.strip == after.strip and estimate_width(words[before], SMALL) > room:
                sides[before] = "left"
        return sides

    def _value(self, point: Sum, language: Language) -> str:
        words = language.label(
            "charts", "year-value", year=point.year, value=say_amount(point.value, point.qualifier, language)
        )
        if not point.same_row:
            return words
        other = language.say(self.quantities[point.same_row].amount)
        return language.label("charts", "same-sum", value=words, other=other)


def _mark_layers(year: alt.X) -> list[alt.Chart]:
    base = make_layer().encode(x=year, y=place_y("drawn_y"))
    mark = base.mark_point(size=40, opacity=1, strokeWidth=1.4)
    more = base.transform_filter(alt.datum.qualifier == MORE)
    shaft = more.mark_rule(strokeWidth=1.4, yOffset=-4, y2Offset=-11)
    head = more.mark_point(shape="triangle-up", size=14, yOffset=-11, opacity=1)
    words = make_layer().encode(x=year, y=place_y("words_y"), text=alt.Text("value_label:N"))
    before, after = (words.transform_filter(alt.datum.side == side) for side in ("left", "right"))
    return [
        base.mark_rule(strokeWidth=1.2).encode(y2=alt.Y2("base_y:Q"), **style_by(stroke="colour")),
        mark.encode(**style_by(shape="shape", fill="inside", stroke="colour")),
        shaft.encode(y2=alt.Y2("drawn_y:Q"), **style_by(stroke="colour")),
        head.encode(**style_by(fill="colour", stroke="colour")),
        before.mark_text(align="right", xOffset=-_BESIDE),
        after.mark_text(align="left", xOffset=_BESIDE),
    ]


def _heading(of: Sum, language: Language) -> str:
    """Return a panel's heading: subject, direction, statistics and unit."""
    what = language.say(Message("indicators", (of.indicator, "label")))
    where = [language.label("directions", of.direction)] if of.direction != BOTH_WAYS else []
    parts = [what, *where, language.label("sources-named", of.source_named)]
    return language.label("charts", "joint").join([*parts, say_unit(of.currency, of.scale, language)])


def make_sums_figure(figure_id: str, drawn: MoneyPanels) -> Figure:
    """Return the figure of panels, with a tooltip for each sum."""
    cells = (
        (
            Verbatim(point.row),
            Message("indicators", (point.indicator, "label")),
            label("directions", point.direction),
            label("sources-named", point.source_named),
            make_year(point.year),
            drawn.quantities[point.row].amount,
        )
        for point in drawn.points
    )
    return make_figure(figure_id, drawn.points, drawn.draw, _COLUMNS, cells)


def sort_sums(points: Sequence[Sum]) -> tuple[Sum, ...]:
    """Sort sums by measure, currency and panel, in order of first appearance in the study, and then by year."""
    measures = list(dict.fromkeys(point.measure for point in points))
    currencies = list(dict.fromkeys((point.measure, point.currency) for point in points))
    strips = list(dict.fromkeys(point.strip for point in points))

    def rank(point: Sum) -> tuple[int, int, int, int]:
        group = currencies.index((point.measure, point.currency))
        return measures.index(point.measure), group, strips.index(point.strip), point.year

    return tuple(sorted(points, key=rank))
