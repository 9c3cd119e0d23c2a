"""What an engine is: the one thing that the rest of the program knows of Quarto, Pandoc and Typst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from multitrack.project import Profile

    Render = Callable[[], Mapping["Format", Path]]

Format = Literal["html", "pdf"]


class Engine(Protocol):
    """Turns a woven Quarto project into documents."""

    @property
    def name(self) -> str:
        """The engine's name on the command line and in the manifest."""
        ...

    def versions(self) -> Mapping[str, str]:
        """Return the programs that shape the output and their versions."""
        ...

    def begin(self, workspace: Path, profile: Profile, formats: Sequence[Format]) -> Render:
        """Do what can be done of :meth:`render` while the pictures are being drawn, and return what does the rest.

        Parameters and errors are those of :meth:`render`; of the woven files only the texts need to be there.
        """
        ...

    def render(self, workspace: Path, profile: Profile, formats: Sequence[Format]) -> Mapping[Format, Path]:
        """Render one profile.

        Parameters
        ----------
        workspace
            A private copy of the report folder with the woven files of every language in it.
        profile
            The language to render.
        formats
            The wanted documents.

        Returns
        -------
        Mapping[Format, Path]
            Where each document lies, below ``workspace``.

        Raises
        ------
        InputError
            If a page or the configuration is wrong.
        MachineError
            If a program is missing or fails.
        """
        ...
