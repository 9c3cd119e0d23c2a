"""Start and end of a time, of any row that has both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from multitrack.data.records import Records
    from multitrack.errors import Problem
    from multitrack.model.dates import PartialDate
    from multitrack.model.rows import Event, Meeting, Quantity


def backward_dates(records: Records[Event] | Records[Meeting]) -> Iterator[Problem]:
    """Find rows whose last day lies before the first."""
    for line, row in records.entries:
        if row.date_start and row.date_end and _before(row.date_end, row.date_start):
            found = f"{row.date_end} lies before the date_start {row.date_start}"
            yield records.problem(line, "date_end", found, "correct one of them")


def backward_periods(quantities: Records[Quantity]) -> Iterator[Problem]:
    """Find rows whose period ends before it starts."""
    for line, row in quantities.entries:
        if row.period_start and row.period_end and _before(row.period_end, row.period_start):
            found = f"{row.period_end} lies before the period_start {row.period_start}"
            yield quantities.problem(line, "period_end", found, "correct one of them")


def _before(end: PartialDate, start: PartialDate) -> bool:
    """Compare as far as both dates are given: 2013 does not end before 2013-05."""
    given = [pair for pair in zip(_parts(end), _parts(start), strict=True) if all(pair)]
    return [late for late, _ in given] < [early for _, early in given]


def _parts(date: PartialDate) -> tuple[int, int, int]:
    return date.year, date.month, date.day
