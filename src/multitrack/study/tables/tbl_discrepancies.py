"""tbl-discrepancies: inconsistencies, ambiguities and gaps of the study, by kind and weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import Joined, Mark, Message, Verbatim, label
from multitrack.study.tables.table_cells import join_values, say_section

if TYPE_CHECKING:
    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset
    from multitrack.study.named_rows import Discrepancy

_COLUMNS: Final = (
    Column("kind", 0.080),
    Column("weight", 0.083),
    Column("code", 0.046),
    Column("finding", 0.591),
    Column("treatment", 0.200, in_pages=False),
)
_MAJOR: Final = "major"
_RECORD: Final = "record"
"""Origin of a slip that the table names; others are the study's own or unknown."""


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each discrepancy, by kind, the weightiest first, else in the order of the study."""
    frame = dataset.frame("discrepancies")
    places = frame.sort_values(["category", "severity"], kind="stable").index if len(frame) else ()
    body = tuple(_row(dataset.discrepancies[int(place)]) for place in places)
    return (Table("tbl-discrepancies", _COLUMNS, body, grouped=True),)


def _row(found: Discrepancy) -> Row:
    where = Verbatim(found.event_id) if found.event_id else say_section(found.locator)
    cells = (
        label("discrepancy-categories", found.category),
        _weight(found),
        Verbatim(found.discrepancy_id),
        Joined((where, Message("discrepancies", (found.discrepancy_id, "finding"))), "facts"),
        Message("discrepancies", (found.discrepancy_id, "treatment")),
    )
    proofs = (found.event_id, *found.quantity_ids, found.record, found.source_id)
    return Row(cells, (found.discrepancy_id, *(row for row in proofs if row)), code=found.discrepancy_id)


def _weight(found: Discrepancy) -> Value:
    """Return severity and status, the major ones with a mark, and the origin of a slip in the record."""
    said = [label("severities", found.severity), label("statuses", found.status)]
    if found.slip_of == _RECORD:
        said.append(label("slips", found.slip_of))
    words = join_values(said, "items")
    return Mark("●", words) if found.severity == _MAJOR else words
