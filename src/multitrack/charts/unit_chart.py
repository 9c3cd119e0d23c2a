"""Unit charts: a small square for each item, followed by the count in figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.theme import BOLD, INK, MUTED, make_layer, place_x, place_y, style_by

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


def number_items(cells: Iterable[Hashable]) -> list[int]:
    """Return each item's number within its cell, counted from 0."""
    seen: Counter[Hashable] = Counter()
    places: list[int] = []
    for cell in cells:
        places.append(seen[cell])
        seen[cell] += 1
    return places


def count_lines(count: int, per_line: int) -> int:
    """Count the lines of a group of squares."""
    return max(1, -(-count // per_line))


def place_square(order: int, count: int, cell: Cell) -> dict[str, float]:
    """Return the position fields of one square in a group of ``count``."""
    line, column = divmod(order, cell.per_line)
    shift = (line - (count_lines(count, cell.per_line) - 1) / 2) * PITCH
    return {"drawn_x": cell.left + column * PITCH + SIDE / 2, "drawn_y": cell.middle + shift}


def draw_units(counts: Mapping[Cell, int]) -> list[alt.Chart]:
    """Return the squares of the chart's records, which have ``position`` and ``colour``, and each group's count."""
    squares = make_layer().mark_point(shape="square", size=SIDE**2, strokeWidth=0, opacity=1)
    return [squares.encode(x=place_x("drawn_x"), y=place_y("drawn_y"), **style_by(fill="colour")), draw_counts(counts)]


def draw_outlined_squares() -> alt.Chart:
    """Return outlined squares of records with ``position``, ``colour`` (of the outline) and ``inside`` (the fill)."""
    base = make_layer().mark_point(shape="square", size=(SIDE - 1) ** 2, strokeWidth=1, opacity=1)
    return base.encode(x=place_x("drawn_x"), y=place_y("drawn_y"), **style_by(fill="inside", stroke="colour"))


def draw_counts(counts: Mapping[Cell, int]) -> alt.Chart:
    """Return the count of each group, after its squares."""
    rows: list[dict[str, Any]] = [
        {
            "count_label": str(count),
            "count_x": cell.left + min(count, cell.per_line) * PITCH + _BEHIND,
            "count_y": cell.middle,
        }
        for cell, count in counts.items()
    ]
    text = make_layer(rows).mark_text(align="left", fill=INK)
    return text.encode(x=place_x("count_x"), y=place_y("count_y"), text=alt.Text("count_label:N"))


def draw_column_headings(words: Sequence[str], lefts: Sequence[float]) -> alt.Chart:
    """Return column headings above the plot."""
    rows = [{"heading_label": word, "heading_x": left} for word, left in zip(words, lefts, strict=True)]
    return (
        make_layer(rows)
        .mark_text(align="left", fill=MUTED, y=-9)
        .encode(x=place_x("heading_x"), text=alt.Text("heading_label:N"))
    )


def draw_totals(words: Sequence[str], x: float, middles: Sequence[float]) -> alt.Chart:
    """Return a last column of totals, in bold."""
    rows = [{"total_label": word, "total_y": middle} for word, middle in zip(words, middles, strict=True)]
    return (
        make_layer(rows)
        .mark_text(align="right", fontWeight=BOLD, fill=INK, x=x)
        .encode(y=place_y("total_y"), text=alt.Text("total_label:N"))
    )
