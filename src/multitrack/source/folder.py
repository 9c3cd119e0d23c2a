"""The data folder: bytes of files, and their names as a reader of the project writes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multitrack.project import Project


@dataclass(frozen=True)
class DataFolder:
    """The data folder of a project; paths are relative to it."""

    project: Project

    def name(self, path: str) -> str:
        """Return a path as messages give it, relative to the project's root."""
        return self.project.name(self.project.data / path)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of all files, sorted.

        Raises
        ------
        InputError
            If a name cannot be printed, or a link leads to a folder.
        """
        root = self.project.data
        return tuple(path.relative_to(root).as_posix() for path in self.project.sources.files(root))

    def files(self, ending: str, folder: str | None = None) -> tuple[str, ...]:
        """Return the paths of the files with an ending such as ``.csv``, all of them or those right in a folder."""
        return tuple(
            path
            for path in self.paths
            if path.endswith(ending) and folder in (None, PurePosixPath(path).parent.as_posix())
        )

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; :meth:`multitrack.input_files.Sources.read` says more."""
        return self.project.sources.read(self.project.data / path)

    def read_text(self, path: str) -> str:
        """Return the text of a file; :meth:`multitrack.input_files.Sources.read_text` says more."""
        return self.project.sources.read_text(self.project.data / path)
