"""tbl-discrepancies: inconsistencies, ambiguities and gaps of the study, with place and treatment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import Joined, Message, Verbatim, label
from multitrack.study.tables.table_cells import join_values, say_section

if TYPE_CHECKING:
    from multitrack.study.dataset import Dataset
    from multitrack.study.named_rows import Discrepancy

_COLUMNS: Final = (
    Column("where", 0.155),
    Column("finding", 0.445),
    Column("treatment", 0.245),
    Column("weight", 0.155),
)
_RECORD: Final = "record"
"""Origin of a slip that the table names; others are the study's own or unknown."""


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each discrepancy, in the order of the study."""
    return (Table("tbl-discrepancies", _COLUMNS, tuple(map(_row, dataset.discrepancies))),)


def _weight(found: Discrepancy) -> list[Message]:
    """Return severity and status, and the origin of a slip in the record."""
    said = [label("severities", found.severity), label("statuses", found.status)]
    return [*said, label("slips", found.slip_of)] if found.slip_of == _RECORD else said


def _row(found: Discrepancy) -> Row:
    where = Verbatim(found.event_id) if found.event_id else say_section(found.locator)
    cells = (
        Joined((Verbatim(found.discrepancy_id), where), "facts"),
        Message("discrepancies", (found.discrepancy_id, "finding")),
        Message("discrepancies", (found.discrepancy_id, "treatment")),
        join_values(_weight(found), "items"),
    )
    proofs = (found.event_id, *found.quantity_ids, found.record, found.source_id)
    return Row(cells, (found.discrepancy_id, *(row for row in proofs if row)))
