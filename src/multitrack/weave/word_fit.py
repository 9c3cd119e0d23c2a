"""Words that are too long for their column of a table, where a line cannot break within them."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING, Final

from multitrack.errors import Problem
from multitrack.model.values import Term
from multitrack.weave.lettering import REGULAR, SEMIBOLD, extent
from multitrack.weave.overheard import overhear, problem_at, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from multitrack.model.dataset import Dataset
    from multitrack.model.language import Language
    from multitrack.model.origins import Origin
    from multitrack.model.outputs import Column, Table
    from multitrack.model.values import Value

TABLE_PT: Final = 440.0
SIZE_PT: Final = 8.3
INSET_PT: Final = (4.0, 5.0)
"""What the theme sets tables in: their width, their type, and the room left and right of a cell's words."""

_BAR: Final = re.compile(r"(?<!\\)\|")
_ESCAPED: Final = re.compile(r"\\(.)")
_WHOLE: Final = re.compile(r"(?:\d+–\d+|[^ \-–—/])+[-–—/]?")
"""What a line does not break: up to a space, a hyphen, a dash or a slash; a span of numbers stays whole."""
_REMEDY: Final = "shorten it, or write it so that a line can break in it"


def ill_fitting_words(
    tables: Iterable[Table], dataset: Dataset, languages: Sequence[Language], woven: Mapping[str, bytes]
) -> Iterator[Problem]:
    """Find the words that are wider than their column when the PDF sets them.

    Parameters
    ----------
    languages
        Languages that know the numbers which their texts name.
    woven
        The woven files, in which the tables stand as ``LANGUAGE/TABLE.md``.
    """
    for table in tables:
        for language in languages:
            header, body = _read(woven[f"{language.code}/{table.table_id}.md"].decode())
            for place, part, over in _too_long(table, [_WHOLE.findall(name) for name in header], SEMIBOLD):
                term = Term("labels", ("columns", table.columns[place].key))
                yield _at(term, _says(part, over, table, header[place]), language, dataset)
            for row, cells in zip(table.body, body, strict=True):
                for place, part, over in _too_long(table, _parts(table, cells), REGULAR):
                    origin = _term(part, row.cells[place], language) or dataset.origins[row.rows[0]]
                    yield _at(origin, _says(part, over, table, header[place]), language, dataset)


def _parts(table: Table, cells: Sequence[str]) -> list[list[str]]:
    """Return the parts of each cell; what lines up on the decimal sign is one, so that it stays on its line."""
    return [
        [text] if column.align == "decimal" else _WHOLE.findall(text)
        for column, text in zip(table.columns, cells, strict=True)
    ]


def _too_long(table: Table, cells: Sequence[Sequence[str]], weight: int) -> Iterator[tuple[int, str, float]]:
    """Yield the place of the column, the part of a cell that is too long for it, and by how many points."""
    for place, (column, parts) in enumerate(zip(table.columns, cells, strict=True)):
        room = _room(column, place)
        for part in parts:
            # No letter is wider than the type is high, so that most words need no measuring.
            if len(part) * SIZE_PT > room:
                over = extent(part, SIZE_PT, weight, tabular=True).width - room
                if over > 0:
                    yield place, part, over


def _room(column: Column, place: int) -> float:
    left, right = INSET_PT
    return column.width * TABLE_PT - (left if place else 0) - right


def _read(markdown: str) -> tuple[list[str], list[list[str]]]:
    """Return the words of a woven table: those of its header, and those of its rows."""
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    rows = [[_ESCAPED.sub(r"\1", cell.strip(" ")) for cell in _BAR.split(line)[1:-1]] for line in lines]
    return rows[0], rows[2:]


def _says(part: str, over: float, table: Table, heading: str) -> str:
    return f'the word "{part}" is {ceil(over)} pt too long for the column "{heading}" of {table.table_id}'


def _term(part: str, value: Value, language: Language) -> Term | None:
    return spoken(part, overhear(lambda one: one.say(value), language))


def _at(place: Term | Origin, found: str, language: Language, dataset: Dataset) -> Problem:
    """Return the problem at the words of a text file, or at the row of the data that says it in all languages."""
    if isinstance(place, Term):
        return problem_at(place, found, _REMEDY, language=language, files=dataset.files)
    return Problem(place.file, place.line, "", found, _REMEDY)
