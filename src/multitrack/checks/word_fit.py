"""Words that are too long for their column of a table, where a line cannot break within them."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING, Final

from multitrack.checks.message_trace import overhear, problem_at, spoken
from multitrack.errors import Problem
from multitrack.lang.values import Term
from multitrack.typography.columns import TABLE_PT, inset, unbroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Table
    from multitrack.source.data_package import DataPackage

_WIDTHS: Final = re.compile(r'widths="([\d.,]+)"')
_BAR: Final = re.compile(r"(?<!\\)\|")
_ESCAPED: Final = re.compile(r"\\(.)")
_SLACK_PT: Final = 0.05
"""The shares of the columns are written with four digits."""
_REMEDY: Final = "shorten it, or write it so that a line can break in it"


def ill_fitting_words(
    tables: Iterable[Table], package: DataPackage, languages: Sequence[Language], woven: Mapping[str, bytes]
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
            widths, header, body = _read(woven[f"{language.code}/{table.table_id}.md"].decode())
            for place, parts in enumerate(unbroken(table, header, body)):
                room = widths[place] / 100 * TABLE_PT - inset(place)
                for part, width in parts:
                    if width > room + _SLACK_PT:
                        found = f'the word "{part}" is {ceil(width - room)} pt too long for the column'
                        says = f'{found} "{header[place]}" of {table.table_id}'
                        yield _at(_origin(part, place, table, (header, body), language), says, language, package)


def _read(markdown: str) -> tuple[list[float], list[str], list[list[str]]]:
    """Return the widths of a woven table's columns in per cent, the words of its header, and those of its rows."""
    found = _WIDTHS.search(markdown)
    widths = [float(width) for width in found[1].split(",")] if found else []
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    rows = [[_ESCAPED.sub(r"\1", cell.strip(" ")) for cell in _BAR.split(line)[1:-1]] for line in lines]
    return widths, rows[0], rows[2:]


def _origin(
    part: str, place: int, table: Table, words: tuple[Sequence[str], Sequence[Sequence[str]]], language: Language
) -> Term | str:
    """Return the term that says a part of a column, or the data row where no text file does.

    For an identifier, which no author writes and no row holds, it is the column's own name.
    """
    header, body = words
    named = Term("labels", ("columns", table.columns[place].key))
    if part in header[place]:
        return named
    row = next(row for row, cells in zip(table.body, body, strict=True) if part in cells[place])
    return spoken(part, overhear(lambda one: one.say(row.cells[place]), language)) or next(iter(row.rows), named)


def _at(place: Term | str, found: str, language: Language, package: DataPackage) -> Problem:
    """Return the problem at the words of a text file, or at the row of the data that says it in all languages."""
    if isinstance(place, Term):
        return problem_at(place, found, _REMEDY, language=language, files=package.files)
    origin = package.origins[place]
    return Problem(origin.file, origin.line, "", found, _REMEDY)
