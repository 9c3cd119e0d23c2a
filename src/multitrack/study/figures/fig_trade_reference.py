"""``fig-trade-reference``: trade by independent series, a panel for each basis, with the study's sums."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.label_placement import Box
from multitrack.charts.legend import LINE, Entry, key, key_lines
from multitrack.charts.panels import (
    Panel,
    Told,
    beside,
    break_layers,
    covers,
    end_labels,
    levels_to,
    panel_layers,
    step_layers,
    steps,
    years_channel,
    years_scale,
)
from multitrack.charts.theme import INK, WIDTH, Frame, across, down, layered, looks, marks
from multitrack.charts.tooltips import column, number, record, telling, words, year
from multitrack.lang.values import Code, Phrase, Year
from multitrack.study.analysis.amounts import colour_of, unit
from multitrack.study.analysis.rounding import rounded
from multitrack.study.analysis.trade_series import main_series, study_sums, values_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure
    from multitrack.lang.values import Value
    from multitrack.study.analysis.trade_series import StudySum
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Series

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
    column("row"), column("statistics"), column("prices"), column("year", "right"), column("value-usd-b", "decimal")
)  # fmt: skip
_MILLIONS: Final = 1000
"""Millions in a billion."""


@dataclass(frozen=True)
class Point:
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
    series = main_series(dataset)
    points = [point for one in series for point in _levels(one, dataset)]
    points += [_sum(found) for found in study_sums(dataset) if found.statistics in {one.statistics for one in series}]
    colours = {one.statistics: colour_of(one.statistics, dataset) for one in series}
    first = min((row.year for row in dataset.trade), default=0)
    drawn = _Drawing(tuple(points), series, colours, first, _base_year(dataset))
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


def _figure(drawn: _Drawing) -> Figure:
    cells = (_told(point, drawn.base) for point in drawn.points)
    return telling("fig-trade-reference", drawn.points, drawn.draw, _COLUMNS, cells)


def _told(point: Point, base: int) -> tuple[Value, ...]:
    what = words("charts", "balances", _STUDY) if point.prices == _STUDY else words("charts", "current-prices")
    prices = Phrase(("charts", "constant-prices"), (("year", Year(base)),)) if point.prices == _CONSTANT else what
    side = words("charts", "sides", point.statistics)
    value = point.value if point.prices == _STUDY else rounded(point.value, _SHOWN)
    return Code(point.row), side, prices, year(point.year), number(value)


def _levels(series: Series, dataset: Dataset) -> list[Point]:
    prices, base = {row.year: row for row in dataset.us_cpi}, _base_year(dataset)
    found: list[Point] = []
    for of_year, row in values_of(series, dataset).items():
        value = row.value_usd_m / _MILLIONS
        side = (series.statistics, series.series_id, of_year)
        found.append(Point(row.row_id, "", "", "", _CURRENT, *side, rounded(value, _DIGITS), 0, named=True))
        if of_year in prices:
            deflated = rounded(value * prices[base].cpi_u / prices[of_year].cpi_u, _DIGITS)
            rows = (row.row_id, prices[of_year].row_id, prices[base].row_id, "")
            found.append(Point(*rows, _CONSTANT, *side, deflated, 0, named=True))
    return found


def _sum(found: StudySum) -> Point:
    rows = (found.quantity.quantity_id, "", "", found.published_row)
    return Point(*rows, _STUDY, found.statistics, "", found.year, found.value_b, found.published_year, found.named)


def _base_year(dataset: Dataset) -> int:
    """Return the base year of constant dollars: the last one of the price index."""
    return max((row.year for row in dataset.us_cpi), default=0)


@dataclass(frozen=True)
class _Drawing:
    """The layout: a panel for each series at current prices and one for all at constant prices."""

    points: tuple[Point, ...]
    series: Sequence[Series]
    colours: Mapping[str, str]
    first: int
    base: int
    per_billion: float = _PER_BILLION

    def draw(self, language: Language) -> alt.LayerChart:
        panels = self._panels()
        entries = self._entries(language)
        key_height = key_lines(entries, WIDTH) * LINE + 8 if entries else 1
        frame = Frame(_LEFT, _RIGHT, key_height, _BOTTOM)
        x = years_channel(self.first, self._last)
        headed = [(panel, self._heading(name, language)) for name, panel in panels.items()]
        certain, uncertain = self._steps(panels)
        records = self._records(panels, [*certain, *uncertain], frame, language)
        layers = [
            *panel_layers(headed, frame, language),
            *break_layers(self._breaks(panels), language.label("charts", "break"), x),
            *step_layers(certain, uncertain, x),
            *_mark_layers(x, years_scale(self.first, self._last)),
            end_labels(self._ends(panels, frame, language)),
            *key(entries, left=-_LEFT, top=-key_height, room=WIDTH),
        ]
        return layered(layers, records, frame, round(list(panels.values())[-1].bottom))

    @property
    def _last(self) -> int:
        return max(point.year for point in self.points)

    def _panel(self, point: Point) -> str:
        return _CONSTANT if point.prices == _CONSTANT else point.statistics

    def _panels(self) -> dict[str, Panel]:
        """Return the panels from top to bottom, all with one scale."""
        panels: dict[str, Panel] = {}
        top = 0.0
        for name in dict.fromkeys(self._panel(point) for point in self._in_order()):
            highest = max(point.value for point in self.points if self._panel(point) == name)
            panels[name] = Panel(top, top + _TOP, levels_to(highest, _STEP), self.per_billion)
            top = panels[name].bottom + _BETWEEN
        return panels

    def _in_order(self) -> list[Point]:
        return sorted(self.points, key=lambda point: point.prices == _CONSTANT)

    def _levels(self, series: Series, prices: str) -> list[Point]:
        return [point for point in self.points if (point.series, point.prices) == (series.series_id, prices)]

    def _steps(self, panels: Mapping[str, Panel]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        certain: list[dict[str, Any]] = []
        uncertain: list[dict[str, Any]] = []
        for series in self.series:
            for prices, name in ((_CURRENT, series.statistics), (_CONSTANT, _CONSTANT)):
                levels = self._levels(series, prices)
                if levels:
                    found = steps(levels, series, panels[name], self.colours[series.statistics])
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
        money = unit(_CURRENCY, _SCALE, language)
        if name == _CONSTANT:
            return language.label("charts", "constant", unit=money, year=self.base)
        series = next(series for series in self.series if series.statistics == name)
        parts = [language.label("trade-series", series.series_id), language.label("charts", "current")]
        return language.label("charts", "joint").join([*parts, money])

    def _entries(self, language: Language) -> list[Entry]:
        """Return the legend's entries, only for kinds of sums that occur."""
        sums = [point for point in self.points if point.prices == _STUDY]
        entries: list[Entry] = []
        if any(point.named for point in sums):
            entries.append(Entry(language.label("charts", "keys", "study-sum"), "circle", INK, INK))
        if any(not point.named for point in sums):
            entries.append(Entry(language.label("charts", "keys", "study-sum-unnamed"), "diamond", INK, INK))
        if any(point.published_year for point in sums):
            entries.append(Entry(language.label("charts", "keys", "published-year"), "diamond", "white", INK))
        return entries

    def _records(
        self, panels: Mapping[str, Panel], drawn: Sequence[dict[str, Any]], frame: Frame, language: Language
    ) -> list[dict[str, Any]]:
        records = [
            record(point)
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
            Told(self._x(point.year, frame), y, _words(point, language))
            for (point, _), y in zip(sums, heights, strict=True)
        ]
        ghosts = [
            Box.around(self._x(point.published_year, frame), y, 5)
            for (point, _), y in zip(sums, heights, strict=True)
            if point.published_year
        ]
        taken = [*covers(drawn, lambda year: self._x(year, frame)), *ghosts]
        room = Box(0, 0, frame.plot_width + frame.right, list(panels.values())[-1].bottom)
        for (_, row), one, (x, y, align) in zip(sums, told, beside(told, taken, room), strict=True):
            row |= {"value_label": one.words, "words_x": x, "words_y": y, "align": align}
        return records

    def _x(self, year: float, frame: Frame) -> float:
        """Return the x of a year in px."""
        return (year - self.first + 0.5) * frame.plot_width / (self._last - self.first + 1)


