"""Counts as numbers: how many rows there are of something, and which."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from multitrack.model.outputs import Number
from multitrack.model.values import Amount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Row = TypeVar("Row")


def count(number_id: str, rows: Sequence[str], among: Sequence[str] = (), *, number: int | None = None) -> Number:
    """Return how many rows there are, or ``number`` of something in them.

    A count of none names the rows that were looked through.
    """
    value = Amount(Decimal(len(rows) if number is None else number))
    return Number(number_id, value, tuple(rows or among))


def grouped(rows: Iterable[Row], key: Callable[[Row], str]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the rows by what ``key`` says of them, groups in the order of their first rows."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    yield from groups.items()
