"""tbl-unitizing: numbers, actors, participations and documents found by both of two coders, and by one alone."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import Amount, NumberOnly, label
from multitrack.study.analysis.reliability import compare_unitizing
from multitrack.study.tables.table_cells import count

if TYPE_CHECKING:
    from multitrack.study.analysis.reliability import Matched
    from multitrack.study.dataset import Dataset

_COLUMNS: Final = (
    Column("unitized", 0.300),
    Column("found-both", 0.160, "right"),
    Column("found-first", 0.180, "right"),
    Column("found-second", 0.180, "right"),
    Column("found-share", 0.180, "decimal"),
)
_DIGITS: Final = Decimal("0.1")


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each kind of unit to be found by the coders; no row without a second coding."""
    return (Table("tbl-unitizing", _COLUMNS, tuple(map(_row, compare_unitizing(dataset)))),)


def _row(found: Matched) -> Row:
    both, first, second = len(found.both), len(found.first), len(found.second)
    share = (Decimal(100 * both) / (both + first + second)).quantize(_DIGITS)
    numbers = (count(both), count(first), count(second), NumberOnly(Amount(share, "percent")))
    return Row((label("coded-tables", found.table), *numbers), found.rows)
