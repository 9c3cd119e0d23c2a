"""Reads a page as its reader gets it, whichever engine wrote it: Quarto's markup and the embedded engine's alike."""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import TYPE_CHECKING

import lxml.html

from .account import Fact, plain, printed_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

HEADINGS = {f"h{level}" for level in range(1, 7)}
BLOCKS = {*HEADINGS, "p", "ul", "ol", "dl", "li", "dt", "dd", "div", "section", "figure", "table", "pre", "blockquote"}
SILENT = {"script", "style", "svg", "template", "nav", "colgroup"}
FLOAT = re.compile(r"(fig|tbl)-[\w-]+")
KINDS = {"fig": "figure", "tbl": "table"}
AROUND = ("float-subtitle", "float-note", "float-source", "float-code")


def read_html(page: Path) -> list[Fact]:
    """Return the facts of a page in reading order, its metadata before and its printed numbers after them."""
    root = lxml.html.document_fromstring(page.read_text(encoding="utf-8"))
    facts = [*_metadata(root), *_contents(root), *_Reading().facts(root.body), *_packed(root)]
    return facts + printed_numbers(facts)


def _metadata(root: HtmlElement) -> Iterator[Fact]:
    yield Fact("metadata", "lang", root.get("lang", ""))
    yield Fact("metadata", "title", plain(root.findtext(".//title") or ""))
    for name in ("author", "keywords", "description"):
        for meta in root.xpath(f"//head/meta[@name='{name}']"):
            yield Fact("metadata", name, plain(meta.get("content")))
    for link in root.xpath("//head/link[@rel='alternate']"):
        yield Fact("metadata", "alternate", f"{link.get('hreflang') or link.get('type')} {link.get('href')}")


def _contents(root: HtmlElement) -> Iterator[Fact]:
    for nav in root.xpath("//nav[@id='TOC']"):
        for title in nav.xpath("./*[self::h1 or self::h2 or self::h3]"):
            yield Fact("contents", "", _text(title))
        for link in nav.iter("a"):
            yield Fact("contents", link.get("href", ""), _text(link))


def _packed(root: HtmlElement) -> Iterator[Fact]:
    """Yield the data that a page lays out beside a figure when asked for; on paper they are in the attached data."""
    for script in root.xpath("//script[@id='charts']"):
        charts = json.loads(gzip.decompress(base64.b64decode(script.text.split()[0])))
        for identifier, figure in charts["figures"].items():
            head, *rows = ([plain(cell) for cell in row] for row in (figure.get("head", []), *figure.get("rows", [])))
            yield Fact("data", identifier, "head | " + " | ".join(head))
            yield from (Fact("data", identifier, " | ".join(row)) for row in rows)


class _Reading:
    """Goes through a page and keeps the anchor of the heading that it is under."""

    def __init__(self) -> None:
        self.section = "top"

    def facts(self, element: HtmlElement) -> Iterator[Fact]:
        """Yield the facts of an element and of all that is in it."""
        if not isinstance(element.tag, str) or element.tag in SILENT:
            return
        if element.get("lang") and element.tag in BLOCKS:
            yield Fact("language", element.get("lang"), _text(element))
        if element.tag in HEADINGS:
            yield self._heading(element)
        elif _is_float(element):
            yield from self._float(element)
        elif element.tag == "table":
            yield from _rows(element, self.section)
            yield from _inline(element)
        else:
            yield from self._block(element)

    def _block(self, element: HtmlElement) -> Iterator[Fact]:
        if "csl-entry" in _classes(element):
            yield Fact("work", element.get("id", ""), _text(element))
        elif "edition-note" in _classes(element):
            yield Fact("note", self.section, _text(element))
            yield from _inline(element)
        else:
            blocks = tuple(child for child in element if any(part.tag in BLOCKS for part in child.iter()))
            if text := _text(element, without=blocks):
                yield Fact("text", self.section, text)
                yield from _inline(element, without=blocks)
            for child in blocks:
                yield from self.facts(child)

    def _heading(self, element: HtmlElement) -> Fact:
        parent = element.getparent()
        wraps = parent is not None and parent.tag in {"section", "div"} and next(iter(parent)) is element
        self.section = element.get("id") or (parent.get("id") if wraps else None) or "top"
        numbers = element.find_class("header-section-number")
        number = _text(numbers[0]) if numbers else "–"
        title = _text(element, without=tuple(numbers))
        return Fact("heading", self.section, f"{element.tag[1]} | {number} | {title}")

    def _float(self, element: HtmlElement) -> Iterator[Fact]:
        identifier = element.get("id")
        captions = element.xpath("(.//figcaption | .//caption)[not(ancestor::details)]")
        caption = " ".join(_text(part) for part in captions)
        alternatives = [alt for part in element.iter() if (alt := _alternative(part))]
        alt = f" | alt: {' / '.join(alternatives)}" if alternatives else ""
        yield Fact(KINDS[identifier[:3]], identifier, caption + alt)
        for table in element.iter("table"):
            yield from _rows(table, identifier)
        yield from (Fact("text", identifier, _text(line)) for name in AROUND for line in _outside(element, name))
        yield from _inline(element)


