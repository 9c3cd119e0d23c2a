"""Unit charts: a small square for each item, followed by the count in figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.theme import BOLD, INK, MUTED, across, down, looks, marks

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence


PITCH: Final = 9.5
"""Distance between the left edges of neighbouring squares in px."""
SIDE: Final = 7.5
"""Side of a square in px."""
_BEHIND: Final = 4


@dataclass(frozen=True)
class Cell:
    """A group of squares: left edge and middle in px, and squares per line."""

    left: float
    middle: float
    per_line: int


def orders(cells: Iterable[Hashable]) -> list[int]:
    """Return each item's number within its cell, counted from 0."""
    seen: Counter[Hashable] = Counter()
    places: list[int] = []
    for cell in cells:
        places.append(seen[cell])
        seen[cell] += 1
    return places


def lines(count: int, per_line: int) -> int:
    """Count the lines of a group of squares."""
    return max(1, -(-count // per_line))


def position(order: int, count: int, cell: Cell) -> dict[str, float]:
    """Return the position fields of one square in a group of ``count``."""
    line, column = divmod(order, cell.per_line)
    shift = (line - (lines(count, cell.per_line) - 1) / 2) * PITCH
    return {"drawn_x": cell.left + column * PITCH + SIDE / 2, "drawn_y": cell.middle + shift}


def unit_layers(counts: Mapping[Cell, int]) -> list[alt.Chart]:
    """Return the squares of the chart's records, which have ``position`` and ``colour``, and each group's count."""
    squares = marks().mark_point(shape="square", size=SIDE**2, strokeWidth=0, opacity=1)
    return [squares.encode(x=across("drawn_x"), y=down("drawn_y"), **looks(fill="colour")), count_layer(counts)]


def framed_squares() -> alt.Chart:
    """Return outlined squares of records with ``position``, ``colour`` (of the outline) and ``inside`` (the fill)."""
    base = marks().mark_point(shape="square", size=(SIDE - 1) ** 2, strokeWidth=1, opacity=1)
    return base.encode(x=across("drawn_x"), y=down("drawn_y"), **looks(fill="inside", stroke="colour"))


def count_layer(counts: Mapping[Cell, int]) -> alt.Chart:
    """Return the count of each group, after its squares."""
    rows: list[dict[str, Any]] = [
        {
            "count_label": str(count),
            "count_x": cell.left + min(count, cell.per_line) * PITCH + _BEHIND,
            "count_y": cell.middle,
        }
        for cell, count in counts.items()
    ]
    text = marks(rows).mark_text(align="left", fill=INK)
    return text.encode(x=across("count_x"), y=down("count_y"), text=alt.Text("count_label:N"))


def column_headings(words: Sequence[str], lefts: Sequence[float]) -> alt.Chart:
    """Return column headings above the plot."""
    rows = [{"heading_label": word, "heading_x": left} for word, left in zip(words, lefts, strict=True)]
    return (
        marks(rows)
        .mark_text(align="left", fill=MUTED, y=-9)
        .encode(x=across("heading_x"), text=alt.Text("heading_label:N"))
    )


def totals(words: Sequence[str], x: float, middles: Sequence[float]) -> alt.Chart:
    """Return a last column of totals, in bold."""
    rows = [{"total_label": word, "total_y": middle} for word, middle in zip(words, middles, strict=True)]
    return (
        marks(rows)
        .mark_text(align="right", fontWeight=BOLD, fill=INK, x=x)
        .encode(y=down("total_y"), text=alt.Text("total_label:N"))
    )
