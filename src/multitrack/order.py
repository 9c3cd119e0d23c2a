"""What a build is asked for."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from multitrack.errors import UsageError
from multitrack.project import PREVIEW

if TYPE_CHECKING:
    from multitrack.engines.base import Format
    from multitrack.engines.selection import EngineName
    from multitrack.project import Profile, Project

FORMATS: Final[tuple[Format, ...]] = ("html", "pdf")
MOST_JOBS: Final = 64
INDEX: Final = "index.html"
"""In the output folder: the page that leads to all documents."""


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

    def placed(self, project: Project) -> Project:
        """Return the project with the output that this order has by itself: a part never replaces the whole."""
        return project if self.is_whole(project) else replace(project, output=project.report / PREVIEW)


def possible_jobs(wanted: int) -> int:
    """Return how many jobs of those wanted this machine has processors for.

    Raises
    ------
    UsageError
        If no machine that builds an edition has so many, or there are none.
    """
    if not 1 <= wanted <= MOST_JOBS:
        message = f"--jobs {wanted}: take 1 to {MOST_JOBS}"
        raise UsageError(message)
    # Python 3.13 has os.process_cpu_count; macOS lets no process be kept off a processor.
    given = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(wanted, given)
