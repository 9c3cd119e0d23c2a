"""How wide the columns of a table are set: as it wishes, unless a language's words need some of them wider."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from multitrack.typography.text_metrics import REGULAR, SEMIBOLD, extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multitrack.lang.outputs import Table

TABLE_PT: Final = 440.0
SIZE_PT: Final = 8.3
INSET_PT: Final = (4.0, 5.0)
"""What the theme sets tables in: their width, their type, and the room left and right of a cell's words."""

_WHOLE: Final = re.compile(r"(?:\d+–\d+|[^ \-–—/])+[-–—/]?")
"""What a line does not break: up to a space, a hyphen, a dash or a slash; a span of numbers stays whole."""
_KEPT: Final = 0.5
"""The part of its width that a column does not give away."""
_ROUNDING: Final = 0.0002
"""The shares are written with four digits."""


def unbroken(table: Table, header: Sequence[str], body: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
    """Return for each column the parts of its heading and its cells that no line breaks, with their widths in pt."""
    parts: list[list[tuple[str, float]]] = []
    for place, column in enumerate(table.columns):
        cells = dict.fromkeys(row[place] for row in body)
        # What lines up on the decimal sign is one part, so that it stays on its line.
        said = [part for cell in cells for part in ([cell] if column.align == "decimal" else _WHOLE.findall(cell))]
        room = column.width * TABLE_PT * _KEPT - inset(place)
        # No letter is wider than the type is high, so that most words need no measuring.
        measured = [(part, _width(part, REGULAR)) for part in dict.fromkeys(said) if len(part) * SIZE_PT > room]
        parts.append([*((part, _width(part, SEMIBOLD)) for part in _WHOLE.findall(header[place])), *measured])
    return parts


def shares(table: Table, parts: Sequence[Sequence[tuple[str, float]]]) -> list[float]:
    """Return each column's share of the table's width.

    A column that is too narrow for one of its parts takes from what the others have to spare, from each in proportion
    and at most half of what it has. If all of that is not enough, every column keeps its own.

    Parameters
    ----------
    parts
        What no line breaks, by columns, with its width.
    """
    wished = [column.width for column in table.columns]
    needed = [
        max((max((width for _, width in column), default=0) + inset(place)) / TABLE_PT + _ROUNDING, wish * _KEPT)
        for place, (column, wish) in enumerate(zip(parts, wished, strict=True))
    ]
    lacking = sum(max(0.0, need - wish) for need, wish in zip(needed, wished, strict=True))
    spare = [max(0.0, wish - need) for need, wish in zip(needed, wished, strict=True)]
    if not lacking or lacking > sum(spare):
        return wished
    given = lacking / sum(spare)
    return [
        need if need > wish else wish - given * left for need, wish, left in zip(needed, wished, spare, strict=True)
    ]


def inset(place: int) -> float:
    """Return the room in pt beside the words of a column, which begins with them if it is the first."""
    left, right = INSET_PT
    return (left if place else 0) + right


def _width(part: str, weight: int) -> float:
    return extent(part, SIZE_PT, weight, tabular=True).width
