"""``fig-gdp-growth``: growth rates of single economies as printed, each linked to the published one."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil, floor
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.legend import LINE, LegendEntry, count_legend_lines, draw_legend
from multitrack.charts.theme import (
    ACCENT,
    INK,
    MUTED,
    WIDTH,
    Frame,
    assign,
    combine_layers,
    make_layer,
    place_x,
    place_y,
    style_by,
)
from multitrack.charts.tooltips import make_column, make_figure, make_number, make_record, make_year
from multitrack.lang.values import Message, PartialDate, Period, Verbatim
from multitrack.study.analysis.growth import find_growth_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure
    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset

_LEFT: Final = 78
_RIGHT: Final = 4
_LANE: Final = 21.0
_HEADINGS: Final = 20
_AXIS: Final = 16
_BETWEEN: Final = 26
_STEP: Final = 5
_BESIDE: Final = 7
_COLUMNS: Final = (
    make_column("row"), make_column("economy"), make_column("year", "right"), make_column("printed-rate", "decimal"),
    make_column("published-rate", "decimal"), make_column("vintage"),
)  # fmt: skip
_VINTAGE_SHAPES: Final = ("square", "triangle-up", "diamond", "cross")


@dataclass(frozen=True)
class Rate:
    """An economy's rate in one year, in per cent.

    Attributes
    ----------
    published_row
        The row of the published rate.
    """

    row: str
    published_row: str
    economy: str
    year: int
    printed: Decimal = field(metadata={"unit": "pct"})
    published: Decimal = field(metadata={"unit": "pct"})
    vintage: str


def build(dataset: Dataset) -> Figure:
    """Return the figure; economies are sorted by the difference of rates in the last year, the widest first."""
    rates = [
        Rate(
            pair.check.quantity.quantity_id,
            pair.published.row_id,
            pair.published.economy,
            pair.year,
            pair.printed,
            pair.published.gdp_growth_pct,
            pair.published.vintage,
        )
        for pair in find_growth_pairs(dataset)
    ]
    last = max((rate.year for rate in rates), default=0)
    apart = {rate.economy: rate.printed - rate.published for rate in rates if rate.year == last}
    order = sorted(dict.fromkeys(rate.economy for rate in rates), key=lambda economy: -apart.get(economy, Decimal(0)))
    points = tuple(sorted(rates, key=lambda rate: (order.index(rate.economy), rate.year)))
    return make_figure("fig-gdp-growth", points, _GrowthLayout(points).draw, _COLUMNS, (_told(rate) for rate in points))


def _told(rate: Rate) -> tuple[Value, ...]:
    vintage = PartialDate.parse(rate.vintage)
    economy = Message("places", ("countries", rate.economy))
    rates = (make_number(rate.printed), make_number(rate.published))
    return Verbatim(rate.row), economy, make_year(rate.year), *rates, Period(vintage, vintage)


@dataclass(frozen=True)
class _GrowthLayout:
    """The layout: a line for each economy, a panel for each year, all with one scale."""

    points: tuple[Rate, ...]

    def draw(self, language: Language) -> alt.LayerChart:
        entries = self._entries(language)
        top = count_legend_lines(entries, WIDTH) * LINE + _HEADINGS
        frame = Frame(_LEFT, _RIGHT, top, _AXIS)
        layers = [
            *self._frame_layers(frame, language),
            *_mark_layers(),
            *draw_legend(entries, left=-_LEFT, top=-top, room=WIDTH),
        ]
        return combine_layers(layers, self._records(frame, language), frame, round(_LANE * len(self._economies)))

    @property
    def _economies(self) -> list[str]:
        return list(dict.fromkeys(point.economy for point in self.points))

    @property
    def _years(self) -> list[int]:
        return sorted({point.year for point in self.points})

    @property
    def _shapes(self) -> Mapping[str, str]:
        return assign(sorted({point.vintage for point in self.points}), _VINTAGE_SHAPES)

    @property
    def _levels(self) -> list[int]:
        values = [value for point in self.points for value in (point.printed, point.published)]
        first, last = min(0, floor(min(values) / _STEP)), ceil(max(values) / _STEP)
        return [step * _STEP for step in range(first, last + 1)]

    def _width(self, frame: Frame) -> float:
        return (frame.plot_width - _BETWEEN * (len(self._years) - 1)) / len(self._years)

    def _x(self, year: int, value: float, frame: Frame) -> float:
        levels, width = self._levels, self._width(frame)
        left = self._years.index(year) * (width + _BETWEEN)
        # Room at the right for the label of the highest rate.
        return left + (value - levels[0]) / (levels[-1] - levels[0]) * (width - _BETWEEN)

    def _y(self, economy: str) -> float:
        return (self._economies.index(economy) + 0.5) * _LANE

    def _records(self, frame: Frame, language: Language) -> list[dict[str, Any]]:
        records: list[dict[str, Any]] = []
        for point in self.points:
            printed, published = (self._x(point.year, float(one), frame) for one in (point.printed, point.published))
            right = printed >= published
            records.append(
                make_record(
                    point,
                    printed=language.number(point.printed),
                    published=language.number(point.published),
                )
                | {
                    "printed_x": printed,
                    "published_x": published,
                    "drawn_y": self._y(point.economy),
                    "shape": self._shapes[point.vintage],
                    "printed_align": "left" if right else "right",
                    "published_align": "right" if right else "left",
                }
            )
        return records

    def _entries(self, language: Language) -> list[LegendEntry]:
        printed = LegendEntry(language.label("charts", "keys", "printed"), "circle", ACCENT, ACCENT)
        vintages = [
            LegendEntry(language.label("charts", "keys", "vintage", vintage=language.date(day)), shape, "white", INK)
            for day, shape in ((PartialDate.parse(vintage), shape) for vintage, shape in self._shapes.items())
        ]
        return [printed, *vintages]

    def _frame_layers(self, frame: Frame, language: Language) -> list[alt.Chart]:
        lanes = [
            {
                "economy_label": language.say(Message("places", ("countries", economy))),
                "lane_y": self._y(economy) - _LANE / 2,
                "text_y": self._y(economy),
            }
            for economy in self._economies
        ]
        bottom = _LANE * len(self._economies)
        levels = [
            {"level_label": language.number(Decimal(level)), "level_x": self._x(year, level, frame), "level_y": bottom}
            for year in self._years
            for level in self._levels
        ]
        years = [
            {
                "year_label": language.label("charts", "growth", year=year),
                "year_x": self._x(year, self._levels[0], frame),
            }
            for year in self._years
        ]
        lane, level = make_layer(lanes), make_layer(levels).encode(x=place_x("level_x"))
        left = alt.XValue(-_LEFT)
        return [
            lane.mark_rule().encode(x=left, x2=alt.X2Value(frame.plot_width + _RIGHT), y=place_y("lane_y")),
            lane.mark_text(align="left").encode(x=left, y=place_y("text_y"), text=alt.Text("economy_label:N")),
            level.mark_text(fill=MUTED, yOffset=9).encode(y=place_y("level_y"), text=alt.Text("level_label:N")),
            make_layer(years).mark_text(align="left", y=-10).encode(x=place_x("year_x"), text=alt.Text("year_label:N")),
        ]


def _mark_layers() -> list[alt.Chart]:
    base = make_layer().encode(y=place_y("drawn_y"))
    published = base.encode(x=place_x("published_x"), **style_by(shape="shape"))
    layers = [
        base.mark_rule(stroke=MUTED, strokeWidth=1.2).encode(x=place_x("printed_x"), x2=alt.X2("published_x:Q")),
        # The line ends at the outline of a published rate, not within it.
        published.mark_point(size=48, opacity=1, strokeWidth=0, fill="white"),
        base.mark_point(shape="circle", size=34, opacity=1, strokeWidth=1, fill=ACCENT, stroke=ACCENT).encode(
            x=place_x("printed_x")
        ),
        published.mark_point(size=48, opacity=1, strokeWidth=1.2, fill="transparent", stroke=INK),
    ]
    return [*layers, *_words("printed", INK), *_words("published", MUTED)]


def _words(which: str, colour: str) -> Sequence[alt.Chart]:
    base = make_layer().encode(x=place_x(f"{which}_x"), y=place_y("drawn_y"), text=alt.Text(f"{which}_label:N"))
    return [
        base.transform_filter(alt.datum[f"{which}_align"] == align).mark_text(
            align=align, xOffset=_BESIDE if align == "left" else -_BESIDE, fill=colour
        )
        for align in ("left", "right")
    ]
