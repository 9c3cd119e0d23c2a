"""The metadata of a bundle, and the places of its rows in words."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from multitrack.lang.values import Message
from multitrack.render.provenance import name_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from multitrack.bundles.data_csv import CsvColumn
    from multitrack.bundles.exhibits import Exhibit
    from multitrack.edition import Edition
    from multitrack.lang.language import Language
    from multitrack.source.data_package import DataPackage, Source

_BEFORE_NUMBER: Final = re.compile(r" ?(?=\d)")


@dataclass(frozen=True)
class RowPlace:
    """The place of a data row, with its locator if it is from the study, and its source if it was published."""

    row: str
    file: str
    line: int
    locator: str
    source: Source | None


def find_row_places(exhibit: Exhibit, package: DataPackage) -> Iterator[RowPlace]:
    """Yield the places of the rows behind an exhibit."""
    sources = {source.source_id: source for source in package.sources}
    for row in exhibit.rows:
        origin = package.origins[row]
        source = sources.get(origin.cell("source_id"))
        yield RowPlace(row, origin.file, origin.line, origin.cell("locator"), source)


def get_words(language: Language, *path: str) -> str:
    """Return the words of bundles in a language."""
    return language.say(Message("kits", path))


def say_locator(locator: str, language: Language) -> str:
    """Return a place in the study in the words of a language: ``track 1, item 5, paragraph 2`` part by part."""
    said: list[str] = []
    for part in filter(None, locator.split(", ")):
        name, *number = _BEFORE_NUMBER.split(part, maxsplit=1)
        said.append(" ".join([get_words(language, "locators", name.lower().replace(" ", "-")), *number]))
    return ", ".join(said)


RECORD: Final = "metadata.json"
README: Final = "README.md"

_MARKUP: Final = re.compile(
    r"[\\`*|~^]"
    r"|(?<![^\W_])_|_(?![^\W_])|#(?=#*$)"
    r"|^\[(?=[ xX]\])|\[(?=[\^@!])|\[(?=.*\][(\[{:])|\[(?![^\[\]]*\])"
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\$(?!\d)|!(?=\[)|\{(?=\{)|(?<=\{)\{|@"
    r"|(?<=\bwww)\.|:(?=//)|:(?=[\w+-]+:)|^>|^[=+:%#-](?!\d)"
)
"""Markup inside a line where it is markup, addresses that programs recognise, and the start of a list or an underline.

Few readers know that Markdown lets any sign be escaped: the others would show the backslashes. Brackets without a
partner are among it: Pandoc takes twice as long for each further one.
"""
_LISTED: Final = re.compile(r"^(\(?[\w#]{1,9})([.)])(?=\s|$)")
"""Start of a list entry numbered in figures, letters or Roman numerals."""

_PARTS: Final = ("title", "subtitle", "note", "alt", "description", "source")
_KINDS_OF_FILE: Final[Mapping[str, str]] = {
    ".svg": "svg", ".slide.png": "slide", ".png": "png", ".pdf": "pdf", ".vl.json": "vl-json", ".md": "md",
    ".tex": "tex", ".html": "html", ".xlsx": "xlsx", ".docx": "docx", ".csv": "csv", RECORD: "json",
    "citation.bib": "bib", "citation.ris": "ris", "citation.json": "csl",
}  # fmt: skip
"""Ending of a file's name → key of ``files`` in the words of bundles; a longer ending stands before a shorter one."""


def describe_bundle(exhibit: Exhibit, edition: Edition, files: Mapping[str, bytes]) -> bytes:
    """Return the description of a bundle and of its other files as JSON."""
    work, languages = edition.works[exhibit.exhibit_id], edition.speakers
    content: dict[str, Any] = {
        "id": exhibit.exhibit_id,
        "kind": exhibit.kind,
        "versioned_id": exhibit.versioned_id,
        "version": work.version,
        "data_sha256": exhibit.digests.data,
        "specification_sha256": exhibit.digests.specification,
        "released": work.release.isoformat(),
        **{part: texts for part in _PARTS if (texts := _texts(exhibit, part))},
        "authors": work.authors,
        "licence": asdict(work.licence),
        "based_on": edition.source,
        "url": {code: url for code, url in work.url.items() if url},
        "citation": {code: cited[work.work_id].apa for code, cited in edition.citations.items()},
        "columns": [_column(column, languages) for column in exhibit.data.columns],
        "rows": [_row(place) for place in find_row_places(exhibit, edition.package)],
    }
    return write_record(content, files)


