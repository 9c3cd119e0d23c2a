"""Rows read from tables, with their places in the files."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, get_type_hints

from multitrack.errors import Problem
from multitrack.lang.values import PartialDate
from multitrack.source.data_package import Origin, Source
from multitrack.study import named_rows, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from multitrack.source.package import Package, Resource
    from multitrack.source.sheets import Sheet


def find_origins(sheets: Mapping[str, Sheet], records: Mapping[str, Records[Any]]) -> Iterator[tuple[str, Origin]]:
    """Yield the id and the place of each row, in the order of the tables."""
    for name, table in records.items():
        if name in sheets:
            columns = list(sheets[name].resource.fields)
            cells = dict(zip(sheets[name].lines, sheets[name].cells, strict=True))
            for line, row in table.entries:
                written = tuple(zip(columns, cells[line], strict=True))
                yield get_identifier(row), Origin(name, table.file, line, written)


def get_identifier(row: Any) -> str:  # noqa: ANN401  (a row of any table)
    """Return the id of a row in other rows, figures and tables: its ``row_id``, else its first column."""
    return row.row_id if hasattr(row, "row_id") else getattr(row, fields(row)[0].name)


Row = TypeVar("Row")
Fault = tuple[str, str, str]
"""A problem of a row that is at hand: column, finding, remedy."""

ROW_CLASSES: Final[Mapping[str, type[Any]]] = {
    "tracks": rows.Track,
    "events": rows.Event,
    "quantities": rows.Quantity,
    "meetings": rows.Meeting,
    "sources": Source,
    "actors": named_rows.Actor,
    "participations": named_rows.Participation,
    "documents": named_rows.Document,
    "places": named_rows.Place,
    "discrepancies": named_rows.Discrepancy,
    "claims": rows.Claim,
    "series": rows.TradeSeries,
    "trade": rows.TradeValue,
    "exchange_rates": rows.ExchangeRate,
    "gdp_growth": rows.GdpGrowth,
    "us_cpi": rows.PriceIndex,
    "statements": rows.Statement,
    "population": rows.Population,
    "land": rows.LandPoint,
}
"""Name of a resource → class of its rows."""
NEEDED: Final = ("tracks", "events", "quantities", "meetings", "sources")
"""Required resources; any other is empty if the package does not describe it."""

YEARS: Final = range(1000, 2101)
"""Plausible years."""

_TYPES: Final[Mapping[Any, tuple[str, ...]]] = {
    int: ("integer", "year"),
    int | None: ("integer", "year"),
    bool: ("boolean",),
    bool | None: ("boolean",),
    Decimal: ("number",),
    Decimal | None: ("number",),
}
"""Type of an attribute → possible types of its column in the description; ``string`` for any other."""
_NEVER_EMPTY: Final = (int, bool, Decimal, PartialDate)

_READ: Final[Mapping[Any, Callable[[str], Any]]] = {
    str: str,
    int: int,
    int | None: lambda cell: int(cell) if cell else None,
    bool: lambda cell: cell == "true",
    bool | None: lambda cell: cell == "true" if cell else None,
    Decimal: Decimal,
    Decimal | None: lambda cell: Decimal(cell) if cell else None,
    PartialDate: PartialDate.parse,
    PartialDate | None: lambda cell: PartialDate.parse(cell) if cell else None,
    tuple[str, ...]: lambda cell: tuple(cell.split(";")) if cell else (),
}
"""Type of an attribute → its parser, which raises ValueError only for dates, since the rest was checked before."""


@dataclass(frozen=True)
class Records(Generic[Row]):
    """The rows of one resource, each with its line in the file.

    Attributes
    ----------
    whole
        False if rows with unreadable cells were left out, so that sequences cannot be checked.
    """

    file: str
    entries: tuple[tuple[int, Row], ...]
    whole: bool

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows alone."""
        return tuple(row for _, row in self.entries)

    def find(self, rule: Callable[[Row], Iterable[Fault]]) -> Iterator[Problem]:
        """Find the faults of rows by a rule for each of them."""
        for line, row in self.entries:
            for fault in rule(row):
                yield self.problem(line, *fault)

    def problem(self, line: int, column: str, found: str, remedy: str) -> Problem:
        """Return a problem of a cell in one row."""
        return Problem(self.file, line, column, found, remedy)

    def find_out_of_sequence(self, column: str, letter: str) -> Iterator[Problem]:
        """Find the first row out of sequence; ids are a letter and three digits, from 001."""
        for number, (line, row) in enumerate(self.entries if self.whole else (), start=1):
            expected = f"{letter}{number:03}"
            if getattr(row, column) != expected:
                found = f"{getattr(row, column)} stands where {expected} should be"
                yield self.problem(line, column, found, f"number the rows from {letter}001 without a gap")
                return


