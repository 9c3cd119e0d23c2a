"""The rows of all tables by their ids, with the place where each is written."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from multitrack.source.data_package import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from multitrack.errors import Problem
    from multitrack.source.sheets import Sheet
    from multitrack.study.records import Records


def origins(sheets: Mapping[str, Sheet], records: Mapping[str, Records[Any]]) -> Iterator[tuple[str, Origin]]:
    """Yield the id of each row with its place, in the order of the tables."""
    for name, table in records.items():
        if name in sheets:
            columns = list(sheets[name].resource.fields)
            cells = dict(zip(sheets[name].lines, sheets[name].cells, strict=True))
            for line, row in table.entries:
                written = tuple(zip(columns, cells[line], strict=True))
                yield identifier(row), Origin(name, table.file, line, written)


def repeated_ids(records: Mapping[str, Records[Any]]) -> Iterator[Problem]:
    """Find rows whose id a row of another table has: what a figure or a table comes from would not be clear."""
    first: dict[str, str] = {}
    for name, table in records.items():
        for line, row in table.entries:
            other = first.setdefault(identifier(row), name)
            if other != name:
                found = f'"{identifier(row)}" names a row of {records[other].file} too'
                column = fields(row)[0].name
                yield table.problem(line, column, found, "give one of the rows another id, wherever it is named")


def identifier(row: Any) -> str:  # noqa: ANN401  (a row of any table)
    """Return the id by which other rows, figures and tables name a row: its own ``row_id``, else its first column."""
    return row.row_id if hasattr(row, "row_id") else getattr(row, fields(row)[0].name)
