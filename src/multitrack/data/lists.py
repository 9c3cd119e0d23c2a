"""Cells that list keys of another table, with semicolons between: the standard's foreign keys know one key a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from multitrack.data.records import Records
    from multitrack.errors import Problem

_LISTS: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("documents", "parties"): ("actors", "actor_id"),
    ("documents", "event_ids"): ("events", "event_id"),
    ("discrepancies", "quantity_ids"): ("quantities", "quantity_id"),
}
"""Resource and column that lists → resource and column of the keys."""


def dangling_lists(records: Mapping[str, Records[Any]]) -> Iterator[Problem]:
    """Find listed keys that no row has, and keys that a cell lists twice."""
    for (name, column), (target, key) in _LISTS.items():
        known = {getattr(row, key) for row in records[target].rows} if records[target].whole else None
        for line, row in records[name].entries:
            listed: tuple[str, ...] = getattr(row, column)
            missing = [found for found in listed if known is not None and found not in known]
            if missing:
                found = f'no row of {records[target].file} has "{missing[0]}" as its {key}'
                yield records[name].problem(line, column, found, "correct it or add the row there")
            elif len(set(listed)) < len(listed):
                yield records[name].problem(line, column, "a key is listed twice", "list each once")
