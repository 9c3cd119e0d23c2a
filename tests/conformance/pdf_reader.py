"""Reads a PDF as its reader gets it: its text in the order of its tags, as a screen reader does, and more."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf

from .account import Fact, plain, without_programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADINGS = {"Title", *(f"H{level}" for level in range(1, 7))}
BLOCKS = {*HEADINGS, "P", "LI", "TR", "Caption", "BlockQuote"}
PASSED_OVER = {"TOC"}  # the contents are in the outline, and their page numbers are the layout's
CODES = re.compile(rb"<([0-9A-Fa-f]+)>")
MAPPED = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)


def read_pdf(path: Path) -> list[Fact]:
    """Return the facts of a PDF: metadata, standards, outline, attachments, and its text in reading order."""
    with pikepdf.open(path) as pdf:
        reading = _Reading(_MarkedTexts(pdf))
        return [*_metadata(pdf), *_outline(pdf), *_attachments(pdf), *reading.facts(pdf.Root.StructTreeRoot)]


def _metadata(pdf: pikepdf.Pdf) -> Iterator[Fact]:
    yield Fact("metadata", "lang", str(pdf.Root.get("/Lang", "")))
    for name in ("Title", "Author", "Subject", "Keywords", "CreationDate"):
        yield Fact("metadata", name, plain(str(pdf.docinfo.get(f"/{name}", ""))))
    with pdf.open_metadata() as metadata:
        archival = f"{metadata.get('pdfaid:part')}{metadata.get('pdfaid:conformance')}"
        yield Fact("standard", "PDF/A", archival)
        yield Fact("standard", "PDF/UA", str(metadata.get("pdfuaid:part")))
    yield Fact("standard", "tagged", str(bool(pdf.Root.get("/MarkInfo", {}).get("/Marked", False))))


def _outline(pdf: pikepdf.Pdf) -> Iterator[Fact]:
    def entries(items: Any, depth: int) -> Iterator[Fact]:
        for item in items:
            yield Fact("outline", "", f"{depth} | {plain(item.title)}")
            yield from entries(item.children, depth + 1)

    with pdf.open_outline() as outline:
        yield from entries(outline.root, 1)


def _attachments(pdf: pikepdf.Pdf) -> Iterator[Fact]:
    for name, attached in sorted(pdf.attachments.items()):
        content = attached.get_file()
        digest = hashlib.sha256(content.read_bytes()).hexdigest()[:12]
        relationship = str(attached.obj.get("/AFRelationship", "")).strip("/")
        told = (content.mime_type, relationship, digest, plain(attached.description))
        yield Fact("attachment", name, " | ".join(told))


@dataclass
class _Reading:
    """Goes through the tags and keeps the heading that it is under."""

    texts: _MarkedTexts
    section: str = "top"
    pieces: list[str] = field(default_factory=list)

    def facts(self, element: Any) -> Iterator[Fact]:
        """Yield the facts of a tag and of all that is in it, a block at a time."""
        tag = _tag(element)
        if tag in PASSED_OVER:
            return
        if "/Lang" in element and tag:
            yield Fact("language", str(element.Lang), plain("".join(self._inside(element))))
        if tag == "Link":
            yield self._link(element)
        if tag in BLOCKS:
            yield from self._end("text")
        if tag == "Figure":
            yield Fact("alternative", "", plain(str(element.get("/Alt", ""))))
        elif tag == "TR":
            yield self._row(element)
        else:
            yield from self._kids(element)
            yield from self._close(tag)

    def _kids(self, element: Any) -> Iterator[Fact]:
        for kid in _kids(element):
            if _tag(kid):
                yield from self.facts(kid)
            else:
                self.pieces.append(self.texts.of(kid, element))

    def _close(self, tag: str) -> Iterator[Fact]:
        if tag == "Lbl":
            self.pieces.append(" ")
        elif tag in HEADINGS:
            self.section = plain("".join(self.pieces))
            yield from self._end("heading", f"{tag} | ")
        elif tag in BLOCKS or not tag:
            yield from self._end("text")

    def _link(self, element: Any) -> Fact:
        """Return a link with its address or its anchor: Typst names those of headings, and gives others by place."""
        text = plain("".join(self._inside(element)))
        notes = [kid.Obj for kid in _kids(element) if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
        addresses = [str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A]
        if addresses:
            return Fact("link", addresses[0], text)
        anchors = [str(note.Dest) for note in notes if isinstance(note.get("/Dest"), pikepdf.String)]
        return Fact("reference", anchors[0] if anchors else "", text)

    def _row(self, row: Any) -> Fact:
        cells = [cell for cell in _kids(row) if _tag(cell)]
        head = "head | " if {_tag(cell) for cell in cells} == {"TH"} else ""
        return Fact("row", "", head + " | ".join(plain("".join(self._inside(cell))) for cell in cells))

    def _inside(self, element: Any) -> Iterator[str]:
        for kid in _kids(element):
            yield "".join(self._inside(kid)) if _tag(kid) else self.texts.of(kid, element)

    def _end(self, kind: str, before: str = "") -> Iterator[Fact]:
        text = without_programs(plain("".join(self.pieces)))
        self.pieces.clear()
        if text:
            yield Fact(kind, "" if kind == "heading" else self.section, before + text)


def _tag(kid: Any) -> str:
    """Return what kind of tag this is; empty if it is none."""
    return str(kid.get("/S", "")).strip("/") if isinstance(kid, pikepdf.Dictionary) else ""


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


class _MarkedTexts:
    """The text of every piece of marked content, by page and number."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._texts = {page.obj.objgen: _page_texts(page) for page in pdf.pages}

    def of(self, kid: Any, element: Any) -> str:
        """Return the text of a tag's kid that is no tag: a number of marked content, or a reference to one."""
        reference = kid if isinstance(kid, pikepdf.Dictionary) else {}
        number = reference.get("/MCID") if reference else kid
        page = reference.get("/Pg") or element.get("/Pg") if reference else element.get("/Pg")
        if number is None or page is None:
            return ""
        return self._texts[page.objgen].get(int(number), "")