def find_undescribed(package: Package) -> Iterator[Problem]:
    """Find resources and columns in use that ``datapackage.json`` does not describe."""
    described = {resource.name: resource for resource in package.resources}
    for name, row_class in ROW_CLASSES.items():
        if name in described:
            yield from _undescribed_columns(package.file, described[name], row_class)
        elif name in NEEDED:
            yield Problem(package.file, 0, f"resources.{name}", "no table of this name is described", "describe it")


def _undescribed_columns(file: str, resource: Resource, row_class: type[Any]) -> Iterator[Problem]:
    for column, type_ in _types(row_class).items():
        key = f"resources.{resource.name}.schema.fields.{column}"
        field = resource.fields.get(column)
        allowed = _TYPES.get(type_, ("string",))
        if field is None:
            yield Problem(file, 0, key, "no such column is described", "describe it")
        elif field["type"] not in allowed:
            found = f"the column is described as {field['type']}"
            yield Problem(file, 0, key, found, f"describe it as {' or '.join(allowed)}")
        elif type_ in _NEVER_EMPTY and not field.get("constraints", {}).get("required"):
            found = "the column may be empty as it is described"
            yield Problem(file, 0, key, found, "describe it with the constraint required")


def find_impossible_dates(sheet: Sheet) -> Iterator[Problem]:
    """Find dates in valid form that do not exist in the calendar or are implausible."""
    for column, field in sheet.resource.fields.items():
        for line, cell in sheet.column(column) if field["type"] == "year" else ():
            if cell.isdecimal() and int(cell) not in YEARS:
                yield Problem(sheet.file, line, column, *_other_age(cell))
    for column, type_ in _types(ROW_CLASSES.get(sheet.resource.name)).items():
        if type_ in (PartialDate, PartialDate | None):
            for line, cell in sheet.column(column):
                try:
                    date = PartialDate.parse(cell) if cell else None
                    if date and date.year not in YEARS:
                        yield Problem(sheet.file, line, column, *_other_age(cell))
                except ValueError:
                    remedy = "write a year, a month or a day, like 1995, 2014-08 or 2014-08-25"
                    yield Problem(sheet.file, line, column, f'"{cell}" is no date', remedy)


def _other_age(cell: str) -> tuple[str, str]:
    return f'"{cell}" lies outside the years {YEARS.start} to {YEARS.stop - 1}', "correct it"


def read_records(sheet: Sheet, make: Callable[[Mapping[str, str]], Row], broken_lines: frozenset[int]) -> Records[Row]:
    """Read a sheet into rows made from their cells by columns, without faulty lines."""
    entries = tuple(
        (line, make(dict(zip(sheet.resource.fields, cells, strict=True))))
        for line, cells in zip(sheet.lines, sheet.cells, strict=True)
        if line not in broken_lines
    )
    return Records(sheet.file, entries, whole=len(entries) == len(sheet.lines))


def make_row(row_class: type[Row], cells: Mapping[str, str]) -> Row:
    """Return the row of cells, by their columns."""
    return row_class(**{name: _READ[type_](cells[name]) for name, type_ in _types(row_class).items()})


@cache
def _types(row_class: type[Any] | None) -> Mapping[str, Any]:
    """Return the type of each attribute, in order."""
    return get_type_hints(row_class, localns={"Decimal": Decimal, "PartialDate": PartialDate}) if row_class else {}
