"""tbl-settled: the differences between two coders, and their settlement in the study's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import Joined, Verbatim
from multitrack.study.analysis.reliability import find_settlements
from multitrack.study.tables.table_cells import count

if TYPE_CHECKING:
    from multitrack.study.analysis.reliability import Settled
    from multitrack.study.dataset import Dataset

_COLUMNS: Final = (
    Column("variable", 0.260),
    Column("differing", 0.090, "right"),
    Column("as-first", 0.090, "right"),
    Column("as-second", 0.090, "right"),
    Column("as-neither", 0.100, "right"),
    Column("differing-units", 0.370),
)


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each variable with differences; no row without a second coding."""
    return (Table("tbl-settled", _COLUMNS, tuple(map(_row, find_settlements(dataset)))),)


def _row(settled: Settled) -> Row:
    numbers = (settled.units, settled.as_first, settled.as_second, settled.otherwise)
    cells = (
        Verbatim(settled.agreement.variable.name),
        *(count(len(units)) for units in numbers),
        Joined(tuple(map(Verbatim, settled.units))),
    )
    return Row(cells, tuple(row.row_id for pair in settled.agreement.differing for row in pair))