def _words(point: Point, language: Language) -> str:
    return language.label("charts", "year-value", year=point.year, value=language.number(point.value))


def _mark_layers(x: alt.X, years: alt.Scale) -> list[alt.Chart]:
    base = marks().encode(x=x, y=down("drawn_y"))
    values = base.transform_filter(alt.datum.prices != _STUDY)
    sums = base.transform_filter(alt.datum.prices == _STUDY)
    moved = sums.transform_filter(alt.datum.published_year > 0)
    published = alt.X("published_year:Q", scale=years)
    words = sums.encode(x=across("words_x"), y=down("words_y"), text=alt.Text("value_label:N"))
    to_left, to_right = (words.transform_filter(alt.datum.align == align) for align in ("right", "left"))
    return [
        values.mark_point(shape="circle", size=4, strokeWidth=0, opacity=1).encode(**looks(fill="colour")),
        moved.mark_rule(stroke=INK, strokeDash=[1.5, 2]).encode(x2=alt.X2("published_year:Q")),
        moved.mark_point(size=42, opacity=1, strokeWidth=1.2, fill="white").encode(
            x=published, **looks(shape="shape", stroke="colour")
        ),
        sums.mark_point(size=46, opacity=1, strokeWidth=1, stroke="white").encode(
            **looks(shape="shape", fill="colour")
        ),
        to_left.mark_text(align="right", fill=INK),
        to_right.mark_text(align="left", fill=INK),
    ]
