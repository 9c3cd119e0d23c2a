"""``fig-trade-balance``: trade in each direction by one side's statistics, and its balance."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.label_placement import Box
from multitrack.charts.panels import (
    MarkLabel,
    Panel,
    choose_levels,
    draw_breaks,
    draw_end_labels,
    draw_panels,
    draw_segments,
    make_segments,
    make_years_channel,
    place_labels,
)
from multitrack.charts.theme import INK, Frame, combine_layers, make_layer, place_x, place_y, style_by
from multitrack.charts.tooltips import make_column, make_figure, make_number, make_record, make_year
from multitrack.lang.outputs import Figure
from multitrack.lang.values import NONE, Verbatim, label
from multitrack.study.analysis.amounts import get_colour, say_unit
from multitrack.study.analysis.rounding import round_to
from multitrack.study.analysis.trade_series import (
    convert_to_billions,
    select_one_way_series,
    select_stated_balances,
    select_values,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import TradeSeries

_FRAME: Final = Frame(left=26, right=84, top=0, bottom=20)
_TOP: Final = 25
_BETWEEN: Final = 12
_PER_BILLION: Final = 9.0
_STEP: Final = 2
_FLOW, _BALANCE, _STUDY = "flow", "balance", "study"
_CURRENCY, _SCALE = "USD", "billion"
_DIGITS: Final = Decimal("0.0001")
_SHOWN: Final = Decimal("0.001")
_COLUMNS: Final = (
    make_column("row"),
    make_column("trade"),
    make_column("year", "right"),
    make_column("value-usd-b", "decimal"),
    make_column("certainty"),
)
_MILLIONS: Final = 1000
_BAR: Final = 5
_FAINT: Final = 0.45


@dataclass(frozen=True)
class Flow:
    """A year's trade in one direction, a year's balance, or a balance in the study, in billions of dollars.

    Attributes
    ----------
    other_row
        For a balance, the row of the direction subtracted.
    part
        ``flow``, ``balance`` or ``study``.
    certain
        False for a value of low certainty.
    """

    row: str
    other_row: str
    part: str
    series: str
    year: int
    value: Decimal = field(metadata={"unit": "usd_b"})
    certain: bool


def build(dataset: Dataset) -> Figure:
    """Return the figure, without points if no side's statistics have both directions."""
    pair = select_one_way_series(dataset)
    if pair is None or not dataset.trade:
        return Figure("fig-trade-balance", (), _BalanceLayout((), (), "", 0).draw)
    points = (*(flow for series in pair for flow in _flows(series, dataset)), *_balances(*pair, dataset))
    points += _stated(pair[0], dataset)
    first = min(row.year for row in dataset.trade)
    drawing = _BalanceLayout(points, pair, get_colour(pair[0].statistics, dataset), first)
    return make_figure("fig-trade-balance", points, drawing.draw, _COLUMNS, (_told(flow) for flow in points))


def _told(flow: Flow) -> tuple[Value, ...]:
    value = flow.value if flow.part == _STUDY else round_to(flow.value, _SHOWN)
    what = label("trade-series", flow.series) if flow.part == _FLOW else label("charts", "balances", flow.part)
    certainty = NONE if flow.certain else label("charts", "certainty")
    return Verbatim(flow.row), what, make_year(flow.year), make_number(value), certainty


def _flows(series: TradeSeries, dataset: Dataset) -> list[Flow]:
    return [
        Flow(row.row_id, "", _FLOW, series.series_id, year, _billions(row.value_usd_m), series.is_certain(year))
        for year, row in select_values(series, dataset).items()
    ]


def _balances(greater: TradeSeries, lesser: TradeSeries, dataset: Dataset) -> tuple[Flow, ...]:
    ours, theirs = select_values(greater, dataset), select_values(lesser, dataset)
    return tuple(
        Flow(
            row.row_id,
            theirs[year].row_id,
            _BALANCE,
            "",
            year,
            _billions(row.value_usd_m - theirs[year].value_usd_m),
            greater.is_certain(year) and lesser.is_certain(year),
        )
        for year, row in ours.items()
        if year in theirs
    )


def _stated(greater: TradeSeries, dataset: Dataset) -> tuple[Flow, ...]:
    stated = select_stated_balances(dataset, greater.statistics, greater.direction)
    return tuple(
        Flow(one.quantity_id, "", _STUDY, "", one.period.end.year, convert_to_billions(one), certain=True)
        for one in stated
        if one.period
    )


def _billions(millions: Decimal) -> Decimal:
    return round_to(millions / _MILLIONS, _DIGITS)


