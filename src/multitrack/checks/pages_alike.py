"""All checks of the pages of an edition, in one call."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from multitrack.checks.chapters import read_chapters, read_texts
from multitrack.checks.glossary import read_glossaries, without_counterpart
from multitrack.checks.structure import (
    empty_chapters,
    missing_chapters,
    nameless_headings,
    pairs,
    strayed,
    uncited_works,
    unclosed_boxes,
    unlike_headings,
    unlike_sections,
    untaken_chapters,
)
from multitrack.checks.typed_numbers import idle_entries, read_typed, typed_digits
from multitrack.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from multitrack.checks.chapters import Chapter
    from multitrack.checks.glossary import Glossary, Used
    from multitrack.engines.pages import Line
    from multitrack.errors import Problem
    from multitrack.project import Profile, Project

_OTHER_TEXTS: Final = ("discrepancies", "claims", "documents", "figures", "tables")


def check_pages(project: Project, profiles: Sequence[Profile], exhibits: Sequence[str]) -> None:
    """Check the pages of several languages, each for itself and against the first.

    Parameters
    ----------
    exhibits
        The ids of all figures and tables made for the pages.

    Raises
    ------
    InputError
        With every problem.
    """
    typed, problems = read_typed(project, [profile.code for profile in project.profiles])
    glossaries, incomplete = read_glossaries(project, [profile.code for profile in profiles])
    editions = [
        Edition(
            chapters=read_chapters(project, profile),
            items=read_texts(project, profile, "events"),
            others=[read_texts(project, profile, name) for name in _OTHER_TEXTS],
            glossary=glossary,
        )
        for profile, glossary in zip(profiles, glossaries, strict=True)
    ]
    found = [*problems, *incomplete]
    for profile, edition in zip(profiles, editions, strict=True):
        chapters = edition.chapters
        found += [*empty_chapters(chapters), *unclosed_boxes(chapters)]
        found += [*nameless_headings(chapters), *untaken_chapters(chapters), *strayed(chapters, exhibits)]
        found += uncited_works(project, chapters, [project.report / name for name in _bibliographies(profile)])
        found += [*typed_digits(edition.numbered, typed), *idle_entries(edition.numbered, typed)]
        found += [*edition.glossary.unknown(chapters), *edition.glossary.idle(list(edition.used.values()))]
    for edition in editions[1:]:
        found += _compared(editions[0], edition)
    if found:
        raise InputError(found)


@dataclass(frozen=True)
class Edition:
    """The writing in one language: pages, texts of items, other texts beside the data, and glossary."""

    chapters: Sequence[Chapter]
    items: Chapter
    others: Sequence[Chapter]
    glossary: Glossary

    @property
    def written(self) -> Sequence[Chapter]:
        """All prose: pages and items."""
        return (*self.chapters, self.items)

    @property
    def numbered(self) -> Sequence[Chapter]:
        """All texts with numbers, which must come from rows or have a reason to be typed."""
        return (*self.written, *self.others)

    @cached_property
    def used(self) -> Mapping[Line, Used]:
        """The terms of each section, by the line of its heading."""
        sections = (section for chapter in self.written for section in chapter.sections)
        return {section.heading.line: self.glossary.used(section) for section in sections}


def _compared(first: Edition, other: Edition) -> Iterator[Problem]:
    yield from missing_chapters(first.chapters, other.chapters)
    yield from unlike_headings(first.chapters, other.chapters)
    for section, counterpart in pairs(first.written, other.written):
        yield from unlike_sections(section, counterpart)
        heading, opposite = section.heading.line, counterpart.heading.line
        used, answered = first.used[heading], other.used[opposite]
        yield from without_counterpart(used, other.glossary, answered, opposite)
        yield from without_counterpart(answered, first.glossary, used, heading)


def _bibliographies(profile: Profile) -> Sequence[str]:
    named: str | list[str] = profile.config.get("bibliography", [])
    return [named] if isinstance(named, str) else named
