"""The theme of all charts: colours, type and the three sizes in which each is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from multitrack.typography import SANS

INK: Final = "var(--study)"
"""What the study says. As all colours a custom property of ``report/theme/tokens.yml``.

A page takes its value for the reader's scheme, and a picture by itself that for white paper.
"""
BLUE: Final = "var(--independent)"
"""Independent statistics."""
RED: Final = "var(--wrong)"
"""What does not agree, and nothing else."""
MUTED: Final = "var(--muted)"
HAIRLINE: Final = "var(--hairline)"
PAPER: Final = "var(--paper)"
TRACK_COLOURS: Final = tuple(f"var(--track-{number})" for number in range(1, 6))
"""For tracks, in order."""

FONT: Final = f"'{SANS}'"
"""Quoted, because CSS takes no family name that ends in a digit without quotes."""
DASH: Final = (2, 2.5)
"""For values of low certainty."""


@dataclass(frozen=True)
class Size:
    """A size of pictures, in px; a px of the page's size is a point on paper.

    Attributes
    ----------
    width
        Width of the whole picture.
    height
        Greatest height of the plots, so that rows move together rather than leave the page.
    text
        Size of the letters.
    stacked
        Labels stand above their rows, and panels below each other.
    wide
        Panels stand beside each other.
    """

    name: str
    width: int
    height: int
    text: float
    stacked: bool = False
    wide: bool = False


PAGE: Final = Size("page", 440, 540, 8.5)
PHONE: Final = Size("phone", 320, 1400, 12, stacked=True)
SLIDE: Final = Size("slide", 760, 300, 8.5, wide=True)
"""Enlarged two and a half times for 1920 by 1080 px."""


def make_config(size: Size) -> dict[str, Any]:
    """Return Vega-Lite's configuration for charts of a size."""
    font = {"fontSize": size.text}
    text = {"labelColor": MUTED, "labelFontSize": size.text, "titleColor": MUTED, "titleFontSize": size.text}
    return {
        # Vega's own roles are English in every language: of the marks, only descriptions are kept.
        "aria": False,
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            **text,
            "domain": False,
            "gridColor": HAIRLINE,
            "labelLimit": 0,
            "labelOverlap": False,
            "labelPadding": 4,
            "ticks": False,
            "title": None,
            "titleFontWeight": "normal",
        },
        "axisX": {"labelFlush": False, "tickColor": HAIRLINE},
        "title": {"anchor": "start", "color": INK, "limit": 0, "frame": "group", "fontWeight": "normal", **font},
        "text": {**font, "fill": INK, "baseline": "middle"},
        "rule": {"color": HAIRLINE},
        "point": {"filled": True, "opacity": 1, "size": 40},
    }
