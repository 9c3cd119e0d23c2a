"""What bundles say in words, and where the rows behind them stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from multitrack.lang.values import Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from multitrack.bundles.exhibits import Exhibit
    from multitrack.lang.language import Language
    from multitrack.source.data_package import DataPackage, Source

_PART: Final = re.compile(r"(?P<words>\D*?) ?(?P<number>\d.*)?")


@dataclass(frozen=True)
class RowPlace:
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


def row_places(exhibit: Exhibit, package: DataPackage) -> Iterator[RowPlace]:
    """Yield where each row behind an exhibit stands."""
    sources = {source.source_id: source for source in package.sources}
    for row in exhibit.rows:
        origin = package.origins[row]
        source = sources.get(origin.cell("source_id"))
        yield RowPlace(row, origin.file, origin.line, origin.cell("locator"), source)


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
