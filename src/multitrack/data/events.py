"""What must hold between the cells of an event, and between events, tracks and meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from multitrack.data.records import Records
    from multitrack.errors import Problem
    from multitrack.model.rows import Event, Meeting, Track

_CORRECTED: Final = "corrected"


def event_faults(tracks: Records[Track], events: Records[Event], meetings: Records[Meeting]) -> Iterator[Problem]:
    """Find events that contradict themselves, their track or the official record."""
    years = {meeting.meeting_id: meeting.date_start.year for meeting in meetings.rows if meetings.whole}
    for line, event in events.entries:
        yield from _identity(events, line, event)
        yield from _printed_year(events, line, event)
        yield from _year_of_analysis(events, line, event, years)
        yield from _belongings(events, line, event)
        yield from _heading(events, line, event)
    if tracks.whole and events.whole:
        yield from _sequence(tracks, events)


def _identity(events: Records[Event], line: int, event: Event) -> Iterator[Problem]:
    fitting = f"T{event.track}-{event.item:02}"
    if event.event_id != fitting:
        found = f"{event.event_id} is not item {event.item} of track {event.track}"
        yield events.problem(line, "event_id", found, f"write {fitting}, or correct track and item")


def _printed_year(events: Records[Event], line: int, event: Event) -> Iterator[Problem]:
    if event.date_end and not event.date_start:
        yield events.problem(line, "date_start", "the date has an end but no start", "write both")
    period = event.period
    if period and not period.start.year <= event.year_printed <= period.end.year:
        found = f"{event.year_printed} is not the year of the date {period}"
        yield events.problem(line, "year_printed", found, "code the year as printed in both")


def _year_of_analysis(
    events: Records[Event], line: int, event: Event, years_of_record: dict[str, int]
) -> Iterator[Problem]:
    if event.year_basis != _CORRECTED:
        if event.year != event.year_printed:
            found = f"{event.year} is not the printed year {event.year_printed}, and year_basis is {event.year_basis}"
            yield events.problem(line, "year", found, f"write {event.year_printed}, or {_CORRECTED} and the record")
    elif not event.record:
        found = "the year is corrected and no record is named"
        yield events.problem(line, "record", found, "name the meeting that proves the correction")
    elif event.year == event.year_printed:
        found = f"{event.year} is the printed year, and year_basis is {_CORRECTED}"
        yield events.problem(line, "year", found, "write the corrected year, or another basis")
    elif years_of_record.get(event.record, event.year) != event.year:
        found = f"{event.year} is not the year of {event.record}, {years_of_record[event.record]}"
        yield events.problem(line, "year", found, "write the year of the record, or name another record")


def _belongings(events: Records[Event], line: int, event: Event) -> Iterator[Problem]:
    if event.heading_ordinal and not event.heading_series:
        found = f"the heading has the ordinal {event.heading_ordinal} and no series"
        yield events.problem(line, "heading_series", found, "name the series that is counted")
    if event.city and not event.country:
        yield events.problem(line, "country", f"{event.city} lies in no country", "write the country's code")
    if len(set(event.sectors)) < len(event.sectors):
        yield events.problem(line, "sectors", "a sector is named twice", "name each once")


def _heading(events: Records[Event], line: int, event: Event) -> Iterator[Problem]:
    """Find answers that the cells beside them contradict: two numbered meetings and two years can be compared."""
    announced, described = (event.heading_series, event.heading_ordinal), (event.series, event.ordinal)
    if event.heading_meeting_fits and all(announced) and announced != described:
        found = f"the heading announces {announced[0]} {announced[1]} and the body describes {_named(*described)}"
        yield events.problem(line, "heading_meeting_fits", found, "write false, or correct series and number")
    fits = None if event.heading_year is None else event.heading_year == event.year_printed
    if event.heading_year_fits != fits:
        found = f"the heading has {event.heading_year or 'no year'} and the body {event.year_printed}"
        remedy = "leave the cell empty" if fits is None else f"write {str(fits).lower()}, or correct the years"
        yield events.problem(line, "heading_year_fits", found, remedy)


def _named(series: str, ordinal: int | None) -> str:
    return f"{series} {ordinal}" if ordinal else series


def _sequence(tracks: Records[Track], events: Records[Event]) -> Iterator[Problem]:
    for line, track in tracks.entries:
        items = [(place, event.item) for place, event in events.entries if event.track == track.track]
        if track.studied and not items:
            found = f"track {track.track} is studied and has no item in {events.file}"
            yield tracks.problem(line, "studied", found, "write false, or add its items")
        if items and not track.studied:
            found = f"track {track.track} has items in {events.file} and is not studied"
            yield tracks.problem(line, "studied", found, "write true, or remove the items")
        for expected, (place, item) in enumerate(items, start=1):
            if item != expected:
                found = f"item {item} of track {track.track} stands where item {expected} should be"
                yield events.problem(place, "item", found, "number the items from 1 without a gap")
                break
