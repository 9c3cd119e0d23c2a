"""tbl-investment: every number on direct investment in the study, flows and stocks apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.study.analysis.subjects import INVESTMENT, select_quantities
from multitrack.study.tables.table_cells import make_quantity_table

if TYPE_CHECKING:
    from multitrack.lang.outputs import Table
    from multitrack.study.dataset import Dataset

_WIDTHS: Final = {
    "code": 0.070,
    "item": 0.080,
    "period": 0.235,
    "indicator": 0.345,
    "value": 0.150,
    "unit": 0.120,
}


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each number, those of one indicator together and by time."""
    return (make_quantity_table("tbl-investment", select_quantities(dataset, INVESTMENT), _WIDTHS),)
