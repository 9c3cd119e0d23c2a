"""Figures with tooltips: each mark names what it shows, in the words of the data table beside the chart."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import altair as alt
import pandas as pd

from multitrack.lang.outputs import Column, Figure, Row, Table
from multitrack.lang.values import NONE, Amount, NumberOnly, Year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from multitrack.charts.canvas import Canvas
    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Align, Point
    from multitrack.lang.values import Value

    Draw = Callable[[pd.DataFrame, Canvas], alt.TopLevelMixin]

P = TypeVar("P", bound="Point")

_CODE_JOINT: Final = " · "


def make_number(value: Decimal) -> Value:
    """Return a number without unit, for a column that names it."""
    return NumberOnly(Amount(value))


def make_year(value: int | None) -> Value:
    """Return a year, or the number of a track or a meeting, or the sign for none of it."""
    return Year(value) if value else NONE


def copy_fields(row: object, kind: type[P], /, **others: object) -> P:
    """Return a point with the values of a row of the data for its fields of the same names, and with others given."""
    same = {field.name: getattr(row, field.name) for field in fields(kind) if hasattr(row, field.name)}
    return cast("Any", kind)(**same | others)


def make_figure(
    figure_id: str,
    points: tuple[Point, ...],
    draw: Draw,
    cells: Iterable[Mapping[str, Value]],
    *,
    behind: tuple[str, ...] = (),
) -> Figure:
    """Return a figure with a tooltip for each point.

    Parameters
    ----------
    draw
        Makes the chart from its data: fields and words of the points, in their order.
    cells
        For each point, key of ``columns`` in ``labels.yml`` → value; the last is the code of the row.
    behind
        As of :class:`Figure`.
    """
    said = list(cells)
    columns = tuple(Column(key, 0.0, _align([one[key] for one in said])) for key in (said[0] if said else ()))
    body = tuple(Row(tuple(values.values()), (point.row,)) for point, values in zip(points, said, strict=True))
    told = Table(figure_id, columns, body)
    return Figure(figure_id, points, partial(_draw, draw, points, told), told, behind=behind)


def _align(values: Sequence[Value]) -> Align:
    kinds = {type(value) for value in values if value != NONE}
    if kinds == {NumberOnly}:
        return "decimal"
    return "right" if kinds and kinds <= {Amount, Year} else "left"


def _draw(draw: Draw, points: Sequence[Point], told: Table, canvas: Canvas) -> alt.TopLevelMixin:
    own = {field.name for field in fields(points[0])}
    names = [column.key.replace("-", "_") for column in told.columns]
    names = [f"{name}_label" if name in own else name for name in names]
    # Vega-Lite escapes only quotes in the expression that it builds of a title.
    titles = [canvas.language.label("columns", column.key).replace("\\", "\\\\") for column in told.columns]
    tooltip = [alt.Tooltip(field=name, type="nominal", title=title) for name, title in zip(names, titles, strict=True)]
    return draw(_make_frame(points, told, names, canvas.language), replace(canvas, tooltip=tooltip))


def _make_frame(points: Sequence[Point], told: Table, names: Sequence[str], language: Language) -> pd.DataFrame:
    """Return the data of a chart: a row for each point, with its fields and with the words of its tooltip.

    A word has the name of its column, or that with ``_label`` beside a field of the same name; ``words`` are all of
    them in one line, the code last.
    """
    records: list[dict[str, Any]] = []
    for point, row in zip(points, told.body, strict=True):
        said = [language.say(value) for value in row.cells]
        known = [word for word, value in zip(said[:-1], row.cells[:-1], strict=True) if value != NONE]
        line = _CODE_JOINT.join([language.label("joints", "list").join(known), said[-1]])
        plain = {field.name: _plain(getattr(point, field.name)) for field in fields(point)}
        records.append(plain | dict(zip(names, said, strict=True)) | {"words": line})
    return pd.DataFrame(records)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if value is None or isinstance(value, str | int | float) else str(value)
