"""Legends in lines above a plot, for charts without labels at the marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.theme import INK, SMALL, make_layer, place_x, place_y, style_by
from multitrack.typography.text_metrics import estimate_width

if TYPE_CHECKING:
    from collections.abc import Sequence


LINE: Final = 14
"""Height of a line in px."""
_SYMBOL: Final = 10
_GAP: Final = 14


@dataclass(frozen=True)
class LegendEntry:
    """A symbol with its label; ``fill`` and ``stroke`` are colours or ``transparent``."""

    words: str
    shape: str
    fill: str
    stroke: str


def count_legend_lines(entries: Sequence[LegendEntry], room: float) -> int:
    """Count the lines of a legend that is ``room`` px wide."""
    return 1 + max((line for line, _ in _places(entries, room)), default=0)


def draw_legend(entries: Sequence[LegendEntry], *, left: float, top: float, room: float) -> list[alt.Chart]:
    """Return the layers of a legend at ``left`` and ``top`` px from the plot's corner, negative outside the plot."""
    rows: list[dict[str, Any]] = [
        {
            "key_label": entry.words,
            "shape": entry.shape,
            "fill": entry.fill,
            "stroke": entry.stroke,
            "key_x": left + x,
            "key_y": top + line * LINE + LINE / 2,
        }
        for entry, (line, x) in zip(entries, _places(entries, room), strict=True)
    ]
    base = make_layer(rows).encode(x=place_x("key_x"), y=place_y("key_y"))
    symbols = base.mark_point(size=36, opacity=1, xOffset=4, strokeWidth=1.2).encode(
        **style_by(shape="shape", fill="fill", stroke="stroke")
    )
    return [
        symbols,
        base.mark_text(align="left", xOffset=_SYMBOL + 1, fontSize=SMALL, fill=INK).encode(
            text=alt.Text("key_label:N")
        ),
    ]


def _places(entries: Sequence[LegendEntry], room: float) -> list[tuple[int, float]]:
    """Return line and x in px of each entry, with line breaks as in text."""
    places: list[tuple[int, float]] = []
    line, x = 0, 0.0
    for entry in entries:
        width = _SYMBOL + 1 + estimate_width(entry.words, SMALL)
        if x and x + width > room:
            line, x = line + 1, 0.0
        places.append((line, x))
        x += width + _GAP
    return places
