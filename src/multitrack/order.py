"""A build request."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from multitrack.engines.formats import PUBLISHED
from multitrack.errors import UsageError
from multitrack.project import PREVIEW

if TYPE_CHECKING:
    from multitrack.engines.base import Format
    from multitrack.engines.quarto import EngineName
    from multitrack.project import Profile, Project

MOST_JOBS: Final = 64
INDEX: Final = "index.html"
"""In the output folder: the page that leads to all documents."""


@dataclass(frozen=True, kw_only=True)
class BuildRequest:
    """A build request.

    Attributes
    ----------
    jobs
        How much is done at once: up to as many languages are rendered, and half as many charts drawn.
    force
        Build even if the output is current.
    """

    profiles: tuple[Profile, ...]
    formats: tuple[Format, ...] = PUBLISHED
    engine: EngineName = "auto"
    jobs: int = 2
    force: bool = False

    def documents(self) -> tuple[str, ...]:
        """Return the documents ordered, as paths in the output folder."""
        return tuple(profile.document(form) for profile in self.profiles for form in self.formats)

    def is_whole(self, project: Project) -> bool:
        """Say whether every language and published format is asked for: only then kits are made, and lead somewhere."""
        return len(self.profiles) == len(project.profiles) and set(self.formats) == set(PUBLISHED)

    def place_output(self, project: Project) -> Project:
        """Return the project with the output folder of this request: a part never replaces the whole."""
        return project if self.is_whole(project) else replace(project, output=project.report / PREVIEW)


def limit_jobs(wanted: int) -> int:
    """Return the number of wanted jobs, at most as many as the machine has processors; a UsageError if out of range."""
    if not 1 <= wanted <= MOST_JOBS:
        message = f"--jobs {wanted}: take 1 to {MOST_JOBS}"
        raise UsageError(message)
    # Python 3.13 has os.process_cpu_count; macOS and Windows have no sched_getaffinity.
    given = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(wanted, given)
