"""tbl-figures: every figure and every other table, with its versioned identifier.

It leaves itself out, since its version depends on its contents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import Message, VersionRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from multitrack.lang.outputs import Figure

_COLUMNS: Final = (Column("shown", 0.540), Column("versioned", 0.460))


def register(figures: Iterable[Figure], tables: Iterable[Table]) -> Table:
    """Return the table: a row for each figure, then one for each table; they have no source rows."""
    titled = [
        *(("figures", figure.figure_id) for figure in figures),
        *(("tables", table.table_id) for table in tables),
    ]
    body = tuple(Row((Message(file, (identifier, "title")), VersionRef(identifier)), ()) for file, identifier in titled)
    return Table("tbl-figures", _COLUMNS, body)
