"""What must hold between the cells of a discrepancy: what was found, in which words, and what proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.data.printed import long_snippets, too_long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from multitrack.data.records import Records
    from multitrack.errors import Problem
    from multitrack.model.named import Discrepancy

_ABSENCE: Final = "gap"
_PROVED: Final = "proved"


def discrepancy_faults(discrepancies: Records[Discrepancy]) -> Iterator[Problem]:
    """Find discrepancies without the words that do not fit, proofs that are missing or too much, a wrong sequence."""
    for line, row in discrepancies.entries:
        if not row.as_printed and row.category != _ABSENCE:
            found = f"no words of the study are quoted, and the category is {row.category}"
            yield discrepancies.problem(line, "as_printed", found, f"quote them, or write the category {_ABSENCE}")
        if row.status == _PROVED and not (row.record or row.source_id):
            found = "it is said to be proved, and neither a meeting nor a source proves it"
            yield discrepancies.problem(line, "status", found, "name one of them, or write another status")
        yield from _proof(discrepancies, line, row)
    yield from long_snippets(discrepancies)
    yield from discrepancies.out_of_sequence("discrepancy_id", "D")


def _proof(discrepancies: Records[Discrepancy], line: int, row: Discrepancy) -> Iterator[Problem]:
    if row.status == _PROVED and not row.record_says:
        found = "it is said to be proved, and no words of the record say so"
        yield discrepancies.problem(line, "record_says", found, "quote them, or write another status")
    elif row.status != _PROVED and row.record_says:
        found = f"the record is quoted as a proof, and the status is {row.status}"
        yield discrepancies.problem(line, "record_says", found, f"remove the words, or write the status {_PROVED}")
    yield from too_long(discrepancies, line, "record_says", row.record_says)
