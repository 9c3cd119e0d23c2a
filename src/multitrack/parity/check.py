"""Everything that the pages of an edition must have in common, in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.errors import InputError
from multitrack.parity.chapters import read_chapters
from multitrack.parity.exhibits import strayed, uncited_works, untaken_chapters
from multitrack.parity.glossary import read_glossaries, without_counterpart
from multitrack.parity.structure import (
    missing_chapters,
    nameless_headings,
    pairs,
    unlike_headings,
    unlike_sections,
)
from multitrack.parity.typed_numbers import idle_entries, read_typed, typed_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from multitrack.errors import Problem
    from multitrack.parity.chapters import Chapter
    from multitrack.parity.glossary import Glossary
    from multitrack.project import Profile, Project


def check_pages(project: Project, profiles: Sequence[Profile], exhibits: Sequence[str]) -> None:
    """Check the pages of some languages, each for itself and against the first.

    Parameters
    ----------
    exhibits
        The ids of all figures and tables that are made for the pages.

    Raises
    ------
    InputError
        With every problem.
    """
    codes = [profile.code for profile in profiles]
    typed, problems = read_typed(project, [profile.code for profile in project.profiles])
    glossaries, incomplete = read_glossaries(project, codes)
    found = [*problems, *incomplete]
    editions = [read_chapters(project, profile) for profile in profiles]
    for profile, chapters, glossary in zip(profiles, editions, glossaries, strict=True):
        found += [*nameless_headings(chapters), *untaken_chapters(chapters), *strayed(chapters, exhibits)]
        found += uncited_works(project, chapters, [project.report / name for name in _bibliographies(profile)])
        found += [*typed_digits(chapters, typed), *idle_entries(chapters, typed)]
        found += [*glossary.unknown(chapters), *glossary.idle(chapters)]
    for chapters, glossary in zip(editions[1:], glossaries[1:], strict=True):
        found += _compared(editions[0], glossaries[0], chapters, glossary)
    if found:
        raise InputError(found)


def _compared(
    first: Sequence[Chapter], ours: Glossary, other: Sequence[Chapter], theirs: Glossary
) -> Iterator[Problem]:
    yield from missing_chapters(first, other)
    yield from unlike_headings(first, other)
    for section, counterpart in pairs(first, other):
        yield from unlike_sections(section, counterpart)
        yield from without_counterpart(ours, section, theirs, counterpart)


def _bibliographies(profile: Profile) -> Sequence[str]:
    named: str | list[str] = profile.config.get("bibliography", [])
    return [named] if isinstance(named, str) else named
