"""``index.html`` of a bundle: its description in all languages on one page, which needs no network."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from html import escape
from string import Template
from typing import TYPE_CHECKING, Final

from multitrack.bundles.bundle_metadata import row_places, say_file, say_locator, words
from multitrack.bundles.data_csv import NAME as DATA
from multitrack.bundles.exhibits import Chart
from multitrack.bundles.linked_data import citation_tags, json_ld
from multitrack.citations.reference_records import bcp47
from multitrack.lang.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from multitrack.bundles.bundle_metadata import RowPlace
    from multitrack.bundles.exhibits import Exhibit, Grid
    from multitrack.edition import Edition
    from multitrack.lang.language import Language

NAME: Final = "index.html"

_OUT: Final = "../../"
"""From a bundle's folder to that of the whole output."""
_SVG_SIZE: Final = re.compile(rb'<svg[^>]*? width="(\d+)[\d.]*" height="(\d+)')


def landing_page(exhibit: Exhibit, edition: Edition, files: Mapping[str, bytes], theme: str) -> bytes:
    """Return the page of a bundle.

    Parameters
    ----------
    files
        The bundle's other files, the ZIP among them.
    theme
        ``landing.html`` of the report's theme: the frame with style and script.
    """
    page = _Page(exhibit, edition, files)
    first = edition.speakers[0]
    return (
        Template(theme)
        .substitute(
            lang=bcp47(first),
            policy=_policy(theme),
            title=escape(f"{exhibit.wording[first.code].title} ({exhibit.exhibit_id})"),
            head=f"{citation_tags(exhibit, edition)}\n{json_ld(exhibit, edition, sorted(files))}",
            navigation=escape(" / ".join(words(language, "page", "contents") for language in edition.speakers)),
            navigation_items=page.navigation(),
            heading=page.heading(),
            main=page.main(),
            footer=escape(f"{exhibit.versioned_id} · {edition.works[exhibit.exhibit_id].licence.title}"),
        )
        .encode()
    )


def _policy(theme: str) -> str:
    """Return the page's policy: its own style and script, by their hashes, and pictures in its folder."""
    style, script = (_hash(re.findall(rf"<{tag}>(.*?)</{tag}>", theme, re.DOTALL)[0]) for tag in ("style", "script"))
    loaded = f"default-src 'none'; img-src 'self' file:; style-src '{style}'; script-src '{script}'"
    return f"{loaded}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@dataclass(frozen=True)
