"""Two codings of the same study, made independently of each other, and which of their columns are compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

CODERS: Final = ("first", "second")


@dataclass(frozen=True)
class CodedTable:
    """A table that both coders filled in.

    Attributes
    ----------
    key
        The column with the id of a unit, which each coder chose, unless the units were given.
    compared
        The columns whose categories are compared.
    needed
        Further columns, by which the units of the coders are matched.
    given
        True if both coders had the same units before them, so that neither can have more than the other.
    """

    key: str
    compared: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    given: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the program reads."""
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
"""Name of a table of the study → what the two codings of it are compared in."""
LISTS: Final = frozenset({"sectors"})
"""Columns whose cells hold a set of categories."""


@dataclass(frozen=True)
class Coded:
    """A unit as one coder coded it.

    Attributes
    ----------
    coder
        ``first`` or ``second``.
    table
        Key of :data:`CODED_TABLES`.
    unit
        The id that the coder gave it.
    cells
        Column and text of each cell.
    """

    coder: str
    table: str
    unit: str
    cells: tuple[tuple[str, str], ...]

    @property
    def row_id(self) -> str:
        """The id of the row, unlike that of any other: ``first-T1-05``."""
        return f"{self.coder}-{self.unit}"

    @cached_property
    def values(self) -> Mapping[str, str]:
        """The cells by their columns."""
        return dict(self.cells)
