"""Selection of rows by subject: quantities, participations, records of meetings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from multitrack.lang.values import NONE, Message, Period, Year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event, Meeting, Quantity

TRADE: Final = ("trade", "exports", "imports")
INVESTMENT: Final = ("fdi",)
COMMITMENTS: Final = ("aid", "pledge")


def select_quantities(dataset: Dataset, subjects: tuple[str, ...]) -> tuple[Quantity, ...]:
    """Return the quantities with one of ``subjects`` as the first word of their indicator, grouped by indicator.

    The indicators are in the order of their first mention in the study; the numbers of one are sorted by time, those
    without a time first, and otherwise in the order of the study.
    """
    chosen = [quantity for quantity in dataset.quantities if quantity.indicator.split("-")[0] in subjects]
    order = list(dict.fromkeys(quantity.indicator for quantity in chosen))
    ends = {quantity.quantity_id: str(quantity.period.end) if quantity.period else "" for quantity in chosen}
    return tuple(sorted(chosen, key=lambda one: (order.index(one.indicator), ends[one.quantity_id])))


ITSELF: Final = "item"
"""Part in the item itself, not in something that it only reports."""


@dataclass(frozen=True)
class Appearance:
    """One actor in one item.

    Attributes
    ----------
    participation_id
        The source row; of several, the one on the item itself.
    track
        The track of the item in the study.
    own_track
        The track of actors of this kind; None if unknown.
    part_in
        ``item``, or ``reported-activity`` if the actor appears only in something that the item reports.
    """

    participation_id: str
    event_id: str
    actor_id: str
    track: int
    own_track: int | None
    part_in: str


def select_appearances(dataset: Dataset) -> tuple[Appearance, ...]:
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


def find_meeting(dataset: Dataset, event: Event) -> Meeting | None:
    """Return the meeting of the official record for an item; None if there is none."""
    return next((meeting for meeting in dataset.meetings if meeting.meeting_id == event.record), None)


def compare(event: Event, meeting: Meeting) -> Mapping[str, bool]:
    """Compare an item, as printed, with the record: point of comparison → agreement.

    The points are ``number``, ``year``, ``day`` and ``place``. A point is left out if one of the two lacks it: an item
    without a number or without a year of its own, a record without a city, a date with only the year.
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


def find_differences(event: Event, meeting: Meeting) -> tuple[str, ...]:
    """Return the points of :func:`compare` on which item and record differ."""
    return tuple(point for point, agrees in compare(event, meeting).items() if not agrees)


def _same_days(printed: Period, recorded: Period) -> bool:
    """Compare two periods by month or day as far as both have them, but not by year."""
    pairs = ((printed.start, recorded.start), (printed.end, recorded.end))
    return all(
        one.month == other.month and (one.day == other.day or not (one.day and other.day)) for one, other in pairs
    )


def name_meeting(event: Event) -> Message:
    """Return the short name of the meeting or matter in an item's body."""
    return Message("events", (event.event_id, "meeting"))


def say_town(event: Event) -> Value:
    """Return the place of an item as in analysis: its city, or else its country."""
    if event.city:
        return Message("places", ("cities", event.city))
    return Message("places", ("countries", event.country)) if event.country else NONE


def say_time(event: Event) -> Value:
    """Return the date of an item, or the year in analysis where the date is of another year or unknown."""
    period = event.period
    return period if period and period.start.year == period.end.year == event.year else Year(event.year)


_TOLD: Final = 2
"""Least number of numbered items in a series."""


def select_numbered_series(dataset: Dataset) -> list[str]:
    """Return the series with two or more numbered items, in the order of the study."""
    times = Counter(event.series for event in dataset.events if event.ordinal)
    return [name for name in dict.fromkeys(event.series for event in dataset.events) if times[name] >= _TOLD]


def find_left_out_numbers(dataset: Dataset) -> Mapping[str, Sequence[int]]:
    """Return series → the numbers up to its last without an item, by the record or else by print."""
    found: dict[str, Sequence[int]] = {}
    for series in select_numbered_series(dataset):
        numbered = [event for event in dataset.events if event.series == series and event.ordinal]
        records = ((event, find_meeting(dataset, event)) for event in numbered)
        have = {meeting.ordinal if meeting and meeting.ordinal else event.ordinal or 0 for event, meeting in records}
        found[series] = [number for number in range(1, max(have)) if number not in have]
    return found
