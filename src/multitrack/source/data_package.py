"""The data package as it was read: all that the program knows of a study's data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Release:
    """What the data package says of itself: its name, version and licence."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True)
class Source:
    """One publication or database that a reference row comes from."""

    source_id: str
    publisher: str
    title: str
    url: str
    licence: str
    retrieved: str
    note: str


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


@dataclass(frozen=True, kw_only=True)
class DataPackage:
    """A data package, read and checked.

    Attributes
    ----------
    files
        Path relative to the data folder → bytes, for everything that the package holds; what the PDF attaches and the
        hash of the input is taken from.
    sources
        The publications and databases that its reference rows come from.
    origins
        Id of a row of any table → where it is written.
    """

    release: Release
    files: Mapping[str, bytes]
    sources: tuple[Source, ...]
    origins: Mapping[str, Origin]
