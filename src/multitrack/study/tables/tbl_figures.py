"""tbl-figures: every figure and every other table in the order of the pages, with its versioned identifier.

It leaves itself out, since its version depends on its contents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import ExhibitRef, Message, VersionRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from multitrack.lang.outputs import Figure

_COLUMNS: Final = (Column("number", 0.200), Column("shown", 0.300, in_pages=False), Column("versioned", 0.500))


_ORDER: Final = (
    "fig-tracks-actors", "tbl-tracks", "tbl-track-1", "tbl-track-2", "tbl-track-3", "tbl-overview", "fig-timeline",
    "fig-series", "tbl-series", "fig-venues", "fig-fields", "tbl-documents", "fig-trade-study", "tbl-trade-study",
    "fig-investment", "tbl-investment", "fig-commitments", "tbl-commitments", "fig-claims", "fig-trade-reference",
    "fig-trade-balance", "fig-gdp-growth", "fig-heading-shift", "tbl-claims", "tbl-gdp-growth", "tbl-discrepancies",
    "tbl-reliability",
)  # fmt: skip
"""The figures and tables in the order of the pages; others follow."""


def register(figures: Iterable[Figure], tables: Iterable[Table]) -> Table:
    """Return the table: a row for each figure, then one for each table, which have no source rows."""
    titled = [
        *(("figures", figure.figure_id) for figure in figures),
        *(("tables", table.table_id) for table in tables),
    ]
    titled.sort(key=lambda pair: (pair[0], _ORDER.index(pair[1]) if pair[1] in _ORDER else len(_ORDER)))
    body = tuple(Row((ExhibitRef(one), Message(file, (one, "title")), VersionRef(one)), ()) for file, one in titled)
    return Table("tbl-figures", _COLUMNS, body)
