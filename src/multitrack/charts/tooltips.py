"""Tooltips of a figure's marks, and the records of its chart."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

import altair as alt

from multitrack.charts.theme import Rows
from multitrack.lang.outputs import Column, Figure, Row, Table
from multitrack.lang.values import NONE, Amount, NumberOnly, Year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Align, Point
    from multitrack.lang.values import Value

    Draw = Callable[[Language], alt.LayerChart]

_WHOLE: Final = 0.0


def make_column(key: str, align: Align = "left") -> Column:
    """Return a column of a figure's data; ``key`` is one of ``columns`` in ``labels.yml``."""
    return Column(key, _WHOLE, align)


def make_number(value: Decimal) -> Value:
    """Return a number without unit, for a column that names it."""
    return NumberOnly(Amount(value))


def make_year(value: int | None) -> Value:
    """Return a year, or the sign for none of it."""
    return Year(value) if value else NONE


def make_numeral(value: int) -> Value:
    """Return the number of a track or a meeting, or the sign for none."""
    return Year(value) if value else NONE


def make_figure(
    figure_id: str,
    points: tuple[Point, ...],
    draw: Draw,
    columns: Sequence[Column],
    cells: Iterable[tuple[Value, ...]],
) -> Figure:
    """Return a figure with a tooltip for each point.

    Parameters
    ----------
    draw
        Makes the chart of one language, with records in the order of ``points``.
    columns
        Columns of the tooltips.
    cells
        For each point, a value for each column.
    """
    body = tuple(Row(values, (point.row,)) for point, values in zip(points, cells, strict=True))
    told = Table(figure_id, tuple(columns), body)
    return Figure(figure_id, points, partial(_draw, draw, told), told)


def _draw(draw: Draw, told: Table, language: Language) -> alt.LayerChart:
    """Return the chart with tooltips in its records and at each mark that draws a record."""
    chart = cast("Any", draw(language))
    names = [_field(of) for of in told.columns]
    chart.data.values = Rows(
        [
            record | {name: language.say(value) for name, value in zip(names, row.cells, strict=True)}
            for record, row in zip(chart.data.values.records, told.body, strict=True)
        ]
    )
    lines = [
        alt.Tooltip(field=name, type="nominal", title=_literal(language.label("columns", of.key)))
        for name, of in zip(names, told.columns, strict=True)
    ]
    for layer in chart.layer:
        if layer.data is alt.Undefined:
            layer.encoding.tooltip = lines
    return chart


def _literal(title: str) -> str:
    """Escape a tooltip's title for Vega-Lite, which escapes only quotes in the expression that it builds."""
    return title.replace("\\", "\\\\")


def _field(of: Column) -> str:
    return f"told_{of.key.replace('-', '_')}_label"


def make_record(point: Point, **words: str) -> dict[str, Any]:
    """Return a point's fields as JSON values, with a field ``NAME_label`` for each of ``words``."""
    plain = {field.name: _plain(getattr(point, field.name)) for field in fields(point)}
    return plain | {f"{name}_label": word for name, word in words.items()}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if value is None or isinstance(value, str | int | float) else str(value)
