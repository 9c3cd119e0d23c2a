"""Counts over the documents that the study names, and over what does not fit in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.analysis.counting import count, grouped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from multitrack.model.dataset import Dataset
    from multitrack.model.named import Discrepancy
    from multitrack.model.outputs import Number

_SORTINGS: Final[Mapping[str, Callable[[Discrepancy], str]]] = {
    "category": lambda row: row.category,
    "severity": lambda row: row.severity,
    "status": lambda row: row.status,
    "slip": lambda row: row.slip_of,
    "treatment": lambda row: row.treatment,
}


def counts_of_documents(dataset: Dataset) -> Iterator[Number]:
    """Yield the numbers of documents: all, with a date, and of each kind."""
    ids = [document.document_id for document in dataset.documents]
    yield count("documents", ids)
    yield count("documents-dated", [document.document_id for document in dataset.documents if document.date], ids)
    for kind, documents in grouped(dataset.documents, lambda document: document.kind):
        yield count(f"documents-kind-{kind}", [document.document_id for document in documents])


def counts_of_discrepancies(dataset: Dataset) -> Iterator[Number]:
    """Yield the numbers of discrepancies: all, in items, and by category, severity, status, origin and treatment."""
    rows = dataset.discrepancies
    ids = [row.discrepancy_id for row in rows]
    yield count("discrepancies", ids)
    yield count("discrepancies-in-items", [row.discrepancy_id for row in rows if row.event_id], ids)
    concerned = list(dict.fromkeys(row.event_id for row in rows if row.event_id))
    yield count("discrepancies-items", concerned, ids)
    for name, key in _SORTINGS.items():
        for value, found in grouped(rows, key):
            yield count(f"discrepancies-{name}-{value}", [row.discrepancy_id for row in found])