class _Page:
    exhibit: Exhibit
    edition: Edition
    files: Mapping[str, bytes]

    def navigation(self) -> str:
        """Return the links to the page's parts and to the reports."""
        parts = [
            f'<li><a href="#{one.code}" lang="{bcp47(one)}">{escape(words(one, "page", "language"))}</a></li>'
            for one in self.edition.speakers
        ]
        reports = [
            f'<li><a href="{self._report(one)}" lang="{bcp47(one)}">{escape(words(one, "page", "in-report"))}</a></li>'
            for one in self.edition.speakers
        ]
        return "\n".join([*parts, *reports])

    def heading(self) -> str:
        """Return the heading common to all languages: kind and id."""
        return f"{self._in_all('kinds', self.exhibit.kind)} <code>{escape(self.exhibit.exhibit_id)}</code>"

    def main(self) -> str:
        articles = "\n".join(self._article(language) for language in self.edition.speakers)
        shared = [self._data()] if self.exhibit.kind == "figure" else []
        return "\n".join([f'<div class="languages">\n{articles}\n</div>', *shared, self._rows()])

    def _article(self, language: Language) -> str:
        code, said = language.code, self.exhibit.wording[language.code]
        name = words(language, "page", "language")
        parts = [
            f'<article id="{code}" lang="{bcp47(language)}">',
            f'<p class="kind">{escape(name)}</p>',
            f"<h2>{escape(said.title)}</h2>",
            self._shown(language),
            f"<p>{escape(said.description)}</p>" if said.description else "",
            f'<p><a href="{self._report(language)}">{escape(words(language, "page", "in-report"))}</a></p>',
            f"<h3>{escape(words(language, 'page', 'downloads'))}</h3>",
            self._downloads(language),
            f'<h3 id="cite-{code}">{escape(words(language, "page", "cite"))}</h3>',
            *self._citations(language),
            f"<h3>{escape(words(language, 'page', 'facts'))}</h3>",
            self._facts(language),
            f"<h3>{escape(words(language, 'page', 'columns'))}</h3>",
            _listed((column.header, escape(column.meaning(language))) for column in self.exhibit.data.columns),
            "</article>",
        ]
        return "\n".join(part for part in parts if part)

    def _shown(self, language: Language) -> str:
        said, shown = self.exhibit.wording[language.code], self.exhibit.shown[language.code]
        if not isinstance(shown, Chart):
            label = escape(said.title)
            return f"<p>{escape(said.caption)}</p>\n{_scrolling(_grid(shown), label)}"
        name = f"{self.exhibit.exhibit_id}.{language.code}.svg"
        found = _SVG_SIZE.search(self.files[name])
        size = f' width="{int(found[1])}" height="{int(found[2])}"' if found else ""
        caption = f"<figcaption>{escape(said.caption)}</figcaption>"
        return f'<figure><img src="{name}" alt="{escape(said.alt)}"{size}>\n{caption}</figure>'

    def _downloads(self, language: Language) -> str:
        """Return links to the files of this language and to those of all, the whole bundle first."""
        others = [f"{self.exhibit.exhibit_id}.{one.code}." for one in self.edition.speakers if one != language]
        archive = f"{self.exhibit.exhibit_id}.zip"
        names = [
            name for name in self.files if not name.startswith(tuple(others)) and name not in {archive, "README.md"}
        ]
        links = [
            _download(archive, words(language, "page", "all"), ""),
            _download("README.md", "README", ""),
            *(_download(name, name, say_file(name, self.exhibit, self.edition, language)) for name in names),
        ]
        return '<ul class="files">\n' + "\n".join(links) + "\n</ul>"

    def _citations(self, language: Language) -> Iterator[str]:
        told = self.edition.citations[language.code][self.exhibit.exhibit_id]
        texts = {
            "APA": told.html["apa"],
            "Chicago": told.html["chicago"],
            words(language, "page", "note-from"): escape(told.from_note),
            words(language, "page", "note-adapted"): escape(told.adapted_note),
        }
        for name, text in texts.items():
            yield _quote(name, f"<p>{text}</p>", language)
        yield _quote("BibTeX", f"<pre>{escape(told.bibtex)}</pre>", language)

    def _facts(self, language: Language) -> str:
        work, code = self.edition.works[self.exhibit.exhibit_id], language.code
        licence = f'<a rel="license" href="{escape(work.licence.url)}">{escape(work.licence.title)}</a>'
        facts = {
            "identifier": f"<code>{escape(self.exhibit.versioned_id)}</code>",
            "version": escape(work.version),
            "released": escape(language.date(PartialDate.parse(work.release.isoformat()))),
            "authors": escape(", ".join(work.authors[code])),
            "licence": licence,
            **({"based-on": escape(self.edition.source)} if self.edition.source else {}),
            "data-hash": self.exhibit.digests.data,
            "specification-hash": self.exhibit.digests.specification,
        }
        return _listed((words(language, "page", key), fact) for key, fact in facts.items())

    def _data(self) -> str:
        heading = self._in_all("page", "data")
        numbers = [
            all(_is_number(row[place]) for row in self.exhibit.data.rows)
            for place in range(len(self.exhibit.data.columns))
        ]
        table = _table([column.header for column in self.exhibit.data.columns], self.exhibit.data.rows, numbers)
        link = f'<p><a href="{DATA}">{DATA}</a></p>'
        return f'<section class="data"><h2 id="data">{heading}</h2>\n{link}\n{_scrolling(table, heading)}</section>'

    def _rows(self) -> str:
        heading = self._in_all("page", "rows")
        names = [self._in_all("page", key) for key in ("row", "place", "study", "source")]
        body = "".join(self._row(place) for place in row_places(self.exhibit, self.edition.package))
        head = "".join(f'<th scope="col">{name}</th>' for name in names)
        table = f'<table class="wide"><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>'
        return f'<section class="data"><h2 id="rows">{heading}</h2>\n{_scrolling(table, heading)}</section>'

    def _row(self, place: RowPlace) -> str:
        locators = [
            f'<span lang="{bcp47(one)}">{escape(say_locator(place.locator, one))}</span>'
            for one in self.edition.speakers
        ]
        source = place.source
        taken = escape(f"{source.publisher}, {source.title}") if source else ""
        if source and source.url.startswith(("https://", "http://")):
            taken = f'<a href="{escape(source.url)}">{taken}</a>'
        study = "<br>".join(locators) if place.locator else ""
        cells = (escape(place.row), f"{escape(place.file)}:{place.line}", study, taken)
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"

    def _report(self, language: Language) -> str:
        return escape(f"{_OUT}{self.edition.pages[language.code]}#{self.exhibit.exhibit_id}")

    def _in_all(self, *path: str) -> str:
        """Return a word in all languages, equal ones once."""
        said = {words(one, *path): bcp47(one) for one in reversed(self.edition.speakers)}
        return " · ".join(f'<span lang="{lang}">{escape(word)}</span>' for word, lang in reversed(said.items()))


def _download(name: str, text: str, note: str) -> str:
    said = f" <span>{escape(note)}</span>" if note else ""
    return f'<li><a href="{escape(name)}">{escape(text)}</a>{said}</li>'


def _quote(name: str, text: str, language: Language) -> str:
    copy, copied = words(language, "page", "copy"), words(language, "page", "copied")
    label = escape(f"{copy}: {name}")
    button = f'<button type="button" hidden data-copied="{escape(copied)}" aria-label="{label}">{escape(copy)}</button>'
    return f'<h4>{escape(name)}</h4>\n<div class="quote">{text}{button}</div>'


def _listed(pairs: Iterable[tuple[str, str]]) -> str:
    return "<dl>" + "\n".join(f"<dt>{escape(name)}</dt><dd>{text}</dd>" for name, text in pairs) + "</dl>"


def _scrolling(table: str, label: str) -> str:
    """Return a table in a box that can be scrolled by keyboard."""
    said = re.sub("<[^>]*>", "", label)
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{said}">{table}</div>'


def _grid(grid: Grid) -> str:
    return _table(grid.headers, grid.cells, [column.align != "left" for column in grid.columns])


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[bool]) -> str:
    sides = [' class="number"' if number else "" for number in numbers]
    head = "".join(f'<th scope="col"{side}>{escape(name)}</th>' for name, side in zip(headers, sides, strict=True))
    lines = (
        "<tr>" + "".join(f"<td{side}>{escape(cell)}</td>" for cell, side in zip(row, sides, strict=True)) + "</tr>"
        for row in rows
    )
    return f'<table class="wide"><thead><tr>{head}</tr></thead>\n<tbody>' + "\n".join(lines) + "</tbody></table>"


def _is_number(text: str) -> bool:
    return not text or text.replace(".", "", 1).removeprefix("-").isdigit()
