"""``fig-trade-reference``: trade by independent series, a panel for each basis, with the study's sums."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.label_placement import Box
from multitrack.charts.legend import LINE, LegendEntry, count_legend_lines, draw_legend
from multitrack.charts.panels import (
    MarkLabel,
    Panel,
    choose_levels,
    cover_segments,
    draw_breaks,
    draw_end_labels,
    draw_panels,
    draw_segments,
    make_segments,
    make_years_channel,
    make_years_scale,
    place_labels,
)
from multitrack.charts.theme import INK, WIDTH, Frame, combine_layers, make_layer, place_x, place_y, style_by
from multitrack.charts.tooltips import make_column, make_figure, make_number, make_record, make_year
from multitrack.lang.values import Pattern, Verbatim, Year, label
from multitrack.study.analysis.amounts import get_colour, say_unit
from multitrack.study.analysis.rounding import round_to
from multitrack.study.analysis.trade_series import select_main_series, select_study_sums, select_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure
    from multitrack.lang.values import Value
    from multitrack.study.analysis.trade_series import StudySum
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import TradeSeries

_LEFT: Final = 26
_RIGHT: Final = 62
_BOTTOM: Final = 20
_TOP: Final = 25
_BETWEEN: Final = 12
_PER_BILLION: Final = 4.6
_CURRENT, _CONSTANT, _STUDY = "current", "constant", "study"
_ENLARGED: Final[Mapping[str, float]] = {_CURRENT: 1.4, _CONSTANT: 2.2}
"""View → enlargement of its panels, which stand alone."""
_STEP: Final = 5
_CURRENCY: Final = "USD"
_SCALE: Final = "billion"
_DIGITS: Final = Decimal("0.0001")
_SHOWN: Final = Decimal("0.001")
_COLUMNS: Final = (
    make_column("row"),
    make_column("statistics"),
    make_column("prices"),
    make_column("year", "right"),
    make_column("value-usd-b", "decimal"),
)
_MILLIONS: Final = 1000
"""Millions in a billion."""


@dataclass(frozen=True)
class TradePoint:
    """A value of trade in billions of US dollars.

    Attributes
    ----------
    price_row, base_row
        The price index of the year and of the base year, for a value at constant prices.
    published_row
        For a sum in the study: the statement that has it for ``published_year``, if that is another year.
    prices
        ``current`` or ``constant`` for a value of a series, ``study`` for a sum in the study.
    named
        True if the study names the statistics, and for a series.
    """

    row: str
    price_row: str
    base_row: str
    published_row: str
    prices: str
    statistics: str
    series: str
    year: int
    value: Decimal = field(metadata={"unit": "usd_b"})
    published_year: int
    named: bool


def build(dataset: Dataset) -> Figure:
    """Return the figure of each side's main series, at current and at constant prices, and of the study's sums."""
    series = select_main_series(dataset)
    points = [point for one in series for point in _levels(one, dataset)]
    points += [
        _sum(found) for found in select_study_sums(dataset) if found.statistics in {one.statistics for one in series}
    ]
    colours = {one.statistics: get_colour(one.statistics, dataset) for one in series}
    first = min((row.year for row in dataset.trade), default=0)
    drawn = _ReferenceLayout(tuple(points), series, colours, first, _base_year(dataset))
    views = {
        name: replace(
            drawn,
            points=tuple(point for point in points if (point.prices == _CONSTANT) == (name == _CONSTANT)),
            per_billion=_PER_BILLION * larger,
        )
        for name, larger in _ENLARGED.items()
    }
    apart = tuple((name, _figure(view)) for name, view in views.items() if 0 < len(view.points) < len(points))
    return replace(_figure(drawn), views=apart)


def _figure(drawn: _ReferenceLayout) -> Figure:
    cells = (_told(point, drawn.base) for point in drawn.points)
    return make_figure("fig-trade-reference", drawn.points, drawn.draw, _COLUMNS, cells)


def _told(point: TradePoint, base: int) -> tuple[Value, ...]:
    what = label("charts", "balances", _STUDY) if point.prices == _STUDY else label("charts", "current-prices")
    prices = Pattern(("charts", "constant-prices"), (("year", Year(base)),)) if point.prices == _CONSTANT else what
    side = label("charts", "sides", point.statistics)
    value = point.value if point.prices == _STUDY else round_to(point.value, _SHOWN)
    return Verbatim(point.row), side, prices, make_year(point.year), make_number(value)


def _levels(series: TradeSeries, dataset: Dataset) -> list[TradePoint]:
    prices, base = {row.year: row for row in dataset.us_cpi}, _base_year(dataset)
    found: list[TradePoint] = []
    for of_year, row in select_values(series, dataset).items():
        value = row.value_usd_m / _MILLIONS
        side = (series.statistics, series.series_id, of_year)
        found.append(TradePoint(row.row_id, "", "", "", _CURRENT, *side, round_to(value, _DIGITS), 0, named=True))
        if of_year in prices:
            deflated = round_to(value * prices[base].cpi_u / prices[of_year].cpi_u, _DIGITS)
            rows = (row.row_id, prices[of_year].row_id, prices[base].row_id, "")
            found.append(TradePoint(*rows, _CONSTANT, *side, deflated, 0, named=True))
    return found


def _sum(found: StudySum) -> TradePoint:
    rows = (found.quantity.quantity_id, "", "", found.published_row)
    return TradePoint(*rows, _STUDY, found.statistics, "", found.year, found.value_b, found.published_year, found.named)


def _base_year(dataset: Dataset) -> int:
    """Return the base year of constant dollars: the last one of the price index."""
    return max((row.year for row in dataset.us_cpi), default=0)


@dataclass(frozen=True)
class _ReferenceLayout:
    """The layout: a panel for each series at current prices and one for all at constant prices."""

    points: tuple[TradePoint, ...]
    series: Sequence[TradeSeries]
    colours: Mapping[str, str]
    first: int
    base: int
    per_billion: float = _PER_BILLION

    def draw(self, language: Language) -> alt.LayerChart:
        panels = self._panels()
        entries = self._entries(language)
        key_height = count_legend_lines(entries, WIDTH) * LINE + 8 if entries else 1
        frame = Frame(_LEFT, _RIGHT, key_height, _BOTTOM)
        x = make_years_channel(self.first, self._last)
        headed = [(panel, self._heading(name, language)) for name, panel in panels.items()]
        certain, uncertain = self._steps(panels)
        records = self._records(panels, [*certain, *uncertain], frame, language)
        layers = [
            *draw_panels(headed, frame, language),
            *draw_breaks(self._breaks(panels), language.label("charts", "break"), x),
            *draw_segments(certain, uncertain, x),
            *_mark_layers(x, make_years_scale(self.first, self._last)),
            draw_end_labels(self._ends(panels, frame, language)),
            *draw_legend(entries, left=-_LEFT, top=-key_height, room=WIDTH),
        ]
        return combine_layers(layers, records, frame, round(list(panels.values())[-1].bottom))

    @property
    def _last(self) -> int:
        return max(point.year for point in self.points)

    def _panel(self, point: TradePoint) -> str:
        return _CONSTANT if point.prices == _CONSTANT else point.statistics

    def _panels(self) -> dict[str, Panel]:
        """Return the panels from top to bottom, all with one scale."""
        panels: dict[str, Panel] = {}
        top = 0.0
        for name in dict.fromkeys(self._panel(point) for point in self._in_order()):
            highest = max(point.value for point in self.points if self._panel(point) == name)
            panels[name] = Panel(top, top + _TOP, choose_levels(highest, _STEP), self.per_billion)
            top = panels[name].bottom + _BETWEEN
        return panels

    def _in_order(self) -> list[TradePoint]:
        return sorted(self.points, key=lambda point: point.prices == _CONSTANT)

    def _levels(self, series: TradeSeries, prices: str) -> list[TradePoint]:
        return [point for point in self.points if (point.series, point.prices) == (series.series_id, prices)]

    def _steps(self, panels: Mapping[str, Panel]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        certain: list[dict[str, Any]] = []
        uncertain: list[dict[str, Any]] = []
        for series in self.series:
            for prices, name in ((_CURRENT, series.statistics), (_CONSTANT, _CONSTANT)):
                levels = self._levels(series, prices)
                if levels:
                    found = make_segments(levels, series, panels[name], self.colours[series.statistics])
                    certain += found[0]
                    uncertain += found[1]
        return certain, uncertain

    def _breaks(self, panels: Mapping[str, Panel]) -> list[tuple[Panel, int]]:
        return [
            (panels[name], series.break_year)
            for series in self.series
            if series.break_year
            for name in (series.statistics, _CONSTANT)
            if name in panels
        ]

    def _ends(self, panels: Mapping[str, Panel], frame: Frame, language: Language) -> list[tuple[float, float, str]]:
        """Return the names of the series at the end of the panel with several."""
        if _CONSTANT not in panels:
            return []
        ends = [(series, self._levels(series, _CONSTANT)[-1]) for series in self.series]
        return [
            (
                self._x(level.year, frame) + 6,
                panels[_CONSTANT].y(level.value),
                language.label("charts", "sides", series.statistics),
            )
            for series, level in ends
        ]

    def _heading(self, name: str, language: Language) -> str:
        money = say_unit(_CURRENCY, _SCALE, language)
        if name == _CONSTANT:
            return language.label("charts", "constant", unit=money, year=self.base)
        series = next(series for series in self.series if series.statistics == name)
        parts = [language.label("trade-series", series.series_id), language.label("charts", "current")]
        return language.label("charts", "joint").join([*parts, money])

    def _entries(self, language: Language) -> list[LegendEntry]:
        """Return the legend's entries, only for kinds of sums that occur."""
        sums = [point for point in self.points if point.prices == _STUDY]
        entries: list[LegendEntry] = []
        if any(point.named for point in sums):
            entries.append(LegendEntry(language.label("charts", "keys", "study-sum"), "circle", INK, INK))
        if any(not point.named for point in sums):
            entries.append(LegendEntry(language.label("charts", "keys", "study-sum-unnamed"), "diamond", INK, INK))
        if any(point.published_year for point in sums):
            entries.append(LegendEntry(language.label("charts", "keys", "published-year"), "diamond", "white", INK))
        return entries

    def _records(
        self, panels: Mapping[str, Panel], drawn: Sequence[dict[str, Any]], frame: Frame, language: Language
    ) -> list[dict[str, Any]]:
        records = [
            make_record(point)
            | {
                "colour": self.colours[point.statistics],
                "shape": "circle" if point.named else "diamond",
                "drawn_y": panels[self._panel(point)].y(point.value),
            }
            for point in self.points
        ]
        sums = [(point, row) for point, row in zip(self.points, records, strict=True) if point.prices == _STUDY]
        heights = [panels[point.statistics].y(point.value) for point, _ in sums]
        told = [
            MarkLabel(self._x(point.year, frame), y, _words(point, language))
            for (point, _), y in zip(sums, heights, strict=True)
        ]
        ghosts = [
            Box.around(self._x(point.published_year, frame), y, 5)
            for (point, _), y in zip(sums, heights, strict=True)
            if point.published_year
        ]
        taken = [*cover_segments(drawn, lambda year: self._x(year, frame)), *ghosts]
        room = Box(0, 0, frame.plot_width + frame.right, list(panels.values())[-1].bottom)
        for (_, row), one, (x, y, align) in zip(sums, told, place_labels(told, taken, room), strict=True):
            row |= {"value_label": one.words, "words_x": x, "words_y": y, "align": align}
        return records

    def _x(self, year: float, frame: Frame) -> float:
        """Return the x of a year in px."""
        return (year - self.first + 0.5) * frame.plot_width / (self._last - self.first + 1)


