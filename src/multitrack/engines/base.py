"""The interface of engines, the only part that the rest of the program knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from multitrack.project import Profile

    Render = Callable[[], Mapping["Format", Path]]

Format = Literal["html", "pdf"]


class Engine(Protocol):
    """An engine, which turns a Quarto project with its generated files into documents."""

    @property
    def name(self) -> str:
        """The engine's name on the command line and in the manifest."""
        ...

    def versions(self) -> Mapping[str, str]:
        """Return the programs that shape the output and their versions."""
        ...

    def begin(self, workspace: Path, profile: Profile, formats: Sequence[Format]) -> Render:
        """Begin :meth:`render` while the pictures are being drawn, and return a function that finishes it.

        Parameters and errors are those of :meth:`render`; of the generated files only the texts need to exist.
        """
        ...

    def render(self, workspace: Path, profile: Profile, formats: Sequence[Format]) -> Mapping[Format, Path]:
        """Render one profile.

        Parameters
        ----------
        workspace
            A private copy of the report folder with the generated files of all languages.
        profile
            The language to render.
        formats
            The wanted documents.

        Returns
        -------
        Mapping[Format, Path]
            The path of each document, below ``workspace``.

        Raises
        ------
        InputError
            If a page or the configuration is wrong.
        MachineError
            If a program is missing or fails.
        """
        ...
