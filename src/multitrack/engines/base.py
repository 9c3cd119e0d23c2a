"""The interface of engines, the only part that the rest of the program knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from multitrack.engines.rendering import Rendering
    from multitrack.project import Profile

    Documents = Mapping["Format", Path]
    Render = Callable[[], Documents]

Format = str
"""The name of a format: the ending of its documents."""


@dataclass(frozen=True, kw_only=True)
class DocumentFormat:
    """A format: all that is known of it. Each is a module of :mod:`multitrack.engines.formats`.

    Attributes
    ----------
    quarto, writer
        Its name for Quarto and for Pandoc.
    end
        The last bytes of a whole document, or some near its end.
    keys
        The keys of the configuration that the embedded engine takes for it.
    is_published
        Whether an edition is published in it; any other is made only if it is asked for.
    is_early
        Whether Pandoc can write it before the pictures are there, and it is finished without the looks of pages.
    is_cut
        Whether what Pandoc writes of a page can be cut into its parts.
    arguments
        Returns the arguments of Pandoc's writer, but for the filters.
    finish
        Makes the document of Pandoc's output.
    prepare
        Makes files that either engine needs in the workspace before it renders.
    complete
        Changes a document that either engine has rendered.
    """

    quarto: str
    writer: str
    end: bytes
    keys: tuple[str, ...]
    is_published: bool = False
    is_early: bool = False
    is_cut: bool = False
    arguments: Callable[[Rendering], list[str | Path]]
    finish: Callable[[Rendering, bytes], bytes] = lambda _, written: written
    prepare: Callable[[Path, Profile], None] = lambda _workspace, _profile: None
    complete: Callable[[Path, bytes], bytes] | None = None


class Begun(NamedTuple):
    """A profile begun: functions that finish its documents side by side, and give their paths below the workspace.

    Errors may come from them as well.

    Attributes
    ----------
    early
        Of documents that need no more than what is woven.
    late
        Of others, which need the looks of pages, too.
    """

    early: Sequence[Render] = ()
    late: Sequence[Render] = ()


class Engine(Protocol):
    """An engine, which turns a Quarto project with its generated files into documents."""

    @property
    def name(self) -> str:
        """The engine's name on the command line and in the manifest."""
        ...

    def versions(self) -> Mapping[str, str]:
        """Return the programs that shape the output and their versions."""
        ...

    def begin(self, workspace: Path, profile: Profile, formats: Sequence[Format]) -> Begun:
        """Begin to render a profile while the pictures are being drawn.

        Parameters
        ----------
        workspace
            A private copy of the report folder with the generated files of all languages: first the texts, and the
            pictures before anything is finished.

        Raises
        ------
        InputError
            If a page or the configuration is wrong.
        MachineError
            If a program is missing or fails.
        """
        ...
