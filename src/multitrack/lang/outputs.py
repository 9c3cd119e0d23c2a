"""The outputs of an edition: numbers, tables and figures as values, before language and format."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import Field
    from typing import Any, ClassVar

    import altair as alt

    from multitrack.lang.values import Value

Align = Literal["left", "right", "decimal"]
"""``right`` for whole numbers, ``decimal`` for numbers that line up on the decimal sign."""


@dataclass(frozen=True)
class Number:
    """A number or a date that the prose prints with ``{{< n ID >}}``.

    Attributes
    ----------
    number_id
        Its name in the pages.
    value
        The number or date itself, said later in the language of the page.
    rows
        The ids of its source rows; never empty.
    """

    number_id: str
    value: Value
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    key
        Key of ``columns`` in ``labels.yml``, and name in the table's CSV file.
    width
        Share of the text's width; the shares of a table add up to 1.
    in_pages
        Pages have the column, too, and not only the table's own folder.
    """

    key: str
    width: float
    align: Align = "left"
    in_pages: bool = True


@dataclass(frozen=True)
class Row:
    """A row of a table: a value for each column, and the ids of its source rows.

    Attributes
    ----------
    code
        The cell that is its code makes it a place that links lead to; empty for a row without a place of its own.
    """

    cells: tuple[Value, ...]
    rows: tuple[str, ...]
    code: str = ""


@dataclass(frozen=True)
class Table:
    """A table; ``tables.yml`` has its title, and subtitle and note if it has any, under its id.

    Attributes
    ----------
    grouped
        Pages print the first column as headings of the rows that have the same words there.
    """

    table_id: str
    columns: tuple[Column, ...]
    body: tuple[Row, ...]
    grouped: bool = False

    @cached_property
    def inner(self) -> Table:
        """The table as wide as before, without the headings of its groups and the columns that pages leave out."""
        kept = [place for place, column in enumerate(self.columns) if column.in_pages and (place or not self.grouped)]
        whole = sum(self.columns[place].width for place in kept)
        columns = tuple(replace(self.columns[place], width=self.columns[place].width / whole) for place in kept)
        body = tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in self.body)
        return Table(self.table_id, columns, body)

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The ids of all source rows, each once, in order."""
        return tuple(dict.fromkeys(row for line in self.body for row in line.rows))


class Point(Protocol):
    """A mark of a figure: a frozen dataclass with the id of its source row as the first field, ``row``.

    Further fields named ``…_row`` hold the id of another source row, or nothing. A chart's data hold the fields of its
    points and the values needed for drawing; fields named ``…_label`` hold words. A field with a unit that no other
    field gives has it in its metadata: ``field(metadata={"unit": "pct"})``.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def row(self) -> str:
        """Id of the source row."""
        ...


@dataclass(frozen=True)
class Figure:
    """A figure; ``figures.yml`` has its title, subtitle, note, alt text and description under its id.

    Attributes
    ----------
    points
        The marks, the same in every language.
    draw
        Makes the chart from ``points`` on a canvas of :mod:`multitrack.charts`: in one language and one size.
    told
        The tooltips, a row for each point in the same order; the columns have no width of their own.
    source
        The file of its module, for messages.
    behind
        The ids of rows from which the marks are computed, beside those that the points name.
    """

    figure_id: str
    points: tuple[Point, ...]
    draw: Callable[[Any], alt.TopLevelMixin]
    told: Table | None = None
    source: str = ""
    behind: tuple[str, ...] = ()

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The ids of all source rows, each once, in order."""
        named = (getattr(point, name) for point in self.points for name in point.__dataclass_fields__ if _is_row(name))
        return tuple(dict.fromkeys(row for row in (*named, *self.behind) if row))


@dataclass(frozen=True)
class Outputs:
    """All outputs of an edition.

    Attributes
    ----------
    places
        Code of a row → anchor in the pages.
    """

    numbers: tuple[Number, ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    places: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all figures and tables."""
        return tuple(self.shown)

    @cached_property
    def shown(self) -> Mapping[str, Figure | Table]:
        """All figures and tables by their ids."""
        figures = {figure.figure_id: figure for figure in self.figures}
        return figures | {table.table_id: table for table in self.tables}

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The ids of all source rows, each once."""
        parts = (*self.figures, *self.tables, *self.numbers)
        return tuple(dict.fromkeys(row for part in parts for row in part.rows))


def _is_row(field: str) -> bool:
    return field == "row" or field.endswith("_row")
