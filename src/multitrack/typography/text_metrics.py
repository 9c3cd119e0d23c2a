"""Measures of text, for the layout of labels before a chart is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

import uharfbuzz
from fontTools.pens.svgPathPen import SVGPathPen

from multitrack.typography import SANS
from multitrack.typography.fonts import FACES, cut_fonts

if TYPE_CHECKING:
    from collections.abc import Iterator

# HarfBuzz does not type what is used of it here.
hb = cast("Any", uharfbuzz)

REGULAR: Final = 400
SEMIBOLD: Final = 600


@dataclass(frozen=True)
class Extent:
    """The extent of a text: its advance, and its ascent and descent from the baseline."""

    width: float
    above: float
    below: float


def measure(text: str, size: float, weight: int = REGULAR, *, tabular: bool = False) -> Extent:
    """Measure a text in the sans serif, in the unit of ``size``.

    Parameters
    ----------
    weight
        400 or 600.
    tabular
        Set with figures of equal width, as in tables.
    """
    em = _shaped(text, weight, tabular)
    return Extent(em.width * size, em.above * size, em.below * size)


def shape(text: str, weight: int) -> Iterator[tuple[int, int]]:
    """Yield the glyphs of a text in the sans serif, each with its place behind the beginning, in units of the em."""
    buffer = _shape(text, weight, tabular=False)
    place = 0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        yield info.codepoint, place + position.x_offset
        place += position.x_advance


@cache
def outline(glyph: int, weight: int) -> str:
    """Return the outline of a glyph as the commands of an SVG path, in units of the em; empty if nothing is drawn."""
    pen = SVGPathPen({})
    _font(weight)[0].draw_glyph_with_pen(glyph, pen)
    return str(pen.getCommands())


def get_units(weight: int) -> int:
    """Return the units to the em of the sans serif."""
    return _font(weight)[1]


@cache
def _shaped(text: str, weight: int, tabular: bool) -> Extent:  # noqa: FBT001  (a key of the cache)
    em, buffer = get_units(weight), _shape(text, weight, tabular=tabular)
    outlines = [_reach(weight, info.codepoint) for info in buffer.glyph_infos]
    return Extent(
        sum(position.x_advance for position in buffer.glyph_positions) / em,
        max((above for above, _ in outlines), default=0) / em,
        max((below for _, below in outlines), default=0) / em,
    )


def _shape(text: str, weight: int, *, tabular: bool) -> Any:  # noqa: ANN401
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(_font(weight)[0], buffer, {"tnum": tabular})
    return buffer


@cache
def _font(weight: int) -> tuple[Any, int]:
    """Return a face and its units to the em."""
    face = next(face for face in FACES if (face.family, face.weight, face.italic) == (SANS, weight, False))
    cut = hb.Face(cut_fonts()[f"{face.file}.ttf"])
    return hb.Font(cut), cut.upem


@cache
def _reach(weight: int, glyph: int) -> tuple[int, int]:
    """Return a glyph's ascent and descent from the baseline."""
    outline = _font(weight)[0].get_glyph_extents(glyph)
    return (outline.y_bearing, -outline.y_bearing - outline.height) if outline else (0, 0)
