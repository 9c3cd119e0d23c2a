"""The publications behind the data: entries of the references, and the line of sources under a figure or a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from multitrack.citations.reference_records import escape_tex
from multitrack.render.markdown import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from multitrack.lang.language import Language
    from multitrack.source.data_package import DataPackage, Source

    Name = Callable[[Source], str]

BIBLIOGRAPHY: Final = "sources.bib"
"""Name of the bibliography of sources among the generated files."""
_STUDY: Final = "study"
_CODING: Final = "reliability"
"""Folders of the data with the rows of the study, and with the codings of it."""
_CITED: Final = "\ue000{}\ue001"
"""A key in place of its citation; no text may hold these characters."""
_KEY: Final = re.compile("\ue000(.*?)\ue001")
_DATE: Final = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass(frozen=True)
class Publications:
    """The publications that rows come from.

    Attributes
    ----------
    key, reference
        Key of the edited study in the bibliography, and the study in one line of plain text; empty if there is none.
    """

    package: DataPackage
    key: str
    reference: str

    @cached_property
    def _sources(self) -> Mapping[str, Source]:
        return {source.source_id: source for source in self.package.sources}

    def to_bibtex(self) -> bytes:
        """Return an entry of BibLaTeX for each source, under its ``source_id``, but for the edition's own estimates."""
        return "\n".join(_entry(source) for source in self.package.sources if not source.made_from).encode()

    def cite(self, rows: Iterable[str], language: Language) -> str:
        """Return the publications behind rows as Markdown, each publisher with its citation; empty without any."""
        study = _CITED.format(self.key) if self.key else ""
        named = self._join(rows, language, study, lambda source: _CITED.format(source.source_id))
        # The words around the citations are text, whatever signs they hold.
        return _KEY.sub(lambda key: "@" + key[1].replace("\\", ""), escape(named))

    def name(self, rows: Iterable[str], language: Language) -> str:
        """Return the publications behind rows as plain text, each with publisher and title; empty if there are none."""
        return self._join(rows, language, self.reference.rstrip("."), lambda one: f"{one.publisher}, {one.title}")

    def _join(self, rows: Iterable[str], language: Language, study: str, name: Name) -> str:
        origins = [self.package.origins[row] for row in rows]
        folders = {PurePosixPath(origin.file).parent.name for origin in origins}
        found = dict.fromkeys(self._sources.get(origin.cell("source_id")) for origin in origins)
        named = [
            study if _STUDY in folders else "",
            language.label("notes", "own-coding", study=study) if _CODING in folders else "",
            *(self._say(source, language, name) for source in found if source),
        ]
        return language.label("joints", "items").join(part for part in named if part)

    def _say(self, source: Source, language: Language, name: Name) -> str:
        if not source.made_from:
            return name(source)
        inputs = language.label("joints", "list").join(name(self._sources[one]) for one in source.made_from)
        return language.label("notes", "own-estimate", sources=inputs)


def _entry(source: Source) -> str:
    """Return the entry of a source; a date of its own is one of publication, anything else a version."""
    write = partial(escape_tex, counting=False)
    edition = ("date" if _DATE.fullmatch(source.retrieved) else "version", source.retrieved)
    fields = {
        "author": f"{{{write(source.publisher)}}}",
        "title": f"{{{write(source.title)}}}",
        edition[0]: write(edition[1]),
        "url": source.url,
        "langid": "english",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{source.source_id},", *lines, "}"]) + "\n"
