"""Where a row stands in the data package."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """The place of a row, and the row as it is written there.

    Attributes
    ----------
    resource
        Name of the table.
    file
        Its file, relative to the project's root.
    line
        The line of the file on which the row begins; the header is line 1.
    cells
        Column and text of each cell, in order.
    """

    resource: str
    file: str
    line: int
    cells: tuple[tuple[str, str], ...]

    def cell(self, column: str) -> str:
        """Return the text of a column; empty if there is none."""
        return dict(self.cells).get(column, "")