def _rows(table: HtmlElement, place: str) -> Iterator[Fact]:
    for row in table.iter("tr"):
        cells = [_text(cell) for cell in row if cell.tag in {"th", "td"}]
        head = "head | " if all(cell.tag == "th" for cell in row) else ""
        yield Fact("row", place, head + " | ".join(cells))


def _inline(element: HtmlElement, without: tuple[HtmlElement, ...] = ()) -> Iterator[Fact]:
    """Yield the references, links, citations and changes of language within a block."""
    passed_over = {part for child in without for part in child.iter()}
    for part in (part for part in element.iter() if part not in passed_over):
        if not isinstance(part.tag, str) or any("citation" in _classes(above) for above in part.iterancestors()):
            continue
        target = part.get("href", "")
        if "citation" in _classes(part):
            works = (link.get("href", "").removeprefix("#ref-") for link in part.iter("a"))
            yield Fact("citation", " ".join(works), _text(part))
        elif part.tag == "a" and target.startswith("#"):
            yield Fact("reference", target[1:], _text(part))
        elif part.tag == "a" and target:
            yield Fact("link", target, _text(part))
        if part.get("lang") and part.tag not in BLOCKS:
            yield Fact("language", part.get("lang"), _text(part))


def _is_float(element: HtmlElement) -> bool:
    """Say whether this is a figure or a table with an id: Quarto's division, or Pandoc's figure or table itself."""
    named = bool(FLOAT.fullmatch(element.get("id") or ""))
    return named and (element.tag in {"figure", "table"} or "quarto-float" in " ".join(_classes(element)))


def _outside(element: HtmlElement, name: str) -> Iterator[HtmlElement]:
    """Yield the parts of a class that stand outside of a caption."""
    for part in element.find_class(name):
        if not any(above.tag in {"figcaption", "caption"} for above in part.iterancestors()):
            yield part


def _alternative(element: HtmlElement) -> str:
    if element.tag == "img":
        return plain(element.get("alt", ""))
    return plain(element.get("aria-label", "")) if element.get("role") == "img" else ""


def _classes(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").split()


def _text(element: HtmlElement, without: tuple[HtmlElement, ...] = ()) -> str:
    return plain("".join(_pieces(element, without)))


def _pieces(element: HtmlElement, without: tuple[HtmlElement, ...]) -> Iterator[str]:
    # Words for readers who cannot see a mark stand in pages alone.
    is_read = isinstance(element.tag, str) and element.tag not in SILENT and "unseen" not in _classes(element)
    if is_read and element not in without:
        apart = " " if element.tag in BLOCKS or element.tag == "br" else ""
        yield apart + (element.text or "")
        for child in element:
            yield from _pieces(child, without)
            yield child.tail or ""
        yield apart
