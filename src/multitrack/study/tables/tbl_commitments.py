"""tbl-commitments: aid and pledges in the study, with the occasion of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.study.analysis.subjects import COMMITMENTS, select_quantities
from multitrack.study.tables.table_cells import make_quantity_table

if TYPE_CHECKING:
    from multitrack.lang.outputs import Table
    from multitrack.study.dataset import Dataset

_WIDTHS: Final = {
    "row": 0.070,
    "item": 0.125,
    "occasion": 0.280,
    "indicator": 0.095,
    "period": 0.125,
    "value": 0.115,
    "unit": 0.105,
    "over": 0.085,
}


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each number, in the study's order."""
    quantities = sorted(select_quantities(dataset, COMMITMENTS), key=lambda quantity: quantity.quantity_id)
    return (make_quantity_table("tbl-commitments", quantities, _WIDTHS),)