def _words(point: TradePoint, language: Language) -> str:
    return language.label("charts", "year-value", year=point.year, value=language.number(point.value))


def _mark_layers(x: alt.X, years: alt.Scale) -> list[alt.Chart]:
    base = make_layer().encode(x=x, y=place_y("drawn_y"))
    values = base.transform_filter(alt.datum.prices != _STUDY)
    sums = base.transform_filter(alt.datum.prices == _STUDY)
    moved = sums.transform_filter(alt.datum.published_year > 0)
    published = alt.X("published_year:Q", scale=years)
    words = sums.encode(x=place_x("words_x"), y=place_y("words_y"), text=alt.Text("value_label:N"))
    to_left, to_right = (words.transform_filter(alt.datum.align == align) for align in ("right", "left"))
    return [
        values.mark_point(shape="circle", size=4, strokeWidth=0, opacity=1).encode(**style_by(fill="colour")),
        moved.mark_rule(stroke=INK, strokeDash=[1.5, 2]).encode(x2=alt.X2("published_year:Q")),
        moved.mark_point(size=42, opacity=1, strokeWidth=1.2, fill="white").encode(
            x=published, **style_by(shape="shape", stroke="colour")
        ),
        sums.mark_point(size=46, opacity=1, strokeWidth=1, stroke="white").encode(
            **style_by(shape="shape", fill="colour")
        ),
        to_left.mark_text(align="right", fill=INK),
        to_right.mark_text(align="left", fill=INK),
    ]
