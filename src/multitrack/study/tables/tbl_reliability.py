"""tbl-reliability: the agreement of two coders on every variable, by Krippendorff's alpha."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import NONE, Amount, Verbatim, label
from multitrack.study.analysis.reliability import RELIABLE, TENTATIVE, measure_agreement
from multitrack.study.tables.table_cells import count

if TYPE_CHECKING:
    from decimal import Decimal

    from multitrack.lang.values import Value
    from multitrack.study.analysis.reliability import Agreement
    from multitrack.study.dataset import Dataset

_COLUMNS: Final = (
    Column("variable", 0.300),
    Column("compared", 0.100, "right"),
    Column("alike", 0.100, "right"),
    Column("alpha", 0.110, "decimal"),
    Column("alpha-low", 0.120, "decimal"),
    Column("alpha-high", 0.120, "decimal"),
    Column("grade", 0.150),
)


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each variable, table by table; no row without a second coding."""
    return (Table("tbl-reliability", _COLUMNS, tuple(map(_row, measure_agreement(dataset)))),)


def _row(agreement: Agreement) -> Row:
    low, high = agreement.interval or (None, None)
    cells = (
        Verbatim(agreement.variable.name),
        count(len(agreement.pairs)),
        count(len(agreement.pairs) - len(agreement.differing)),
        *(_number(value) for value in (agreement.alpha, low, high)),
        _grade(agreement.alpha),
    )
    return Row(cells, agreement.rows)


def _number(value: Decimal | None) -> Value:
    return NONE if value is None else Amount(value)


def _grade(alpha: Decimal | None) -> Value:
    if alpha is None:
        return NONE
    return label("grades", "reliable" if alpha >= RELIABLE else "tentative" if alpha >= TENTATIVE else "unreliable")
