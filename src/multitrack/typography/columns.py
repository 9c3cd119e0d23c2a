"""Widths of table columns: those wished, widened for the words of a language where needed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from multitrack.typography.text_metrics import REGULAR, SEMIBOLD, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multitrack.lang.outputs import Table

TABLE_PT: Final = 440.0
SIZE_PT: Final = 8.3
INSET_PT: Final = (4.0, 5.0)
"""The theme's measures of tables: width, type size, and padding left and right of a cell's text."""

_WHOLE: Final = re.compile(r"(?:\b(?:[A-Z]\d+-\d+|(?:fig|tbl)-[\w@.+-]*\w)|\d+–\d+|[^ \-–—/])+[-–—/]?")
"""A part without a line break: up to a space, a hyphen, a dash or a slash; codes and spans of numbers stay whole."""
_KEPT: Final = 0.5
"""Least part of its width that a column keeps."""
_ROUNDING: Final = 0.0002
"""Tolerance for shares, which are written with four digits."""


def measure_unbroken_parts(
    table: Table, header: Sequence[str], body: Sequence[Sequence[str]]
) -> list[list[tuple[str, float]]]:
    """Return the unbreakable parts of each column's heading and cells, with their widths in pt."""
    parts: list[list[tuple[str, float]]] = []
    for place, column in enumerate(table.columns):
        cells = dict.fromkeys(row[place] for row in body)
        # Numbers aligned on the decimal sign may not break, since padding holds spaces.
        said = [part for cell in cells for part in ([cell] if column.align == "decimal" else _WHOLE.findall(cell))]
        room = column.width * TABLE_PT * _KEPT - get_inset(place)
        # No letter is wider than the type is high, so that most words need no measuring.
        measured = [(part, _width(part, REGULAR)) for part in dict.fromkeys(said) if len(part) * SIZE_PT > room]
        parts.append([*((part, _width(part, SEMIBOLD)) for part in _WHOLE.findall(header[place])), *measured])
    return parts


def share_widths(table: Table, parts: Sequence[Sequence[tuple[str, float]]]) -> list[float]:
    """Return each column's share of the table's width, given its unbreakable parts with their widths in pt.

    A column too narrow for one of its parts takes from the spare width of the others, in proportion, and from each at
    most half of its width. If that is not enough, all columns keep their shares.
    """
    wished = [column.width for column in table.columns]
    needed = [
        max((max((width for _, width in column), default=0) + get_inset(place)) / TABLE_PT + _ROUNDING, wish * _KEPT)
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


def get_inset(place: int) -> float:
    """Return the padding of a column in pt; the first has none at the left."""
    left, right = INSET_PT
    return (left if place else 0) + right


def _width(part: str, weight: int) -> float:
    return measure(part, SIZE_PT, weight, tabular=True).width
