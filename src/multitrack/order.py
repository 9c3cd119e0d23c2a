"""What a build is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from multitrack.engines.base import Format
    from multitrack.engines.selection import EngineName
    from multitrack.project import Profile, Project

FORMATS: Final[tuple[Format, ...]] = ("html", "pdf")


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a build is asked for.

    Attributes
    ----------
    profiles
        The languages.
    formats
        The kinds of document.
    engine
        ``auto``, ``quarto`` or ``embedded``.
    jobs
        How many charts to draw, and languages to render, at once.
    force
        Whether to build even if the output is current.
    """

    profiles: tuple[Profile, ...]
    formats: tuple[Format, ...] = FORMATS
    engine: EngineName = "auto"
    jobs: int = 2
    force: bool = False

    def documents(self) -> tuple[str, ...]:
        """Return the documents ordered, as paths in the output folder."""
        stems = (f"{profile.output_folder}/{profile.output_name}" for profile in self.profiles)
        return tuple(f"{stem}.{form}" for stem in stems for form in self.formats)

    def is_whole(self, project: Project) -> bool:
        """Say whether every language and every format is asked for: only then kits are made, and lead somewhere."""
        return len(self.profiles) == len(project.profiles) and set(self.formats) == set(FORMATS)
