"""tbl-commitments: aid and pledges in the study, with the occasion of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.study.analysis.subjects import COMMITMENTS, select_quantities
from multitrack.study.tables.table_cells import make_quantity_table

if TYPE_CHECKING:
    from multitrack.lang.outputs import Table
    from multitrack.study.dataset import Dataset

_WIDTHS: Final = {
    "code": 0.065,
    "item": 0.130,
    "occasion": 0.245,
    "indicator": 0.116,
    "period": 0.116,
    "value": 0.125,
    "unit": 0.111,
    "over": 0.092,
}


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each number, in the study's order."""
    quantities = sorted(select_quantities(dataset, COMMITMENTS), key=lambda quantity: quantity.quantity_id)
    return (make_quantity_table("tbl-commitments", quantities, _WIDTHS),)
