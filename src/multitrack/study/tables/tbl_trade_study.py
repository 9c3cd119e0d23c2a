"""tbl-trade-study: every number on trade in the study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.study.analysis.subjects import TRADE, select_quantities
from multitrack.study.tables.table_cells import make_quantity_table

if TYPE_CHECKING:
    from multitrack.lang.outputs import Table
    from multitrack.study.dataset import Dataset

_WIDTHS: Final = {
    "row": 0.072,
    "item": 0.128,
    "period": 0.120,
    "indicator": 0.180,
    "direction": 0.115,
    "value": 0.160,
    "unit": 0.125,
    "statistics": 0.100,
}


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each number, those of one indicator together and by time."""
    return (make_quantity_table("tbl-trade-study", select_quantities(dataset, TRADE), _WIDTHS),)
