"""An item of the study held against the official record of the meeting that it describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.dates import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.lang.dates import PartialDate
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event, Meeting

_INFERRED: Final = "inferred"


def meeting_of(dataset: Dataset, event: Event) -> Meeting | None:
    """Return the meeting of the official record that an item names; None if it names none."""
    return next((meeting for meeting in dataset.meetings if meeting.meeting_id == event.record), None)


def comparison(event: Event, meeting: Meeting) -> Mapping[str, bool]:
    """Return in what an item, as printed, can be held against the record, each with whether the two agree.

    The points are ``number``, ``year``, ``day`` and ``place``. What one of the two leaves out is none: an item without
    a number or without a year of its own, a record without a city, a date that gives the year alone.
    """
    found: dict[str, bool] = {}
    if event.ordinal and meeting.ordinal:
        found["number"] = event.ordinal == meeting.ordinal
    if event.year_basis != _INFERRED:
        found["year"] = event.year_printed == meeting.date_start.year
    if event.period and event.period.start.month and meeting.date_start.month:
        found["day"] = _same_days(event.period, Period(meeting.date_start, meeting.date_end))
    printed = set(event.country_printed) or {event.country} - {""}
    if event.city and meeting.city:
        found["place"] = (event.city, printed) == (meeting.city, {meeting.country})
    elif printed and meeting.country:
        found["place"] = printed == {meeting.country}
    return found


def differences(event: Event, meeting: Meeting) -> tuple[str, ...]:
    """Return the points of :func:`comparison` in which an item differs from the record."""
    return tuple(point for point, agrees in comparison(event, meeting).items() if not agrees)


def _same_days(printed: Period, recorded: Period) -> bool:
    """Compare two periods apart from the year, by the month or the day where both give it."""
    pairs = ((printed.start, recorded.start), (printed.end, recorded.end))
    return all(_same_day(one, other) for one, other in pairs)


def _same_day(one: PartialDate, other: PartialDate) -> bool:
    if not (one.day and other.day):
        return one.month == other.month
    return (one.month, one.day) == (other.month, other.day)
