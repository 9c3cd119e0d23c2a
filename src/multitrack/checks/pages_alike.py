"""All checks of the pages of an edition, in one call."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from multitrack.checks import structure
from multitrack.checks.bound_sentences import find_unlike_conditions, find_untrue_sentences, read_conditions
from multitrack.checks.chapters import read_chapters, read_texts
from multitrack.checks.glossary import find_missing_terms, read_glossaries
from multitrack.checks.typed_numbers import find_typed_digits, find_unused_entries, read_typed
from multitrack.errors import InputError
from multitrack.project import GENERATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from multitrack.checks.bound_sentences import Condition
    from multitrack.checks.chapters import Chapter
    from multitrack.checks.glossary import Glossary, Used
    from multitrack.engines.pages import Line
    from multitrack.errors import Problem
    from multitrack.lang.outputs import Outputs
    from multitrack.project import Profile, Project

_ITEMS: Final = "events"
_OTHER_TEXTS: Final = ("discrepancies", "claims", "documents", "figures", "tables")


def check_pages(project: Project, profiles: Sequence[Profile], outputs: Outputs) -> None:
    """Check the pages of several languages, each for itself and against the first, with what is made for them.

    Raises
    ------
    InputError
        With every problem.
    """
    typed, problems = read_typed(project, [profile.code for profile in project.profiles])
    glossaries, incomplete = read_glossaries(project, [profile.code for profile in profiles])
    editions = [
        LanguageTexts(
            read_chapters(project, profile),
            _read_all_texts(project, profile),
            read_conditions(project, profile),
            glossary,
        )
        for profile, glossary in zip(profiles, glossaries, strict=True)
    ]
    found = [*problems, *incomplete]
    for profile, edition in zip(profiles, editions, strict=True):
        chapters = edition.chapters
        # Of a woven bibliography only what is cited needs to be printed.
        bibliographies = [one for one in profile.bibliographies if not one.startswith(f"{GENERATED}/")]
        found += [
            *structure.find_broken_chapters(chapters),
            *structure.find_unincluded_chapters(chapters),
            *structure.find_misplaced_chapters(chapters),
            *structure.find_stray_codes(chapters, edition.printed, outputs.places),
            *structure.find_stray_exhibits(chapters, outputs.ids),
            *structure.find_wrong_cover(project, profile, chapters, outputs.ids),
            *structure.find_uncited_works(project, chapters, bibliographies),
        ]
        found += find_untrue_sentences(chapters, edition.conditions, outputs.numbers)
        found += [*find_typed_digits(edition.numbered, typed), *find_unused_entries(edition.numbered, typed)]
        found += [*edition.glossary.find_unknown(chapters), *edition.glossary.find_unused(list(edition.used.values()))]
        found += edition.glossary.find_avoided([*chapters, *edition.texts.values()])
    for edition in editions[1:]:
        found += _compared(editions[0], edition)
    if found:
        raise InputError(found)


@dataclass(frozen=True)
class LanguageTexts:
    """The writing in one language: its pages, and the texts beside the data by the names of their files."""

    chapters: Sequence[Chapter]
    texts: Mapping[str, Chapter]
    conditions: Sequence[Condition]
    glossary: Glossary

    @property
    def printed(self) -> Sequence[Chapter]:
        """The texts beside the data that are printed as prose or in tables."""
        return [self.texts[name] for name in (_ITEMS, *_OTHER_TEXTS)]

    @property
    def written(self) -> Sequence[Chapter]:
        """All prose: pages and items."""
        return (*self.chapters, self.texts[_ITEMS])

    @property
    def numbered(self) -> Sequence[Chapter]:
        """All texts with numbers, which must come from rows or have a reason to be typed."""
        return (*self.chapters, *self.printed)

    @cached_property
    def used(self) -> Mapping[Line, Used]:
        """The terms of each section, by the line of its heading."""
        sections = (section for chapter in self.written for section in chapter.sections)
        return {section.heading.line: self.glossary.used(section) for section in sections}


def _read_all_texts(project: Project, profile: Profile) -> Mapping[str, Chapter]:
    folder = project.data / "text" / profile.code
    present = sorted(path.stem for path in project.sources.files(folder) if path.suffix == ".yml")
    return {name: read_texts(project, profile, name) for name in dict.fromkeys((_ITEMS, *_OTHER_TEXTS, *present))}


def _compared(first: LanguageTexts, other: LanguageTexts) -> Iterator[Problem]:
    yield from structure.find_missing_chapters(first.chapters, other.chapters)
    yield from structure.find_unlike_headings(first.chapters, other.chapters)
    yield from find_unlike_conditions(first.conditions, other.conditions)
    for section, counterpart in structure.pair_sections(first.written, other.written):
        yield from structure.find_unlike_marks(section, counterpart)
        heading, opposite = section.heading.line, counterpart.heading.line
        used, answered = first.used[heading], other.used[opposite]
        yield from find_missing_terms(used, other.glossary, answered, opposite)
        yield from find_missing_terms(answered, first.glossary, used, heading)
