"""The pictures of a figure: SVG that needs no other file, and from it PDF and PNG by Typst, all with their imprint.

Typst draws with the edition's fonts alone, where vl-convert's own rasteriser looks at the machine's too and takes four
times as long.
"""

from __future__ import annotations

import base64
import json
import re
import struct
import zlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast
from xml.sax.saxutils import unescape

import typst

from multitrack.bundles.data_csv import NAME as DATA
from multitrack.errors import ProgramError
from multitrack.typography.fonts import picture_fonts

if TYPE_CHECKING:
    from pathlib import Path

    from multitrack.bundles.embedded_metadata import Imprint

PIXELS_A_POINT: Final = 2
_POINTS_AN_INCH: Final = 72
_REGULAR: Final = 400
_STANDARDS: Final = ("a-3a", "ua-1")

_SIZE: Final = re.compile(rb'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
_WEIGHT: Final = re.compile(r'font-weight="(\d+)"')
_TEXT: Final = re.compile(r"<text[^>]*>([^<]*)<|<tspan[^>]*>([^<]*)<")

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_XMP_KEYWORD: Final = "XML:com.adobe.xmp"
_XMP: Final = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">{rdf}</x:xmpmeta><?xpacket end="r"?>'
)
"""The frame that XMP prescribes, with its fixed identifier."""

_DOCUMENT: Final = """\
#let said = json(bytes(sys.inputs.said))
#set document(
  title: said.title, author: said.authors, description: said.description, keywords: said.keywords,
  date: datetime(year: said.year, month: said.month, day: said.day),
)
#set page(width: said.width * 1pt, height: said.height * 1pt, margin: 0pt, fill: {ground})
#set text(lang: said.lang, region: said.region)
{attach}#image(said.picture, alt: said.alt, width: 100%, height: 100%)
"""
_ATTACH: Final = (
    '#pdf.attach(said.data, read(said.data, encoding: none), mime-type: "text/csv", relationship: "source",'
    " description: said.identifier)\n"
)


@dataclass(frozen=True)
class Drawn:
    """A picture to be made into files.

    Attributes
    ----------
    svg
        As it was woven.
    data
        The CSV behind it, which goes into the PDF.
    alt
        What a screen reader says instead of it.
    """

    svg: bytes
    data: bytes
    alt: str
    imprint: Imprint


def svg_file(drawn: Drawn) -> bytes:
    """Return the picture with its imprint, and with the letters that it uses, since no machine need have them."""
    text = drawn.svg.decode()
    metadata = f"<metadata>{drawn.imprint.to_rdf('image/svg+xml')}</metadata><style>{_faces(text)}</style>"
    head, mark, rest = text.partition("</desc>")
    return f"{head}{mark}{metadata}{rest}".encode()


def paper_and_pixels(drawn: Drawn, folder: Path, fonts: typst.Fonts) -> tuple[bytes, bytes]:
    """Return the picture as PDF and as PNG.

    Parameters
    ----------
    folder
        An empty folder for this picture alone, Typst's whole world.
    fonts
        The edition's typefaces.

    Raises
    ------
    ProgramError
        If Typst fails, or has something to complain of.
    """
    (folder / "picture.svg").write_bytes(drawn.svg)
    (folder / DATA).write_bytes(drawn.data)
    pdf = _typeset(drawn, folder, fonts, form="pdf")
    png = _typeset(drawn, folder, fonts, form="png")
    return pdf, png_with_imprint(png, drawn.imprint)


def png_with_imprint(png: bytes, imprint: Imprint) -> bytes:
    """Return a PNG with text chunks and XMP that say where it comes from, before its first pixels."""
    end = len(_SIGNATURE) + 25  # the header chunk, of a fixed length
    said = {
        "Title": imprint.title,
        "Author": ", ".join(imprint.authors),
        "Description": imprint.description,
        "Copyright": f"{imprint.licence}, {imprint.licence_url}",
        "Creation Time": imprint.date,
        "Source": f"{imprint.identifier} {imprint.url}".strip(),
        "Comment": imprint.citation,
        _XMP_KEYWORD: _XMP.format(rdf=imprint.to_rdf("image/png")),
    }
    return png[:end] + b"".join(_text_chunk(keyword, text) for keyword, text in said.items()) + png[end:]


def _text_chunk(keyword: str, text: str) -> bytes:
    """Return an international text chunk: keyword, not compressed, no language, no translated keyword, UTF-8."""
    content = b"iTXt" + keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode()
    return struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))


def _typeset(drawn: Drawn, folder: Path, fonts: typst.Fonts, form: str) -> bytes:
    main = folder / f"{form}.typ"
    on_paper = form == "pdf"
    # A slide may be dark, and the letters are: pixels have a white ground, paper has its own.
    ground, attach = ("none", _ATTACH) if on_paper else ("white", "")
    main.write_text(_DOCUMENT.format(ground=ground, attach=attach), encoding="utf-8")
    compiler = typst.Compiler(
        main, root=folder, font_paths=fonts, ignore_system_fonts=True, package_path=folder, package_cache_path=folder,
        sys_inputs={"said": json.dumps(_said(drawn))},
    )  # fmt: skip
    options: dict[str, Any] = (
        {"pdf_standards": list(_STANDARDS)} if on_paper else {"ppi": _POINTS_AN_INCH * PIXELS_A_POINT}
    )
    what = f"Typst for the {form.upper()} of {drawn.imprint.identifier}"
    try:
        made, warnings = compiler.compile_with_warnings(format=cast("Any", form), **options)
    except typst.TypstError as error:
        message = f"{what} failed"
        raise ProgramError(message, error.diagnostic.strip().splitlines()) from None
    if warnings or not isinstance(made, bytes):
        message = f"{what} gave a warning, which is an error here"
        raise ProgramError(message, [line for one in warnings for line in one.diagnostic.strip().splitlines()])
    return made


def _said(drawn: Drawn) -> dict[str, Any]:
    imprint, day = drawn.imprint, date.fromisoformat(drawn.imprint.date)
    width, height = _size(drawn.svg)
    lang, _, region = imprint.language.partition("-")
    return {
        "title": imprint.title,
        "authors": list(imprint.authors),
        "description": f"{imprint.citation} {imprint.licence}, {imprint.licence_url}",
        "keywords": [imprint.identifier, imprint.licence, *([imprint.url] if imprint.url else [])],
        "identifier": imprint.identifier,
        "year": day.year, "month": day.month, "day": day.day,
        "width": width, "height": height,
        "lang": lang, "region": region or None,
        "picture": "picture.svg", "data": DATA, "alt": drawn.alt,
    }  # fmt: skip


def _size(svg: bytes) -> tuple[float, float]:
    found = _SIZE.search(svg)
    if not found:
        message = "a picture without width and height"
        raise ValueError(message)
    return float(found[1]), float(found[2])


def _faces(svg: str) -> str:
    """Return the style that brings the picture's letters along, in each weight that it uses."""
    letters = frozenset(unescape("".join(part for found in _TEXT.findall(svg) for part in found)))
    weights = frozenset(int(weight) for weight in _WEIGHT.findall(svg)) | {_REGULAR}
    return "".join(
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};"
        f"src:url(data:font/ttf;base64,{base64.b64encode(font).decode()})}}"
        for face, font in picture_fonts(letters, weights)
    )
