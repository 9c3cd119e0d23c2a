"""Measures of text, for the layout of labels before a chart is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast

import uharfbuzz

from multitrack.typography.fonts import FACES, cut_fonts

# HarfBuzz does not type what is used of it here.
hb = cast("Any", uharfbuzz)

REGULAR: Final = 400
SEMIBOLD: Final = 600
_FAMILY: Final = "Source Sans 3"


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


@cache
def _shaped(text: str, weight: int, tabular: bool) -> Extent:  # noqa: FBT001  (a key of the cache)
    font, em = _font(weight)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {"tnum": tabular})
    outlines = [_reach(weight, info.codepoint) for info in buffer.glyph_infos]
    return Extent(
        sum(position.x_advance for position in buffer.glyph_positions) / em,
        max((above for above, _ in outlines), default=0) / em,
        max((below for _, below in outlines), default=0) / em,
    )


@cache
def _font(weight: int) -> tuple[Any, int]:
    """Return a face and its units to the em."""
    face = next(face for face in FACES if (face.family, face.weight, face.italic) == (_FAMILY, weight, False))
    cut = hb.Face(cut_fonts()[f"{face.file}.ttf"])
    return hb.Font(cut), cut.upem


@cache
def _reach(weight: int, glyph: int) -> tuple[int, int]:
    """Return a glyph's ascent and descent from the baseline."""
    outline = _font(weight)[0].get_glyph_extents(glyph)
    return (outline.y_bearing, -outline.y_bearing - outline.height) if outline else (0, 0)
