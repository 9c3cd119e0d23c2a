"""The study behind an edition, as described in the bibliography."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from babel.core import Locale

from multitrack.engines.bibliography import read_bibliography, write_plain_text
from multitrack.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.engines.bibliography import Bibliography
    from multitrack.project import Project

_YEAR: Final = re.compile(r"\d{4}")
_NAMES: Final = cast("Mapping[str, str]", Locale("en").languages)
_LANGUAGES: Final = {name.lower(): code for code, name in _NAMES.items()}
"""Name of a language in BibTeX → its code."""


@dataclass(frozen=True)
class SourceStudy:
    """A published article.

    Attributes
    ----------
    authors
        Family and given name of each.
    volume, issue, pages, issn, language
        As printed; empty where the bibliography has none. Pages as ``FIRST-LAST``.
    """

    title: str
    authors: tuple[tuple[str, str], ...]
    year: int
    journal: str
    volume: str = ""
    issue: str = ""
    pages: str = ""
    issn: str = ""
    language: str = ""

    @property
    def reference(self) -> str:
        """The reference to the study in one line of plain text."""
        names = "; ".join(", ".join(part for part in author if part) for author in self.authors)
        number = self.volume + (f"({self.issue})" if self.issue else "")
        return f"{names} ({self.year}). {self.title}. {', '.join(part for part in (self.journal, number) if part)}" + (
            f", {self.pages.replace('-', '–')}." if self.pages else "."
        )

    def to_csl(self) -> dict[str, Any]:
        """Return the CSL-JSON item of the study."""
        facts = {
            "container-title": self.journal, "volume": self.volume, "issue": self.issue, "page": self.pages,
            "ISSN": self.issn, "language": self.language,
        }  # fmt: skip
        return {
            "id": f"{self.authors[0][0].lower().replace(' ', '-')}{self.year}",
            "type": "article-journal",
            "title": self.title,
            "author": [
                {"family": family, "given": given} if given else {"literal": family} for family, given in self.authors
            ],
            "issued": {"date-parts": [[self.year]]},
            **{name: fact for name, fact in facts.items() if fact},
        }

    def to_schema(self) -> dict[str, Any]:
        """Return the schema.org description of the study."""
        first, _, last = self.pages.partition("-")
        within: dict[str, Any] = {"@type": "Periodical", "name": self.journal}
        within |= {"issn": self.issn} if self.issn else {}
        if self.volume:
            within = {"@type": "PublicationVolume", "volumeNumber": self.volume, "isPartOf": within}
        if self.issue:
            within = {"@type": "PublicationIssue", "issueNumber": self.issue, "isPartOf": within}
        return {
            "@type": "ScholarlyArticle",
            "name": self.title,
            "author": [
                {"@type": "Person", "name": f"{given} {family}".strip(), "familyName": family, "givenName": given}
                for family, given in self.authors
            ],
            "datePublished": str(self.year),
            "isPartOf": within,
            **({"pageStart": first} if first else {}),
            **({"pageEnd": last} if last else {}),
        }


def read_source_study(project: Project) -> SourceStudy | None:
    """Return the study with the key in the bibliography that ``study`` in ``_quarto.yml`` names, if it names one.

    Raises
    ------
    InputError
        If the bibliography is missing, cannot be read, or does not have the study with its title, author and year.
    ProgramError
        If Pandoc fails.
    """
    profile = project.profiles[0]
    key, file = profile.config.get("study"), next(iter(profile.bibliographies), None)
    if key is None:
        return None
    if not isinstance(key, str):
        raise _wrong(project, f"found {key!r}", "write the key of one entry")
    path = project.report / str(file)
    if not path.is_file():
        found = f"the bibliography {project.name(path)} that should describe the study is missing"
        raise _wrong(project, found, "name one file under bibliography")
    bibliography = read_bibliography(project.name(path), project.sources.read_text(path))
    if key not in bibliography.works:
        raise _wrong(project, f"{project.name(path)} has no entry {key!r}", "take the key of an entry")
    return _study(key, bibliography)


def _study(key: str, bibliography: Bibliography) -> SourceStudy:
    entry = bibliography.works[key]
    names: list[Mapping[str, Any]] = [name["c"] for name in entry.get("author", {"c": ()})["c"]]
    authors = tuple((_text(name, "family") or _text(name, "literal"), _text(name, "given")) for name in names)
    year = _YEAR.match(_text(entry, "issued"))
    needed = {"title": _text(entry, "title"), "author": authors, "year": year}
    if missing := [field for field, value in needed.items() if not value]:
        found, remedies = "the study has no such field that can be read", {"year": "add it: a year in four digits"}
        raise InputError(bibliography.problem(key, field, found, remedies.get(field, "add it")) for field in missing)
    return SourceStudy(
        title=_text(entry, "title"),
        authors=authors,
        year=int(year[0]) if year else 0,
        journal=_text(entry, "container-title"),
        volume=_text(entry, "volume"),
        issue=_text(entry, "issue"),
        pages=_text(entry, "page"),
        issn=_text(entry, "issn"),
        language=_LANGUAGES.get(_text(entry, "language"), ""),
    )


def _text(fields: Mapping[str, Any], name: str) -> str:
    return write_plain_text(fields[name]) if name in fields else ""


def _wrong(project: Project, found: str, remedy: str) -> InputError:
    return InputError([Problem(project.name(project.report / "_quarto.yml"), 0, "study", found, remedy)])
