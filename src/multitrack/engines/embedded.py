"""The embedded engine: Pandoc and Typst from Python wheels render the Quarto project without Quarto."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from multitrack.engines.base import Begun
from multitrack.engines.bibliography import find_pandoc
from multitrack.engines.formats import FORMATS
from multitrack.engines.programs import Call, run
from multitrack.engines.rendering import Rendering
from multitrack.engines.settings import read_settings
from multitrack.errors import Problems
from multitrack.products import Products

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from multitrack.engines.base import Format
    from multitrack.project import Profile


@dataclass(frozen=True)
class EmbeddedEngine:
    """The engine with the Pandoc and the Typst installed by pip, and the products of earlier builds."""

    products: Products = field(default_factory=Products)
    name: str = field(default="embedded", init=False)

    def versions(self) -> Mapping[str, str]:
        """Return the programs that shape the output and their versions."""
        return {"pandoc": _pandoc_version(), "typst": metadata.version("typst")}

    def check(self, workspace: Path, profiles: Iterable[Profile]) -> None:
        """Check configuration and pages of several profiles without rendering any.

        Raises
        ------
        InputError
            With every problem of every profile.
        """
        problems = Problems()
        for profile in profiles:
            with problems.catch():
                rendering = Rendering(workspace, profile, read_settings(workspace, profile), self.products)
                for kind in FORMATS.values():  # for the files that they name; whoever renders comes upon them anyway
                    kind.arguments(rendering)
                rendering.require(rendering.read())
        problems.raise_any()

    def render(self, workspace: Path, profile: Profile, formats: Sequence[Format]) -> Mapping[Format, Path]:
        """Render one profile, whose pictures are there; see :meth:`begin`."""
        begun = self.begin(workspace, profile, formats)
        made = [finish() for finish in (*begun.early, *begun.late)]
        return {name: path for documents in made for name, path in documents.items()}

    def begin(self, workspace: Path, profile: Profile, formats: Sequence[Format]) -> Begun:
        """Read the page, and write the input of Typst; see :meth:`multitrack.engines.base.Engine.begin`."""
        rendering = Rendering(workspace, profile, read_settings(workspace, profile), self.products)
        read = rendering.read()
        early = [one for one in formats if FORMATS[one].is_early and not read.problems]
        return Begun(
            [partial(rendering.document, read, one, rendering.written(read, one)) for one in early],
            [partial(rendering.document, read, one) for one in formats if one not in early],
        )


def require_sound_page(workspace: Path, profile: Profile) -> None:
    """Require of the page that Quarto is to render what the embedded engine requires of it.

    Raises
    ------
    InputError
        With everything that is wrong with the page.
    """
    rendering = Rendering(workspace, profile, read_settings(workspace, profile, for_quarto=True))
    rendering.require(rendering.read())


@cache
def _pandoc_version() -> str:
    question = [find_pandoc(), "--version"]
    call = Call(what="Pandoc asked for its version", arguments=question, folder=Path(__file__).parent)
    return run(call).output.decode().split()[1]
