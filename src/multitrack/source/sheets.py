"""One CSV file of the package: its cells as text, and the first line of each row."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from multitrack.errors import InputError, Problem
from multitrack.input_files import LIMIT_BYTES, decode, find_strange_characters
from multitrack.source.package import DESCRIPTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from multitrack.source.package import Resource

_DELIMITERS: Final[Mapping[str, str]] = {";": "semicolons", "\t": "tabs", "|": "bars"}
_CAUSE: Final = ", as a spreadsheet saves them under settings with decimal commas, Indonesian ones among them"
_FOR_CAUSE: Final = " and points before decimals, under English settings or in a text editor"
_EXCEL_LINE: Final = re.compile('"?sep=."?')
_LONE_RETURN: Final = re.compile(r"\r(?!\n)")


@dataclass(frozen=True)
class Sheet:
    """A file of the described shape: the right columns in the right order, a cell for each in every row.

    Attributes
    ----------
    lines
        The first line of each row; the header is line 1.
    """

    resource: Resource
    file: str
    lines: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> tuple[tuple[int, str], ...]:
        """Return the line and the text of each cell of a column; nothing if there is no such column."""
        if name not in self.resource.fields:
            return ()
        place = list(self.resource.fields).index(name)
        return tuple((line, row[place]) for line, row in zip(self.lines, self.cells, strict=True))


def read_sheet(resource: Resource, file: str, content: bytes) -> Sheet:
    """Read a CSV file.

    Raises
    ------
    InputError
        If it is empty, not UTF-8, or not of the described shape; the values of cells are checked later.
    """
    text = decode(file, content)
    if not text.strip():
        raise InputError([Problem(file, 0, "", "the file is empty", "write the header and the rows")])
    rows: dict[int, tuple[str, ...]] = {}
    problems = (
        [*_other_form(resource, file, text)]
        or [*find_strange_characters(file, text)]
        or [*_misshapen(resource, file, text, rows)]
    )
    if problems:
        raise InputError(problems)
    return Sheet(resource, file, tuple(rows), tuple(rows.values()))


def _other_form(resource: Resource, file: str, text: str) -> Iterator[Problem]:
    """Find the one thing that is wrong with a whole file which a spreadsheet saved in another form than this."""
    header = text.splitlines()[0]
    if _EXCEL_LINE.fullmatch(header):
        yield Problem(file, 1, "", f"the line {header} is for a spreadsheet alone", "remove it")
        return
    for mark, name in _DELIMITERS.items():
        if len({cell.strip('"') for cell in header.split(mark)} & resource.fields.keys()) > 1:
            cause = _CAUSE if mark == ";" else ""
            remedy = "save the file as CSV with commas between them"
            yield Problem(file, 1, "", f"the cells are parted by {name}{cause}", remedy + (_FOR_CAUSE if cause else ""))
            return
    if lone := _LONE_RETURN.search(text):
        row = text.count("\n", 0, lone.start()) + 1
        remedy = "save the file with the line ends of Unix or Windows"
        yield Problem(file, row, "", "a line ends with a carriage return alone", remedy)


def _misshapen(resource: Resource, file: str, text: str, rows: dict[int, tuple[str, ...]]) -> Iterator[Problem]:
    """Find faults of the shape, and put each row into ``rows`` by its first line."""
    csv.field_size_limit(LIMIT_BYTES)  # a cell that is too long is told as such, by its column
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begin = 1
    try:
        header = next(reader)
        yield from _wrong_header(resource, file, header)
        begin = reader.line_num + 1
        for row in reader:
            yield from _ragged(file, begin, row, len(header))
            rows[begin] = tuple(row)
            begin = reader.line_num + 1
    except csv.Error:
        found = "a quotation is not closed, or goes on behind its closing mark"
        yield Problem(file, begin, "", found, 'close it, and write " inside a cell as ""')
        return
    if not rows:
        yield Problem(file, 0, "", "the file has a header but no rows", "write the rows")


def _wrong_header(resource: Resource, file: str, header: Sequence[str]) -> Iterator[Problem]:
    expected = list(resource.fields)
    for name, times in Counter(header).items():
        if times > 1:
            yield Problem(file, 1, name, f"{times} columns have this name", "keep one of them")
        if name not in expected:
            yield Problem(file, 1, name, f"{DESCRIPTION} describes no such column", "describe it there or remove it")
    for name in expected:
        if name not in header:
            yield Problem(file, 1, name, "the column is missing", "add it")
    if sorted(header) == sorted(expected):
        for found, name in zip(header, expected, strict=True):
            if found != name:
                remedy = f"put the columns in the order of {DESCRIPTION}"
                yield Problem(file, 1, found, f"the column stands where {name} should be", remedy)
                return


def _ragged(file: str, line: int, row: Sequence[str], width: int) -> Iterator[Problem]:
    if not any(row):
        yield Problem(file, line, "", "the row is empty", "remove it")
    elif len(row) != width:
        found = f"the row has {len(row)} cells, the header {width}"
        yield Problem(file, line, "", found, "write a cell for each column, in quotes if it holds a comma")