@dataclass(frozen=True)
class _BalanceLayout:
    """The layout: both directions in one panel, their and the study's balances in another of the same scale."""

    points: tuple[Flow, ...]
    series: Sequence[TradeSeries]
    colour: str
    first: int

    def draw(self, language: Language) -> alt.LayerChart:
        above, below = self._panels()
        x = make_years_channel(self.first, self._last)
        headed = [(above, self._heading("flows", language)), (below, self._heading("balance", language))]
        certain, uncertain = self._steps(above)
        breaks = [(panel, year) for year in self._break_years for panel in (above, below)]
        layers = [
            *draw_panels(headed, _FRAME, language),
            *draw_breaks(breaks, language.label("charts", "break"), x),
            *_bar_layers(x, below, self.colour),
            *draw_segments(certain, uncertain, x),
            *_mark_layers(x),
            draw_end_labels(self._ends(above, language)),
        ]
        return combine_layers(layers, self._records(above, below, language), _FRAME, round(below.bottom))

    @property
    def _last(self) -> int:
        return max(point.year for point in self.points)

    @property
    def _break_years(self) -> list[int]:
        return sorted({series.break_year for series in self.series if series.break_year})

    def _of(self, *parts: str) -> list[Flow]:
        return [point for point in self.points if point.part in parts]

    def _panels(self) -> tuple[Panel, Panel]:
        flows = [point.value for point in self._of(_FLOW)]
        above = Panel(0, _TOP, choose_levels(max(flows), _STEP), _PER_BILLION)
        balances = [point.value for point in self._of(_BALANCE, _STUDY)]
        levels = choose_levels(max(balances), _STEP, min(*balances, Decimal(0)))
        return above, Panel(above.bottom + _BETWEEN, above.bottom + _BETWEEN + _TOP, levels, _PER_BILLION)

    def _steps(self, panel: Panel) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        found = [
            make_segments(
                [point for point in self._of(_FLOW) if point.series == series.series_id], series, panel, self.colour
            )
            for series in self.series
        ]
        return [step for certain, _ in found for step in certain], [step for _, other in found for step in other]

    def _ends(self, panel: Panel, language: Language) -> list[tuple[float, float, str]]:
        lasts = [[point for point in self._of(_FLOW) if point.series == one.series_id][-1] for one in self.series]
        return [
            (self._x(point.year) + 6, panel.y(point.value), language.label("trade-series", point.series))
            for point in lasts
        ]

    def _x(self, year: float) -> float:
        return (year - self.first + 0.5) * _FRAME.plot_width / (self._last - self.first + 1)

    def _heading(self, part: str, language: Language) -> str:
        basis = language.label("bases", self.series[0].basis)
        parts = [language.label("charts", "balance", part), basis, say_unit(_CURRENCY, _SCALE, language)]
        return language.label("charts", "joint").join(parts)

    def _records(self, above: Panel, below: Panel, language: Language) -> list[dict[str, Any]]:
        records = [
            make_record(point)
            | {
                "drawn_y": (above if point.part == _FLOW else below).y(point.value),
                "colour": self.colour,
                "inside": "white" if point.series == self.series[-1].series_id else self.colour,
                "strength": 1 if point.certain else _FAINT,
            }
            for point in self.points
        ]
        stated = [(point, row) for point, row in zip(self.points, records, strict=True) if point.part == _STUDY]
        told = [MarkLabel(self._x(point.year), below.y(point.value), _words(point, language)) for point, _ in stated]
        bars = [self._bar(point, below) for point in self._of(_BALANCE)]
        room = Box(0, below.top, _FRAME.plot_width + _FRAME.right, below.bottom)
        for (_, row), one, (x, y, align) in zip(stated, told, place_labels(told, bars, room), strict=True):
            row |= {"value_label": one.words, "words_x": x, "words_y": y, "align": align}
        return records

    def _bar(self, point: Flow, panel: Panel) -> Box:
        x, ends = self._x(point.year), sorted((panel.y(point.value), panel.y(Decimal(0))))
        return Box(x - _BAR / 2, ends[0], x + _BAR / 2, ends[1])


def _words(point: Flow, language: Language) -> str:
    said = language.label("charts", "year-value", year=point.year, value=language.number(point.value))
    return language.label("charts", "study-value", value=said)


def _bar_layers(x: alt.X, panel: Panel, colour: str) -> list[alt.Chart]:
    bars = make_layer().transform_filter(alt.datum.part == _BALANCE)
    strength = alt.Opacity("strength:Q", scale=None, legend=None)
    ground = alt.Y2Value(panel.y(Decimal(0)))
    return [
        bars.mark_rule(strokeWidth=_BAR, stroke=colour).encode(x=x, y=place_y("drawn_y"), y2=ground, opacity=strength)
    ]


def _mark_layers(x: alt.X) -> list[alt.Chart]:
    base = make_layer().encode(x=x, y=place_y("drawn_y"))
    flows = base.transform_filter(alt.datum.part == _FLOW)
    stated = base.transform_filter(alt.datum.part == _STUDY)
    words = stated.encode(x=place_x("words_x"), y=place_y("words_y"), text=alt.Text("value_label:N"))
    to_left, to_right = (words.transform_filter(alt.datum.align == align) for align in ("right", "left"))
    return [
        flows.mark_point(shape="circle", size=11, strokeWidth=1, opacity=1).encode(
            **style_by(fill="inside", stroke="colour")
        ),
        stated.mark_point(shape="circle", size=46, strokeWidth=1, stroke="white", fill=INK, opacity=1),
        to_left.mark_text(align="right", fill=INK),
        to_right.mark_text(align="left", fill=INK),
    ]