def write_record(content: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """Return a description with the sizes and hashes of the described files as JSON."""
    listed = {
        name: {"bytes": len(made), "sha256": hashlib.sha256(made).hexdigest()} for name, made in sorted(files.items())
    }
    return (json.dumps({**content, "files": listed}, ensure_ascii=False, indent=1) + "\n").encode()


def write_readme(exhibit: Exhibit, edition: Edition, names: Iterable[str]) -> bytes:
    """Return the README of a bundle, in all languages one after the other."""
    sections = (_section(exhibit, edition, sorted(names), language) for language in edition.speakers)
    return ("\n\n".join(sections) + "\n").encode()


def say_file(name: str, exhibit: Exhibit, edition: Edition, language: Language) -> str:
    """Describe a file of a bundle: ``Vector picture (English)``."""
    said = get_words(language, "files", next(key for ending, key in _KINDS_OF_FILE.items() if name.endswith(ending)))
    spoken = [one for one in edition.speakers if name.startswith(f"{exhibit.exhibit_id}.{one.code}.")]
    return f"{said} ({get_words(spoken[0], 'page', 'language')})" if spoken else said


def escape(text: str) -> str:
    """Escape only the markup in a text, so that it stays readable as plain Markdown."""
    plain = " ".join(word for word in text.split(" ") if word)
    lone = plain.count("$") == 1  # a pair of them would enclose a formula
    escaped = _MARKUP.sub(lambda found: found[0] if lone and found[0] == "$" else f"\\{found[0]}", plain)
    return _LISTED.sub(r"\1\\\2", escaped)


def _section(exhibit: Exhibit, edition: Edition, names: Iterable[str], language: Language) -> str:
    code, said = language.code, exhibit.wording[language.code]
    work, citation = edition.works[exhibit.exhibit_id], edition.citations[code][exhibit.exhibit_id]
    facts = {
        "identifier": f"`{exhibit.versioned_id}`",
        "licence": escape(f"{work.licence.title} ({work.licence.url})"),
        "authors": escape(", ".join(work.authors[code])),
        **({"source": escape(said.source)} if said.source else {}),
        **({"based-on": escape(edition.source)} if edition.source else {}),
    }
    listed = [f"- `{name}`: {escape(say_file(name, exhibit, edition, language))}" for name in names]
    meanings = [f"- `{column.header}`: {escape(column.meaning(language))}" for column in exhibit.data.columns]
    files: dict[str, list[str]] = {}  # the metadata have the rows one by one
    for place in find_row_places(exhibit, edition.package):
        files.setdefault(place.file, []).append(place.row)
    rows = [f"- `{file}`: {escape(name_rows(found, language))}" for file, found in files.items()]
    return "\n\n".join(
        [
            f"# {escape(said.title)}",
            escape(said.caption),
            "\n".join(f"- {escape(get_words(language, 'page', key))}: {fact}" for key, fact in facts.items()),
            f"## {escape(get_words(language, 'page', 'cite'))}",
            *(escape(text) for text in (citation.apa, citation.from_note, citation.adapted_note)),
            f"## {escape(get_words(language, 'readme', 'what'))}",
            "\n".join(listed),
            *([escape(get_words(language, "readme", "vega"))] if exhibit.kind == "figure" else []),
            f"## {escape(get_words(language, 'page', 'columns'))}",
            "\n".join(meanings),
            f"## {escape(get_words(language, 'page', 'rows'))}",
            "\n".join(rows),
            f"## {escape(get_words(language, 'readme', 'check'))}",
            escape(get_words(language, "readme", "check-how")),
            f"    multitrack verify {exhibit.versioned_id}",
        ]
    )


def _texts(exhibit: Exhibit, part: str) -> dict[str, str]:
    return {code: text for code, said in exhibit.wording.items() if (text := getattr(said, part))}


def _column(column: CsvColumn, languages: Iterable[Language]) -> dict[str, Any]:
    meanings = {language.code: column.meaning(language) for language in languages}
    return {
        "name": column.header,
        "type": column.kind,
        "meaning": meanings,
        **({"language": column.language} if column.language else {}),
    }


def _row(place: RowPlace) -> dict[str, Any]:
    said: dict[str, Any] = {"row": place.row, "file": place.file, "line": place.line}
    if place.locator:
        said["locator"] = place.locator
    if place.source:
        said["source"] = {"id": place.source.source_id, "licence": place.source.licence, "url": place.source.url}
    return said
