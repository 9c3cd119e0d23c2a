"""What the Data Package standard says of cells and keys: checked by frictionless, told in our words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from frictionless import Package as StandardPackage
from frictionless import errors

from multitrack.errors import Problem
from multitrack.source.cells import wrong_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from frictionless import Error

    from multitrack.source.sheets import Sheet

_CONSTRAINT: Final = re.compile(r'constraint "(\w+)"')
_STANDARD: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
"""Says which version of the standard is meant; nothing is fetched from there."""
_HEADER_ROWS: Final = 1
_LIMITS: Final[Mapping[str, str]] = {
    "minimum": "below {limit}, the least that is allowed",
    "maximum": "above {limit}, the most that is allowed",
    "exclusiveMinimum": "not above {limit}",
    "exclusiveMaximum": "not below {limit}",
}


def violations(sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """Find cells that are empty, of another type, category or form, and keys that are double or lead nowhere.

    Foreign keys into a table that is not among ``sheets`` are not followed.
    """
    by_name = {sheet.resource.name: sheet for sheet in sheets}
    package = StandardPackage.from_descriptor(
        {
            "$schema": _STANDARD,
            "name": "sheets",
            "resources": [_descriptor(sheet, by_name) for sheet in sheets],
        }
    )
    for sheet in sheets:
        report = package.get_resource(sheet.resource.name).validate(limit_errors=0)
        for error in (error for task in report.tasks for error in task.errors):
            yield _translate(error, sheet, by_name)


def _descriptor(sheet: Sheet, by_name: Mapping[str, Sheet]) -> dict[str, Any]:
    schema = dict(sheet.resource.schema)
    keys = [key for key in schema.get("foreignKeys", ()) if key["reference"]["resource"] in ("", *by_name)]
    schema["foreignKeys"] = keys
    rows = [list(sheet.resource.fields), *map(list, sheet.cells)]
    return {"name": sheet.resource.name, "type": "table", "data": rows, "schema": schema}


def _translate(error: Error, sheet: Sheet, by_name: Mapping[str, Sheet]) -> Problem:
    if not isinstance(error, errors.RowError):
        return Problem(sheet.file, 0, "", f"the Data Package standard refuses the table ({error.note})", "correct it")
    line = sheet.lines[error.row_number - _HEADER_ROWS - 1]
    match error:
        case errors.ForeignKeyError():
            return _dangling(error, line, sheet, by_name)
        case errors.PrimaryKeyError():
            return _double(error, line, sheet)
        case errors.CellError():
            return _wrong_cell(error, line, sheet)
        case _:
            return Problem(
                sheet.file, line, "", f"the Data Package standard refuses the row ({error.note})", "correct it"
            )


def _wrong_cell(error: errors.CellError, line: int, sheet: Sheet) -> Problem:
    if isinstance(error, errors.UniqueError):
        found = f'"{error.cell}" stands in another row too'
        return Problem(sheet.file, line, error.field_name, found, "give each row its own")
    if isinstance(error, errors.TypeError):
        return wrong_type(sheet, line, error.field_name, error.cell)
    return _constraint(error, line, sheet)


def _dangling(error: errors.ForeignKeyError, line: int, sheet: Sheet, by_name: Mapping[str, Sheet]) -> Problem:
    cells, columns = ", ".join(error.field_cells), ", ".join(error.reference_field_names)
    there = by_name[error.reference_name or sheet.resource.name].file
    found = f'no row of {there} has "{cells}" as its {columns}'
    return Problem(sheet.file, line, ", ".join(error.field_names), found, "correct it or add the row there")


def _double(error: errors.PrimaryKeyError, line: int, sheet: Sheet) -> Problem:
    key = sheet.resource.schema["primaryKey"]
    columns = [key] if isinstance(key, str) else list(key)
    cells = ", ".join(error.cells[list(sheet.resource.fields).index(column)] for column in columns)
    found = f'"{cells}" is the key of a row above too'
    return Problem(sheet.file, line, ", ".join(columns), found, "give each row a key of its own")


def _constraint(error: errors.CellError, line: int, sheet: Sheet) -> Problem:
    field = sheet.resource.fields[error.field_name]
    match = _CONSTRAINT.match(error.note)
    name = match[1] if match else ""
    limit = field["constraints"].get(name, "")
    if name == "required":
        found, remedy = "the cell is empty", "fill it in"
    elif name == "enum":
        found, remedy = f'"{error.cell}" is no known category', f"take one of {', '.join(map(str, limit))}"
    elif name == "pattern":
        found = f'"{error.cell}" has not the form that the column asks for'
        remedy = f"write it like {field['example']}" if "example" in field else f"write it as the pattern {limit} says"
    else:
        said = _LIMITS.get(name, f"against the rule {name} {{limit}}").format(limit=limit)
        found, remedy = f"{error.cell} is {said}", "correct it"
    return Problem(sheet.file, line, error.field_name, found, remedy)
