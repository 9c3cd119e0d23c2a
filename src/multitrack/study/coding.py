"""The two codings of the study, read whole or not at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from multitrack.errors import Problem
from multitrack.study.records import Records, read_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from multitrack.errors import Problems
    from multitrack.source.data_package import DataFolder
    from multitrack.source.package import Package
    from multitrack.source.sheets import Sheet
    from multitrack.study.records import Fault

CODERS: Final = ("first", "second")


@dataclass(frozen=True)
class CodedTable:
    """A table filled in by both coders.

    Attributes
    ----------
    key
        The column with the ids of units, chosen by each coder unless the units were given.
    compared
        The columns with categories to compare.
    needed
        Further columns, used to match the units of the coders.
    given
        True if both coders were given the same units.
    """

    key: str
    compared: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    given: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns in use."""
        return ("coder", self.key, *self.compared, *self.needed)


CODED_TABLES: Final[Mapping[str, CodedTable]] = {
    "events": CodedTable(
        "event_id",
        compared=(
            "heading_year", "heading_series", "heading_ordinal", "series", "ordinal", "date_start", "date_end",
            "year_printed", "year", "year_basis", "city", "country", "sectors", "heading_match", "record",
        ),
        given=True,
    ),
    "quantities": CodedTable(
        "quantity_id",
        compared=(
            "indicator", "economy", "scale", "unit", "currency", "qualifier", "period_start", "period_end", "measure",
            "direction", "source_named",
        ),
        needed=("value", "as_printed", "locator"),
    ),
    "actors": CodedTable("actor_id", needed=("name", "kind", "country", "locator")),
    "participations": CodedTable(
        "participation_id", compared=("role", "part_in", "actor_track"), needed=("event_id", "actor_id")
    ),
    "documents": CodedTable("document_id", needed=("kind", "locator")),
    "discrepancies": CodedTable(
        "discrepancy_id", compared=("category", "severity", "status"), needed=("as_printed", "locator"), given=True
    ),
}  # fmt: skip
"""Name of a table of the study → columns of its two codings."""
LISTS: Final = frozenset({"sectors"})
"""Columns with sets of categories."""


@dataclass(frozen=True)
class Coded:
    """A unit in one coder's coding.

    Attributes
    ----------
    coder
        ``first`` or ``second``.
    table
        Key of :data:`CODED_TABLES`.
    unit
        The coder's id of the unit.
    cells
        Columns and texts of its cells.
    """

    coder: str
    table: str
    unit: str
    cells: tuple[tuple[str, str], ...]

    @property
    def row_id(self) -> str:
        """The unique id of the row: ``first-T1-05``."""
        return f"{self.coder}-{self.unit}"

    @cached_property
    def values(self) -> Mapping[str, str]:
        """The cells by their columns."""
        return dict(self.cells)


FOLDER: Final = "reliability"
"""Folder of the codings in the data folder."""
_PREFIX: Final = f"{FOLDER}_"


def strip_codings(folder: DataFolder, content: bytes) -> bytes:
    """Return the description of the data, without the codings if their whole folder is missing.

    So a study without codings can keep its description, and no description is published with missing files.
    """
    try:
        raw: Any = json.loads(content)
        kept = [table for table in raw["resources"] if not str(table["path"]).startswith(f"{FOLDER}/")]
        described = len(kept) < len(raw["resources"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return content  # its faults are reported by the reader
    if not described or folder.files("", FOLDER):
        return content
    return (json.dumps({**raw, "resources": kept}, ensure_ascii=False, indent=2) + "\n").encode()


def find_undescribed_codings(package: Package) -> Iterator[Problem]:
    """Find undescribed tables and columns of the codings, if any of the tables is described."""
    described = {resource.name: resource for resource in package.resources}
    if not any(name.startswith(_PREFIX) for name in described):
        return
    for table, coded in CODED_TABLES.items():
        resource = described.get(f"{_PREFIX}{table}")
        key = f"resources.{_PREFIX}{table}"
        if resource is None:
            yield Problem(package.file, 0, key, "no table of this name is described", "describe it")
            continue
        for column in coded.columns:
            if column not in resource.fields:
                found = "no such column is described"
                yield Problem(package.file, 0, f"{key}.schema.fields.{column}", found, "describe it")


def read_codings(sheets: Mapping[str, Sheet], problems: Problems) -> Mapping[str, Records[Coded]]:
    """Read the rows of the codings by the names of their resources, without faulty lines."""
    described = {table: sheets[name] for table in CODED_TABLES if (name := f"{_PREFIX}{table}") in sheets}
    return {
        sheet.resource.name: read_records(sheet, partial(_make_coded, table), problems.lines(sheet.file))
        for table, sheet in described.items()
        if sheet.resource.fields.keys() >= {*CODED_TABLES[table].columns}
    }


def _make_coded(table: str, cells: Mapping[str, str]) -> Coded:
    return Coded(cells["coder"], table, cells[CODED_TABLES[table].key], tuple(cells.items()))


def find_coding_faults(codings: Mapping[str, Records[Coded]]) -> Iterator[Problem]:
    """Find codings with only one coder, and given units coded by only one of them."""
    for records in codings.values():
        units = {coder: {row.unit for row in records.rows if row.coder == coder} for coder in CODERS}
        for coder in CODERS if records.whole else ():
            if not units[coder]:
                found = f"no row holds what the {coder} coder coded"
                yield Problem(records.file, 0, "coder", found, "add the rows, or leave the whole folder out")
        if records.whole and all(units.values()):
            yield from records.find(partial(_lone_unit, units))


def _lone_unit(units: Mapping[str, set[str]], row: Coded) -> Iterator[Fault]:
    """Find a unit that both coders were given and only one coded."""
    coded = CODED_TABLES[row.table]
    other = next(coder for coder in CODERS if coder != row.coder)
    if coded.given and row.unit not in units[other]:
        found = f'"{row.unit}" was coded by the {row.coder} coder alone, though both had the same before them'
        yield coded.key, found, f"correct it or add the row of the {other} coder"
