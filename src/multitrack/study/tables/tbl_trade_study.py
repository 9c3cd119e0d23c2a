"""tbl-trade-study: every number on trade in the study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.study.analysis.subjects import TRADE, select_quantities
from multitrack.study.tables.table_cells import make_quantity_table

if TYPE_CHECKING:
    from multitrack.lang.outputs import Table
    from multitrack.study.dataset import Dataset

_WIDTHS: Final = {
    "block": 0.100,
    "code": 0.057,
    "item": 0.118,
    "period": 0.100,
    "indicator": 0.190,
    "value": 0.135,
    "unit": 0.115,
    "statistics": 0.185,
}
_BLOCKS: Final = {
    "totals": ("trade-total", "trade-balance"),
    "growth": ("trade-growth", "trade-growth-annual-average"),
    "exports": ("exports",),
    "targets": (),
}
"""Block → the indicators in it, totals first; the last has all others."""


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each number in blocks, those of one indicator together and by time."""
    quantities = select_quantities(dataset, TRADE)
    order = list(_BLOCKS)
    blocks = {one.quantity_id: _block(one.indicator) for one in quantities}
    ordered = sorted(quantities, key=lambda one: order.index(blocks[one.quantity_id]))
    return (make_quantity_table("tbl-trade-study", ordered, _WIDTHS, blocks),)


def _block(indicator: str) -> str:
    return next((block for block, indicators in _BLOCKS.items() if indicator in indicators), "targets")
