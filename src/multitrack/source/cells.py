"""Rules for single cells beyond the standard: plain values, harmless in a spreadsheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from multitrack.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from multitrack.source.sheets import Sheet

PLAIN: Final[Mapping[str, re.Pattern[str]]] = {
    "boolean": re.compile(r"true|false"),
    "integer": re.compile(r"-?[0-9]+"),
    "number": re.compile(r"-?[0-9]+(\.[0-9]+)?"),
    "year": re.compile(r"[0-9]{4}"),
}
"""Type of a column → the one form of its values."""
_FORMULA: Final = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
"""Starts of formulas, in either width; tabs and line breaks, which start them, too, are refused everywhere."""
_LONGEST: Final = 5000
_MOST_DIGITS: Final = 15
"""The digits that a spreadsheet and a double keep."""

TYPE_FAULTS: Final[Mapping[str, tuple[str, str]]] = {
    "boolean": ("is neither true nor false", "write true or false"),
    "integer": ("is no whole number", "write digits only"),
    "number": ("is no plain number", "write digits, with a point before the decimals"),
    "year": ("is no year", "write four digits"),
}
"""Type of a column → fault and remedy of a cell of another type."""


def wrong_type(sheet: Sheet, line: int, column: str, cell: str) -> Problem:
    """Return the problem of a cell that is not of its column's type."""
    type_ = str(sheet.resource.fields[column]["type"])
    found, remedy = TYPE_FAULTS.get(type_, (f"is not of the type {type_}", "correct it"))
    return Problem(sheet.file, line, column, f'"{cell}" {found}', remedy)


def begins_formula(text: str) -> bool:
    """Test a text for a formula in a spreadsheet; numbers, negative ones included, are no texts."""
    return text.lstrip().startswith(_FORMULA)


def unsafe_cells(sheet: Sheet) -> Iterator[Problem]:
    """Find cells with surrounding space or line breaks, overlong cells, values not in plain form, and formulas.

    A library reads 1_000 as a number, and a spreadsheet runs a text with an equals sign at its start.
    """
    width = len(sheet.resource.fields)
    for column, field in sheet.resource.fields.items():
        plain = PLAIN.get(field["type"])
        for line, cell in sheet.column(column):
            if any(rest.count(",") >= width - 1 for rest in cell.splitlines()[1:]):
                found = "the cell holds whole rows: a quotation mark before them is not closed"
                yield Problem(sheet.file, line, column, found, 'close it, and write " inside a cell as ""')
            elif len(cell) > _LONGEST:
                found = f"the cell has {len(cell)} characters, and {_LONGEST} are the most that fit"
                yield Problem(sheet.file, line, column, found, "shorten it")
            elif cell != cell.strip():
                yield Problem(sheet.file, line, column, "the cell begins or ends with a space", "remove it")
            elif plain and cell and not plain.fullmatch(cell):
                yield wrong_type(sheet, line, column, cell)
            elif plain and sum(map(str.isdigit, cell)) > _MOST_DIGITS:
                found = f"the number has more than {_MOST_DIGITS} digits"
                yield Problem(sheet.file, line, column, found, "round it, or take a larger scale")
            elif not plain and begins_formula(cell):
                found = f'the cell begins with "{cell[0]}", which a spreadsheet takes for a formula'
                yield Problem(sheet.file, line, column, found, "begin it with another character")
