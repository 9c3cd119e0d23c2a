"""What the edition prints: numbers, tables and figures, all of them before any language or format is applied."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import Field
    from typing import Any, ClassVar

    import altair as alt

    from multitrack.lang.language import Language
    from multitrack.lang.values import Value

Align = Literal["left", "right", "decimal"]
"""``right`` for whole numbers, ``decimal`` for numbers that line up on the decimal sign."""


@dataclass(frozen=True)
class Number:
    """A number or a date that the prose prints with ``{{< meta n.ID >}}``.

    Attributes
    ----------
    number_id
        What the pages call it.
    value
        What is printed, in the language of the page.
    rows
        The ids of the rows that it comes from; never empty.
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
        Key of ``columns`` in ``labels.yml``, and the column's name in the table's CSV file.
    width
        Share of the text's width; the shares of a table add up to 1.
    """

    key: str
    width: float
    align: Align = "left"


@dataclass(frozen=True)
class Row:
    """A row of a table: a value for each column, and the ids of the data rows that it shows."""

    cells: tuple[Value, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table; its title and caption stand in ``tables.yml`` under its id."""

    table_id: str
    columns: tuple[Column, ...]
    body: tuple[Row, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of all data rows shown, each once, in order."""
        return tuple(dict.fromkeys(row for line in self.body for row in line.rows))


class Point(Protocol):
    """A mark of a figure: a frozen dataclass whose first field ``row`` is the id of the data row that it shows.

    Further fields whose names end in ``_row`` hold the id of another row that it draws on, or nothing. A chart's data
    hold the fields of its points and what it takes to draw them; names that end in ``_label`` are of words.
    A field whose unit no other field of the point says has it in its metadata: ``field(metadata={"unit": "pct"})``.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def row(self) -> str:
        """Id of the data row."""
        ...


@dataclass(frozen=True)
class Figure:
    """A figure; its title, caption, alt text and description stand in ``figures.yml`` under its id.

    Attributes
    ----------
    points
        What is drawn, the same in every language.
    draw
        Makes the chart of one language from ``points``.
    told
        What each point says in words, a row for each in their order; its columns have no width of their own.
    views
        Figures of some of the points, which a reader may ask for instead: key of ``charts.views`` in ``labels.yml``,
        and the figure.
    source
        The file of its module, for messages.
    """

    figure_id: str
    points: tuple[Point, ...]
    draw: Callable[[Language], alt.TopLevelMixin]
    told: Table | None = None
    views: tuple[tuple[str, Figure], ...] = ()
    source: str = ""

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of all data rows drawn, each once, in order."""
        named = (getattr(point, name) for point in self.points for name in point.__dataclass_fields__ if _is_row(name))
        return tuple(dict.fromkeys(row for row in named if row))


@dataclass(frozen=True)
class Outputs:
    """Everything that the edition prints."""

    numbers: tuple[Number, ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the figures and the tables."""
        return (*(figure.figure_id for figure in self.figures), *(table.table_id for table in self.tables))

    @cached_property
    def shown(self) -> Mapping[str, Figure | Table]:
        """The figures and the tables by their ids."""
        figures = {figure.figure_id: figure for figure in self.figures}
        return figures | {table.table_id: table for table in self.tables}

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of all data rows printed, each once."""
        parts = (*self.figures, *self.tables, *self.numbers)
        return tuple(dict.fromkeys(row for part in parts for row in part.rows))


def _is_row(field: str) -> bool:
    return field == "row" or field.endswith("_row")
