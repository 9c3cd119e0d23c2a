"""Rows about a subject: quantities, participations, records of meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from multitrack.lang.values import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.lang.values import PartialDate
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event, Meeting, Quantity

TRADE: Final = ("trade", "exports", "imports")
INVESTMENT: Final = ("fdi",)
COMMITMENTS: Final = ("aid", "pledge")


def quantities_about(dataset: Dataset, subjects: tuple[str, ...]) -> tuple[Quantity, ...]:
    """Return the quantities whose indicator's first word is one of ``subjects``, an indicator's numbers together.

    The indicators come in the order in which the study first speaks of them; the numbers of one by the time that they
    refer to, those without a time first, and else as the study has them.
    """
    chosen = [quantity for quantity in dataset.quantities if quantity.indicator.split("-")[0] in subjects]
    order = list(dict.fromkeys(quantity.indicator for quantity in chosen))
    return tuple(sorted(chosen, key=lambda quantity: (order.index(quantity.indicator), _time(quantity))))


def _time(quantity: Quantity) -> str:
    return str(quantity.period.end) if quantity.period else ""


ITSELF: Final = "item"
"""Part in what an item is about, and not in something that it only tells of."""


@dataclass(frozen=True)
class Appearance:
    """One actor in one item.

    Attributes
    ----------
    participation_id
        The row that says so; the one on the item itself where there are several.
    track
        The track under which the study has the item.
    own_track
        The track of actors of this kind; None if it cannot be told.
    part_in
        ``item``, or ``reported-activity`` if the actor appears only in something that the item tells of besides.
    """

    participation_id: str
    event_id: str
    actor_id: str
    track: int
    own_track: int | None
    part_in: str


def appearances(dataset: Dataset) -> tuple[Appearance, ...]:
    """Return every actor of every item once, in the order of the rows."""
    tracks = {event.event_id: event.track for event in dataset.events}
    found: dict[tuple[str, str], Appearance] = {}
    for row in dataset.participations:
        key = (row.event_id, row.actor_id)
        if key not in found or (row.part_in == ITSELF and found[key].part_in != ITSELF):
            found[key] = Appearance(
                row.participation_id, row.event_id, row.actor_id, tracks[row.event_id], row.actor_track, row.part_in
            )
    return tuple(found.values())


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
