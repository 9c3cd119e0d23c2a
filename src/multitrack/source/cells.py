"""Cells held against their description, in one pass: plain, of the described type and form, their keys whole."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from multitrack.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from multitrack.source.sheets import Sheet

_Fault = tuple[str, str]
"""The fault of a cell, and its remedy."""

PLAIN: Final[Mapping[str, re.Pattern[str]]] = {
    "string": re.compile(r".*", re.DOTALL),
    "boolean": re.compile(r"true|false"),
    "integer": re.compile(r"-?[0-9]+"),
    "number": re.compile(r"-?[0-9]+(\.[0-9]+)?"),
    "year": re.compile(r"[0-9]{4}"),
}
"""Type of a column → the one way to write a value of it. The standard's library reads 1_000; a reader does not."""
NUMERIC: Final = frozenset({"integer", "number", "year"})
_ILL_TYPED: Final[Mapping[str, _Fault]] = {
    "boolean": ("is neither true nor false", "write true or false"),
    "integer": ("is no whole number", "write digits only"),
    "number": ("is no plain number", "write digits, with a point before the decimals"),
    "year": ("is no year", "write four digits"),
}
LIMITS: Final[Mapping[str, tuple[tuple[int, ...], str]]] = {
    "minimum": ((-1,), "below {}, the least that is allowed"),
    "maximum": ((1,), "above {}, the most that is allowed"),
    "exclusiveMinimum": ((-1, 0), "not above {}"),
    "exclusiveMaximum": ((1, 0), "not below {}"),
}
"""Rule → comparison of a bad value with the limit, and fault."""
_FORMULA: Final = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
"""Starts of formulas, in either width; tabs and line breaks, which start them, too, are refused everywhere."""
_DECIMAL_COMMA: Final = re.compile(r"-?[0-9]+(\.[0-9]{3})*,[0-9]+")
_LONGEST: Final = 5000
_MOST_DIGITS: Final = 15
"""The digits that a spreadsheet and a double keep."""


def is_formula(text: str) -> bool:
    """Test a text for a formula in a spreadsheet; numbers, negative ones included, are no texts."""
    return text.lstrip().startswith(_FORMULA)


def cell_faults(sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """Find cells that are not plain or not as described, and keys that are double or lead nowhere.

    Foreign keys into a table that is not among ``sheets`` are not followed.
    """
    by_name = {sheet.resource.name: sheet for sheet in sheets}
    for sheet in sheets:
        for column, field in sheet.resource.fields.items():
            cells, width = sheet.column(column), len(sheet.resource.fields)
            faults = {cell: _find_fault(cell, field, width) for cell in {cell for _, cell in cells}}
            yield from (Problem(sheet.file, line, column, *fault) for line, cell in cells if (fault := faults[cell]))
            if field.get("constraints", {}).get("unique"):
                yield from _repeated(sheet, [column], "is in another row too", "give each row its own")
        key = columns_of(sheet.resource.schema.get("primaryKey", ()))
        yield from _repeated(sheet, key, "is the key of a row above too", "give each row a key of its own")
        for foreign in sheet.resource.schema.get("foreignKeys", ()):
            target = by_name.get(foreign["reference"]["resource"] or sheet.resource.name)
            if target:
                yield from _dangling(sheet, columns_of(foreign["fields"]), target, foreign["reference"]["fields"])


def columns_of(key: str | Sequence[str]) -> list[str]:
    """Return the columns of a key; the standard allows a single one without a list."""
    return [key] if isinstance(key, str) else [*key]


def _find_fault(cell: str, field: Mapping[str, Any], width: int) -> _Fault | None:
    return next(_strange(cell, field, width), None) or next(_against_rules(cell, field), None)


def _strange(cell: str, field: Mapping[str, Any], width: int) -> Iterator[_Fault]:
    """Find whole rows in a cell, space around it, too much of it, values in no plain form, and would-be formulas."""
    type_ = field["type"]
    if any(rest.count(",") >= width - 1 for rest in cell.splitlines()[1:]):
        found = "the cell holds whole rows: a quotation mark before them is not closed"
        yield found, 'close it, and write " inside a cell as ""'
    if len(cell) > _LONGEST:
        yield f"the cell has {len(cell)} characters, and {_LONGEST} are the most that fit", "shorten it"
    if cell != cell.strip():
        yield "the cell begins or ends with a space", "remove it"
    if cell and not PLAIN[type_].fullmatch(cell):
        found, remedy = _ILL_TYPED[type_]
        if type_ == "number" and _DECIMAL_COMMA.fullmatch(cell):
            found = "has a decimal comma, as a spreadsheet writes it under Indonesian settings"
            remedy = f"write {cell.replace('.', '').replace(',', '.')}"
        yield f'"{cell}" {found}', remedy
    if type_ in NUMERIC and sum(map(str.isdigit, cell)) > _MOST_DIGITS:
        yield f"the number has more than {_MOST_DIGITS} digits", "round it, or take a larger scale"
    if type_ == "string" and is_formula(cell):
        found = f'the cell begins with "{cell[0]}", which a spreadsheet takes for a formula'
        yield found, "begin it with another character"


def _against_rules(cell: str, field: Mapping[str, Any]) -> Iterator[_Fault]:
    """Find violations of a column's constraints in a plain cell; of an empty cell, only the required value."""
    rules = field.get("constraints", {})
    if not cell:
        if rules.get("required"):
            yield "the cell is empty", "fill it in"
        return
    if "enum" in rules and cell not in rules["enum"]:
        yield f'"{cell}" is no known category', f"take one of {', '.join(rules['enum'])}"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
        example = f"write it like {field['example']}" if "example" in field else ""
        found = f'"{cell}" has not the form that the column asks for'
        yield found, example or f"write it as the pattern {rules['pattern']} says"
    for name, (broken, said) in LIMITS.items():
        if name in rules:
            value, limit = Decimal(cell), Decimal(str(rules[name]))
            if (value > limit) - (value < limit) in broken:
                yield f"{cell} is {said.format(limit)}", "correct it"


def _keys(sheet: Sheet, columns: Iterable[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the line and the cells of each row's key, unless all of it is empty."""
    cells = [sheet.column(column) for column in columns]
    for row in zip(*cells, strict=True):
        if any(cell for _, cell in row):
            yield row[0][0], tuple(cell for _, cell in row)


def _repeated(sheet: Sheet, columns: Sequence[str], found: str, remedy: str) -> Iterator[Problem]:
    seen: set[tuple[str, ...]] = set()
    for line, key in _keys(sheet, columns):
        if key in seen:
            yield Problem(sheet.file, line, ", ".join(columns), f'"{", ".join(key)}" {found}', remedy)
        seen.add(key)


def _dangling(sheet: Sheet, columns: Sequence[str], target: Sheet, wanted: str | Sequence[str]) -> Iterator[Problem]:
    known = {key for _, key in _keys(target, columns_of(wanted))}
    for line, key in _keys(sheet, columns):
        if key not in known:
            found = f'no row of {target.file} has "{", ".join(key)}" as its {", ".join(columns_of(wanted))}'
            yield Problem(sheet.file, line, ", ".join(columns), found, "correct it or add the row there")
