"""The edition's typefaces: static faces cut from variable fonts, the same in charts, PDF and page.

Charts and Typst draw a variable font's regular weight as its lightest master inside a picture, so each face is cut out
at its place on the axes. HarfBuzz does it in a few thousandths of a second a face.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

import fontpkg
import uharfbuzz
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph

from multitrack.products import Products
from multitrack.typography import MONO, SANS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# HarfBuzz and fontTools do not type what is used of them here.
hb = cast("Any", uharfbuzz)

_FEATURES: Final = ("calt", "case", "ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "onum", "pnum", "tnum")
_FEATURES_ON_PAGE: Final = ("kern", "liga", "lnum")
"""Features used by the style sheet; texts are composed characters, so no marks are positioned."""
_FIGURES_ON_PAGE: Final = {True: "tnum", False: "onum"}
"""Is a face without serifs → the figures that the style sheet sets in it: tables in the one, text in the other."""
_PLAIN: Final = frozenset(range(0x20, 0x7F))
_QUOTES: Final = frozenset(map(ord, "‘’“”"))
"""Quotes that a bibliography style puts around titles, though no text holds them."""
_EMPHASISED: Final = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)|^\s*\w*(?:title|journal)\w*\s*=\s*[{\"](.*)", re.MULTILINE)
"""Text in italics: emphasis in Markdown, and titles of books and journals in BibTeX."""
_PUNCTUATION_SPACE: Final = "\N{PUNCTUATION SPACE}"
_UNREAD_ON_PAGE: Final = ("BASE", "STAT", "gasp")
"""Tables for typesetting and hinting that no browser needs of a static face in one script."""
_LATIN: Final = frozenset(
    code
    for first, last in (
        (0x20, 0x7E), (0xA0, 0x24F),  # Basic Latin to Latin Extended-B
        (0x2B0, 0x2B0), (0x2B2, 0x2B3), (0x2B7, 0x2B8), (0x2E1, 0x2E2), (0x1D43, 0x1D65),  # of ordinals: 2ᵉ édition
        (0x300, 0x30C), (0x1E00, 0x1EFF),  # combining marks, Latin Extended Additional
        (0x2007, 0x200A), (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026),  # spaces, dashes
        (0x202F, 0x202F), (0x2030, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044), (0x20A0, 0x20BF),
        (0x2190, 0x2199), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265), (0x25CB, 0x25CF),
        (0x2713, 0x2713),  # a check mark
    )
    for code in range(first, last + 1)
)  # fmt: skip


@dataclass(frozen=True)
class Face:
    """One static face.

    Attributes
    ----------
    source, family
        Names of the variable font's family in its package, and of the face's in charts, PDF and page.
    weight, size
        Places on the axes of weight, 100 to 900, and of optical size, in points; None without such an axis.
    on_page
        Needed by the page in the browser.
    for_titles
        Used for the editions' titles only.
    """

    source: str
    family: str
    weight: int
    italic: bool = False
    size: float | None = None
    on_page: bool = True
    for_titles: bool = False

    @property
    def style(self) -> str:
        """The face's name within its family."""
        upright = {400: "Regular", 600: "Semibold"}[self.weight]
        return f"{upright} Italic" if self.italic else upright

    @property
    def file(self) -> str:
        """Name of the face's file, and its PostScript name, without an ending."""
        return f"{self.family}-{self.style}".replace(" ", "")


FACES: Final = (
    Face("Source Serif 4", "Source Serif 4", 400, size=11),
    Face("Source Serif 4", "Source Serif 4", 400, italic=True, size=11),
    Face("Source Serif 4", "Source Serif 4", 600, size=11, on_page=False),
    Face("Source Serif 4", "Source Serif 4", 600, italic=True, size=11, on_page=False),
    Face("Source Serif 4", "Source Serif 4 Display", 600, size=36, for_titles=True),
    Face(SANS, SANS, 400),
    Face(SANS, SANS, 400, italic=True, on_page=False),
    Face(SANS, SANS, 600),
    Face(MONO, MONO, 400),
)
"""Every face of the edition."""


@cache
def cut_fonts() -> Mapping[str, bytes]:
    """Cut all faces down to the letters of languages in Latin script: file name → TrueType font."""
    return {f"{face.file}.ttf": _written(_named(face, _static(face, _LATIN))) for face in FACES}