def _page_texts(page: pikepdf.Page) -> dict[int, str]:
    fonts = {name: _code_map(font) for name, font in page.obj.Resources.get("/Font", {}).items()}
    texts: dict[int, str] = {}
    marks: list[tuple[int | None, str | None]] = []
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            properties = operands[1] if name == "BDC" else {}
            number = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
            actual = properties.get("/ActualText") if isinstance(properties, pikepdf.Dictionary) else None
            marks.append((None if number is None else int(number), None if actual is None else str(actual)))
            if actual is not None:
                _add(texts, marks, str(actual))
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            letters = fonts.get(str(operands[0]), {})
        elif name in {"Tj", "TJ"} and not any(actual is not None for _, actual in marks):
            _add(texts, marks, _decoded(operands[0], letters))
    return texts


def _add(texts: dict[int, str], marks: list[tuple[int | None, str | None]], text: str) -> None:
    number = next((number for number, _ in reversed(marks) if number is not None), None)
    if number is not None:
        texts[number] = texts.get(number, "") + text


def _decoded(shown: Any, letters: dict[int, str]) -> str:
    strings = shown if isinstance(shown, pikepdf.Array) else [shown]
    codes = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
    return "".join(letters.get(int.from_bytes(codes[at : at + 2]), "�") for at in range(0, len(codes), 2))


def _code_map(font: Any) -> dict[int, str]:
    """Return which letters a font's two-byte codes stand for."""
    letters: dict[int, str] = {}
    if "/ToUnicode" not in font:
        return letters
    for kind, body in MAPPED.findall(font.ToUnicode.read_bytes()):
        codes = [code.decode() for code in CODES.findall(body)]
        step = 2 if kind == b"char" else 3
        for first, *rest in (codes[at : at + step] for at in range(0, len(codes), step)):
            last, text = (int(rest[0], 16), rest[1]) if kind == b"range" else (int(first, 16), rest[0])
            start = bytes.fromhex(text).decode("utf-16-be")
            for code in range(int(first, 16), last + 1):
                letters[code] = start[:-1] + chr(ord(start[-1]) + code - int(first, 16))
    return letters
