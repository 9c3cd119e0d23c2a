"""An item of the study held against the official record of the meeting that it describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.model.dates import Period

if TYPE_CHECKING:
    from multitrack.model.dataset import Dataset
    from multitrack.model.dates import PartialDate
    from multitrack.model.rows import Event, Meeting


def meeting_of(dataset: Dataset, event: Event) -> Meeting | None:
    """Return the meeting of the official record that an item names; None if it names none."""
    return next((meeting for meeting in dataset.meetings if meeting.meeting_id == event.record), None)


def differences(event: Event, meeting: Meeting) -> tuple[str, ...]:
    """Return in what an item, as printed, differs from the record: of ``number``, ``year``, ``day`` and ``place``.

    What one of the two leaves out cannot differ: an item without a number, a record without a city, a date that
    gives the month alone.
    """
    found: list[str] = []
    if event.ordinal and meeting.ordinal and event.ordinal != meeting.ordinal:
        found.append("number")
    if event.year_printed != meeting.date_start.year:
        found.append("year")
    if event.period and not _same_days(event.period, Period(meeting.date_start, meeting.date_end)):
        found.append("day")
    if not _same_place(event, meeting):
        found.append("place")
    return tuple(found)


def _same_days(printed: Period, recorded: Period) -> bool:
    """Compare two periods apart from the year, by the month or the day where both give it."""
    pairs = ((printed.start, recorded.start), (printed.end, recorded.end))
    return all(_same_day(one, other) for one, other in pairs)


def _same_day(one: PartialDate, other: PartialDate) -> bool:
    if not (one.month and other.month):
        return True
    if not (one.day and other.day):
        return one.month == other.month
    return (one.month, one.day) == (other.month, other.day)


def _same_place(event: Event, meeting: Meeting) -> bool:
    if event.city and meeting.city:
        return (event.city, event.country) == (meeting.city, meeting.country)
    return event.country == meeting.country or not (event.country and meeting.country)