def find_characters(face: Face) -> frozenset[int]:
    """Return the characters of a face once it is cut."""
    return frozenset(cast("Iterable[int]", _whole(face).unicodes)) & _LATIN | {ord(_PUNCTUATION_SPACE)}


def cut_page_fonts(
    texts: Iterable[str], titles: Iterable[str], products: Products | None = None
) -> tuple[tuple[Face, bytes], ...]:
    """Cut the page's faces to WOFF2 fonts of ASCII and the characters in use; italics only of those in emphasised text.

    Parameters
    ----------
    texts
        Texts with every character of the page, as Markdown, YAML, BibTeX, HTML and JSON.
    """
    texts = list(texts)
    emphasised = ("".join(passage) for text in texts for passage in _EMPHASISED.findall(text))
    letters, in_italics, in_titles = _PLAIN | _QUOTES | _letters(texts), _letters(emphasised), _letters(titles)

    def wanted(face: Face) -> frozenset[int]:
        return (in_titles if face.for_titles else in_italics if face.italic else letters) & _LATIN

    faces = {face.file: face for face in FACES if face.on_page}
    inputs = {name: "".join(map(chr, sorted(wanted(face)))) for name, face in faces.items()}

    def cut() -> dict[str, bytes]:
        return {name: _for_page(face, wanted(face)) for name, face in faces.items()}

    made = (products or Products()).make("typography", "page-fonts", inputs, cut)
    return tuple((face, made[name]) for name, face in faces.items())


def _for_page(face: Face, characters: frozenset[int]) -> bytes:
    """Cut a face to a WOFF2 font of the features and tables that a page uses."""
    static = _static(face, characters, (*_FEATURES_ON_PAGE, _FIGURES_ON_PAGE[face.family == SANS]))
    for table in _UNREAD_ON_PAGE:
        if table in static:
            del static[table]
    static.flavor = "woff2"
    return _written(static)


def _letters(texts: Iterable[str]) -> frozenset[int]:
    return frozenset({ord(".")}.union(*(map(ord, set(text)) for text in texts)))


def _cut(face: Face, characters: frozenset[int], features: tuple[str, ...]) -> bytes:
    whole = _whole(face)
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(characters)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in features)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.pin_axis_location(whole, "wght", face.weight)
    if face.size is not None:
        wanted.pin_axis_location(whole, "opsz", face.size)
    return hb.subset(whole, wanted).blob.data


def _whole(face: Face) -> Any:  # noqa: ANN401
    return _variable(str(fontpkg.path(face.source, face.weight, "italic" if face.italic else "normal")))


@cache
def _variable(path: str) -> Any:  # noqa: ANN401
    return hb.Face(hb.Blob.from_file_path(path))


def _static(face: Face, characters: frozenset[int], features: tuple[str, ...] = _FEATURES) -> Any:  # noqa: ANN401
    """Cut a face, and add the punctuation space, as wide as a full stop, for columns of numbers; the fonts lack it."""
    static: Any = TTFont(
        io.BytesIO(_cut(face, characters, features)), lazy=True, recalcBBoxes=False, recalcTimestamp=False
    )
    name = "uni2008"
    full_stop = static.getBestCmap()[ord(".")]
    static.setGlyphOrder([*static.getGlyphOrder(), name])
    static["glyf"][name] = Glyph()
    static["hmtx"][name] = (static["hmtx"][full_stop][0], 0)
    for table in static["cmap"].tables:
        table.cmap[ord(_PUNCTUATION_SPACE)] = name
    return static


def _named(face: Face, static: Any) -> Any:  # noqa: ANN401
    """Name a cut face for Typst and vl-convert: a subset keeps the names of the whole font."""
    copyright_notice = static["name"].getDebugName(0)
    names: Any = newTable("name")
    names.names = []
    static["name"] = names
    words = {0: copyright_notice, 1: f"{face.family} {face.style}", 2: "Regular", 3: face.file,
             4: f"{face.family} {face.style}", 6: face.file, 16: face.family, 17: face.style}  # fmt: skip
    for name_id, text in words.items():
        names.setName(text, name_id, 3, 1, 0x409)
    static["OS/2"].usWeightClass = face.weight
    del static["STAT"]
    return static


def _written(font: Any) -> bytes:  # noqa: ANN401
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()
