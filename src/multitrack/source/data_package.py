"""The data package: its folder, release, sources, and the places of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.project import Project


@dataclass(frozen=True)
class DataFolder:
    """The data folder of a project; paths are relative to it."""

    project: Project

    def name(self, path: str) -> str:
        """Return a path for messages, relative to the project's root."""
        return self.project.name(self.project.data / path)

    def files(self, ending: str, folder: str | None = None) -> tuple[str, ...]:
        """Return the paths of the files with an ending such as ``.csv``, all or directly in a folder, sorted.

        Raises
        ------
        InputError
            If a name cannot be printed, or a link leads to a folder.
        """
        root = self.project.data
        paths = (path.relative_to(root) for path in self.project.sources.files(root))
        found = (path for path in paths if path.name.endswith(ending))
        return tuple(path.as_posix() for path in found if folder in (None, path.parent.as_posix()))

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; see :meth:`multitrack.input_files.Sources.read`."""
        return self.project.sources.read(self.project.data / path)

    def read_text(self, path: str) -> str:
        """Return the text of a file; see :meth:`multitrack.input_files.Sources.read_text`."""
        return self.project.sources.read_text(self.project.data / path)


@dataclass(frozen=True)
class Release:
    """The name, version and licence of the data package."""

    name: str
    version: str
    licence: str

    @property
    def archive(self) -> str:
        """Name of its archive, without an ending."""
        return f"{self.name}-{self.version}"


@dataclass(frozen=True)
class Source:
    """A publication or database behind reference rows.

    Attributes
    ----------
    made_from
        Ids of the sources that it was computed from; none if it was published.
    """

    source_id: str
    publisher: str
    title: str
    url: str
    licence: str
    retrieved: str
    made_from: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Origin:
    """The place of a row, and its cells as written there.

    Attributes
    ----------
    file
        Its file, relative to the project's root.
    line
        The first line of the row; the header is line 1.
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
        Path relative to the data folder → bytes of all files, which the PDF attaches and the hash of the input covers.
    origins
        Id of a row of any table → place.
    """

    release: Release
    files: Mapping[str, bytes]
    sources: tuple[Source, ...]
    origins: Mapping[str, Origin]
