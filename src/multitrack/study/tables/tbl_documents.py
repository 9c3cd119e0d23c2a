"""tbl-documents: agreements, declarations and plans named in the study, first those that it dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import NONE, Message, Period, Verbatim, label
from multitrack.study.tables.table_cells import join_values, say_place, say_section

if TYPE_CHECKING:
    from multitrack.study.dataset import Dataset
    from multitrack.study.named_rows import Document

_COLUMNS: Final = (
    Column("dated", 0.100),
    Column("document", 0.420),
    Column("parties", 0.100, in_pages=False),
    Column("document-date", 0.130),
    Column("place", 0.130),
    Column("named-in", 0.120),
)


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each document, first the dated by date, then the others in the study's order."""
    dated = sorted((document for document in dataset.documents if document.date), key=lambda one: str(one.date))
    undated = [document for document in dataset.documents if not document.date]
    return (Table("tbl-documents", _COLUMNS, tuple(map(_row, (*dated, *undated))), grouped=True),)


def _row(document: Document) -> Row:
    cells = (
        label("cells", "dated" if document.date else "undated"),
        Message("documents", (document.document_id, "title")),
        join_values([Message("actors", (party, "name")) for party in document.parties], "items"),
        Period(document.date, document.date) if document.date else NONE,
        say_place(document.city, document.country),
        # An item that mentions it, or else the section.
        join_values([Verbatim(item) for item in document.event_ids] or [say_section(document.locator)], "list"),
    )
    return Row(cells, (document.document_id, *document.event_ids))
