"""A figure as SVG, PDF and PNG, each with embedded metadata."""

from __future__ import annotations

import json
import re
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

import typst

from multitrack.errors import ProgramError
from multitrack.typography import SANS
from multitrack.typography.text_metrics import REGULAR, SEMIBOLD, get_units, measure, outline, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from multitrack.bundles.exhibits import Wording
    from multitrack.citations.works import Work
    from multitrack.lang.language import Language

_NAMESPACES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "cc": "http://creativecommons.org/ns#",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}

_DOTS_AN_INCH: Final = 300
_SLIDE_DOTS_AN_INCH: Final = 144
"""A slide of 960 by 540 pt has 1920 by 1080 px."""
_INCHES_A_METRE: Final = 39.3701
_BOLD: Final = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_PLACED: Final = frozenset({"x", "y", "dx", "dy"})
_STANDARDS: Final = ("a-3a", "ua-1")

_SIZE: Final = re.compile(rb'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_OF_TEXT: Final = frozenset({"font-family", "font-size", "font-weight", "font-style", "text-anchor"})
_SHIFTS: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""Anchor of a text → the part of its width that lies before it."""

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_XMP_KEYWORD: Final = "XML:com.adobe.xmp"
_XMP: Final = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">{rdf}</x:xmpmeta><?xpacket end="r"?>'
)
"""The packet prescribed by XMP, with its fixed identifier."""

_HEAD: Final = """\
#let said = json(bytes(sys.inputs.said))
#set document(
  title: said.title, author: said.authors, description: said.description, keywords: said.keywords,
  date: datetime(year: said.year, month: said.month, day: said.day),
)
#set text(lang: said.lang, region: said.region)
"""
_PLAIN: Final = """\
#set page(width: said.width * 1pt, height: said.height * 1pt, margin: 0pt, fill: {ground})
{attach}#image("picture.svg", alt: said.alt, width: 100%, height: 100%)
"""
_SLIDE: Final = """\
#set page(width: 960pt, height: 540pt, margin: (x: 28pt, top: 24pt, bottom: 18pt), fill: white)
#set text(font: said.font, size: 10.5pt)
#grid(
  rows: (auto, 1fr, auto), row-gutter: 12pt,
  [#text(size: 21pt, weight: 600, par(leading: 0.45em, said.title)) #v(4pt) #text(fill: luma(35%), said.subtitle)],
  align(horizon, image("slide.svg", alt: said.alt, width: 100%, height: 100%, fit: "contain")),
  text(fill: luma(35%), par(leading: 0.4em, said.foot.join(linebreak()))),
)
"""
"""Nothing on a slide is smaller than 20 px."""
_ATTACH: Final = (
    '#pdf.attach(said.data, read(said.data, encoding: none), mime-type: "text/csv", relationship: "source",'
    " description: said.identifier)\n"
)
_FORMS: Final[Mapping[str, tuple[str, str, int]]] = {
    "pdf": (_PLAIN.format(ground="none", attach=_ATTACH), "pdf", 0),
    # Slides may be dark, as the letters are, so the PNG has a white background; paper has its own.
    "png": (_PLAIN.format(ground="white", attach=""), "png", _DOTS_AN_INCH),
    "slide.png": (_SLIDE, "png", _SLIDE_DOTS_AN_INCH),
}
"""Ending of the file → document of Typst, its format, and dots an inch."""


@dataclass(frozen=True, kw_only=True)
class PictureExport:
    """A figure's picture in one language, to be exported with its words and its origin.

    Attributes
    ----------
    svg, slide
        The rendered picture, and the one for a slide.
    data
        The CSV behind it, which is attached to the PDF.
    citation
        The citation of the figure as plain text.
    based_on
        The study behind the edition; empty if there is none.
    """

    svg: bytes
    slide: bytes
    data: bytes
    language: Language
    wording: Wording
    work: Work
    citation: str
    based_on: str

    @property
    def authors(self) -> tuple[str, ...]:
        """The authors in the language."""
        return self.work.authors[self.language.code]

    @property
    def url(self) -> str:
        """The address of the figure; empty if it has none."""
        return self.work.url[self.language.code]

    @property
    def licence(self) -> str:
        """Title and address of the licence."""
        return f"{self.work.licence.title}, {self.work.licence.url}"

    def to_rdf(self, media_type: str) -> str:
        """Return the origin as ``rdf:RDF``, in the shapes prescribed by XMP."""
        names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
        work, licence, tag = self.work, self.work.licence, self.language.tag
        parts = [
            _alternatives("dc:title", self.wording.title, tag),
            _alternatives("dc:description", self.wording.description, tag),
            f"<dc:identifier>{escape(work.versioned_id)}</dc:identifier>",
            _list("dc:creator", "Seq", self.authors),
            _list("dc:date", "Seq", [work.release.isoformat()]),
            _list("dc:language", "Bag", [tag]),
            _alternatives("dc:rights", f"{licence.title} ({licence.url})", tag),
            *([f"<dc:source>{escape(self.based_on)}</dc:source>"] if self.based_on else []),
            f"<dc:format>{media_type}</dc:format>",
            _list("dc:type", "Bag", ["StillImage"]),
            f"<dcterms:bibliographicCitation>{escape(self.citation)}</dcterms:bibliographicCitation>",
            f"<cc:license rdf:resource={quoteattr(licence.url)}/>",
            f"<xmpRights:WebStatement>{escape(licence.url)}</xmpRights:WebStatement>",
            *([f"<dcterms:isPartOf>{escape(self.url)}</dcterms:isPartOf>"] if self.url else []),
        ]
        return f'<rdf:RDF {names}><rdf:Description rdf:about="">{"".join(parts)}</rdf:Description></rdf:RDF>'


def _alternatives(name: str, text: str, language: str) -> str:
    """Return a text with its language, as the default for all others, too."""
    said = "".join(f"<rdf:li xml:lang={quoteattr(lang)}>{escape(text)}</rdf:li>" for lang in ("x-default", language))
    return f"<{name}><rdf:Alt>{said}</rdf:Alt></{name}>"


def _list(name: str, kind: str, texts: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def make_svg(drawn: PictureExport) -> bytes:
    """Return the picture with its metadata on a white ground, its texts as outlines.

    Programs other than browsers have no font that an SVG brings along, and other fonts are wider. A group of outlines
    has its text as its label, for readers.
    """
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    root = ET.fromstring(drawn.svg)  # noqa: S314  (drawn a moment ago from a specification without outside data)
    glyphs: dict[str, str] = {}
    _outline_texts(root, {"font-size": root.get("font-size", "16px")}, glyphs)
    for name in ("font-family", "font-size"):
        root.attrib.pop(name, None)
    left, top, width, height = root.get("viewBox", "").split()
    paths = "".join(f'<path id="{name}" d="{commands}"/>' for name, commands in sorted(glyphs.items()))
    ground = f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="#fff"/>'
    metadata = f"<metadata>{drawn.to_rdf('image/svg+xml')}</metadata><defs>{paths}</defs>{ground}"
    head, mark, rest = ET.tostring(root, encoding="unicode").partition("</desc>")
    return f"{head}{mark}{metadata}{rest}".encode()


def _outline_texts(element: ET.Element, above: Mapping[str, str], glyphs: dict[str, str]) -> None:
    """Replace the texts below an element by groups of glyphs, and collect these."""
    for child in element:
        style = {**above, **{name: value for name, value in child.attrib.items() if name in _OF_TEXT}}
        if child.tag == f"{{{_SVG}}}text":
            _outline_text(child, style, glyphs)
        else:
            _outline_texts(child, style, glyphs)


def _outline_text(element: ET.Element, style: Mapping[str, str], glyphs: dict[str, str]) -> None:
    size = float(style["font-size"].removesuffix("px"))
    weight = SEMIBOLD if style.get("font-weight") in _BOLD else REGULAR
    lines = [line for line in _list_lines(element) if line[0].strip()]
    kept = {name: value for name, value in element.attrib.items() if name not in _OF_TEXT | _PLACED}
    element.clear()
    element.tag = f"{{{_SVG}}}g"
    element.attrib.update({**kept, "aria-label": " ".join(text for text, _, _ in lines)})
    scale = size / get_units(weight)
    for text, x, y in lines:
        shift = measure(text, size, weight).width * _SHIFTS[style.get("text-anchor", "start")]
        moved = f"translate({x - shift:.6g},{y:.6g})scale({scale:.6g},{-scale:.6g})"
        line = ET.SubElement(element, f"{{{_SVG}}}g", {"transform": moved})
        for glyph, place in shape(text, weight):
            if commands := outline(glyph, weight):
                name = f"g{weight}-{glyph}"
                glyphs[name] = commands
                ET.SubElement(line, f"{{{_SVG}}}use", {f"{{{_XLINK}}}href": f"#{name}", "x": str(place)})


def _list_lines(element: ET.Element) -> list[tuple[str, float, float]]:
    """Return the lines of a text, each with the place of its anchor."""
    x, y = (_number(element, name) + _number(element, f"d{name}") for name in ("x", "y"))
    lines = [(element.text or "", x, y)]
    for child in element:
        words = "".join(child.itertext())
        if _PLACED.isdisjoint(child.attrib):
            lines[-1] = (lines[-1][0] + words, x, y)
        else:
            x, y = (_number(child, name, at) + _number(child, f"d{name}") for name, at in (("x", x), ("y", y)))
            lines.append((words, x, y))
        lines[-1] = (lines[-1][0] + (child.tail or ""), x, y)
    return lines


def _number(element: ET.Element, name: str, default: float = 0.0) -> float:
    return float(element.get(name, default))


def render_pictures(drawn: PictureExport, folder: Path, fonts: typst.Fonts) -> dict[str, bytes]:
    """Return the picture as PDF, as PNG of its size in print, and as PNG with its words for a slide, by their endings.

    Parameters
    ----------
    folder
        An empty folder for this picture, Typst's root.

    Raises
    ------
    ProgramError
        If Typst fails or warns.
    """
    (folder / "picture.svg").write_bytes(drawn.svg)
    (folder / "slide.svg").write_bytes(drawn.slide)
    (folder / f"{drawn.work.work_id}.csv").write_bytes(drawn.data)
    made = {ending: _typeset(drawn, folder, fonts, ending) for ending in _FORMS}
    return {
        ending: _add_png_metadata(content, drawn, _FORMS[ending][2]) if ending.endswith("png") else content
        for ending, content in made.items()
    }


def _add_png_metadata(png: bytes, drawn: PictureExport, dots_an_inch: int) -> bytes:
    """Add the metadata as text chunks and XMP to a PNG, and the size in print, before its first pixels."""
    end = len(_SIGNATURE) + 25  # the header chunk, of a fixed length
    said = {
        "Title": drawn.wording.title,
        "Author": ", ".join(drawn.authors),
        "Description": drawn.wording.description,
        "Copyright": drawn.licence,
        "Creation Time": drawn.work.release.isoformat(),
        "Source": f"{drawn.work.versioned_id} {drawn.url}".strip(),
        "Comment": drawn.citation,
        _XMP_KEYWORD: _XMP.format(rdf=drawn.to_rdf("image/png")),
    }
    dots = round(dots_an_inch * _INCHES_A_METRE)
    size = _chunk(b"pHYs" + struct.pack(">IIB", dots, dots, 1))
    rest = png[end:].replace(size, b"", 1)
    return png[:end] + size + b"".join(_text_chunk(keyword, text) for keyword, text in said.items()) + rest


def _text_chunk(keyword: str, text: str) -> bytes:
    """Return an international text chunk: keyword, not compressed, no language, no translated keyword, UTF-8."""
    return _chunk(b"iTXt" + keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode())


def _chunk(content: bytes) -> bytes:
    return struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))


def _typeset(drawn: PictureExport, folder: Path, fonts: typst.Fonts, ending: str) -> bytes:
    document, form, dots = _FORMS[ending]
    main = folder / f"{ending}.typ"
    main.write_text(_HEAD + document, encoding="utf-8")
    compiler = typst.Compiler(
        main, root=folder, font_paths=fonts, ignore_system_fonts=True, package_path=folder, package_cache_path=folder,
        sys_inputs={"said": json.dumps(_said(drawn))},
    )  # fmt: skip
    options: dict[str, Any] = {"ppi": dots} if dots else {"pdf_standards": list(_STANDARDS)}
    what = f"Typst for the {ending.upper()} of {drawn.work.versioned_id}"
    try:
        made, warnings = compiler.compile_with_warnings(format=cast("Any", form), **options)
    except typst.TypstError as error:
        message = f"{what} failed"
        raise ProgramError(message, error.diagnostic.strip().splitlines()) from None
    if warnings or not isinstance(made, bytes):
        message = f"{what} gave a warning, which is an error here"
        raise ProgramError(message, [line for one in warnings for line in one.diagnostic.strip().splitlines()])
    return made


def _said(drawn: PictureExport) -> dict[str, Any]:
    identifier, day, licence = drawn.work.versioned_id, drawn.work.release, drawn.work.licence.title
    size = _SIZE.search(drawn.svg)
    if not size:
        message = "a picture without width and height"
        raise ValueError(message)
    lang, _, region = drawn.language.tag.partition("-")
    return {
        "title": drawn.wording.title,
        "authors": drawn.authors,
        "description": f"{drawn.citation} {drawn.licence}",
        "keywords": [identifier, licence, *([drawn.url] if drawn.url else [])],
        "identifier": identifier,
        "year": day.year, "month": day.month, "day": day.day,
        "width": float(size[1]), "height": float(size[2]),
        "lang": lang, "region": region or None,
        "data": f"{drawn.work.work_id}.csv", "alt": drawn.wording.alt, "font": SANS,
        "foot": [drawn.wording.source, f"{identifier} · {drawn.licence}"],
        "subtitle": drawn.wording.subtitle,
    }  # fmt: skip
