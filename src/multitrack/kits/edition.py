"""What all kits of an edition share, and where the rows behind them stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from multitrack.model.values import Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from multitrack.citing.cite import Citation
    from multitrack.citing.study import Study
    from multitrack.citing.works import Work
    from multitrack.kits.exhibits import Exhibit
    from multitrack.model.dataset import Dataset
    from multitrack.model.language import Language
    from multitrack.model.rows import Source

_PART: Final = re.compile(r"(?P<words>\D*?) ?(?P<number>\d.*)?")


@dataclass(frozen=True)
class Place:
    """Where a row of the data is written, and what it was taken from.

    Attributes
    ----------
    row
        Its id.
    file, line
        Its file in the project, and the line on which it begins.
    locator
        Its place in the study, as the data have it; empty if it is not from the study.
    source
        The publication that it is from; None if it is from the study or computed.
    """

    row: str
    file: str
    line: int
    locator: str
    source: Source | None


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What all kits share.

    Attributes
    ----------
    languages
        In the order of the edition; they know their numbers.
    pages
        Code of a language → the page of its report, relative to the output folder.
    works
        Everything that can be cited, by its id.
    citations
        Code of a language → id of a work → its citation.
    study
        What the edition is based on.
    """

    dataset: Dataset
    languages: Sequence[Language]
    pages: Mapping[str, str]
    works: Mapping[str, Work]
    citations: Mapping[str, Mapping[str, Citation]]
    study: Study | None

    @property
    def source(self) -> str:
        """The study that the edition is based on, in one line; empty if it has none."""
        return self.study.reference if self.study else ""

    def places(self, exhibit: Exhibit) -> Iterator[Place]:
        """Yield where each row behind an exhibit stands."""
        sources = {source.source_id: source for source in self.dataset.sources}
        for row in exhibit.rows:
            origin = self.dataset.origins[row]
            source = sources.get(origin.cell("source_id"))
            yield Place(row, origin.file, origin.line, origin.cell("locator"), source)


def words(language: Language, *path: str) -> str:
    """Return what the kits say in a language."""
    return language.say(Term("kits", path))


def say_locator(locator: str, language: Language) -> str:
    """Return a place in the study in the words of a language: ``track 1, item 5, paragraph 2`` part by part."""
    return ", ".join(_say_part(part, language) for part in locator.split(", ") if part)


def _say_part(part: str, language: Language) -> str:
    found = _PART.fullmatch(part)
    name, number = (found["words"], found["number"]) if found else (part, None)
    said = words(language, "locators", name.lower().replace(" ", "-"))
    return f"{said} {number}" if number else said
