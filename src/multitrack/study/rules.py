"""Rules for rows, of one table or of several."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from multitrack.errors import Problem
    from multitrack.lang.values import PartialDate
    from multitrack.study.named_rows import Actor, Discrepancy, Document, Participation, Place
    from multitrack.study.records import Records
    from multitrack.study.rows import Event, Meeting, Quantity, Track

_NUMERAL: Final = re.compile(r"\d+(?:[.,]\s?\d+)*")
_LONGEST_SNIPPET: Final = 12
_MARKS: Final = ((".", ","), (",", "."))
"""Thousands separator and decimal sign in the two conventions."""


def read_numbers(text: str) -> frozenset[Decimal]:
    """Return every possible value of the numerals in a text, with their printed decimals.

    A numeral valid in both conventions has two values: ``12.000`` is twelve thousand, and twelve with three decimals.
    A numeral broken by a space has the values of the whole and its parts: ``10. 9`` is 10.9, 10 and 9.

    Examples
    --------
    >>> sorted(numbers_in("US $ 9,03 miliar"))
    [Decimal('9.03')]
    """
    numerals: list[str] = _NUMERAL.findall(text)
    parts = [part.rstrip(".,") for numeral in numerals for part in numeral.split()]
    return frozenset(number for numeral in (*numerals, *parts) for number in _readings("".join(numeral.split())))


def prints(text: str, value: Decimal) -> bool:
    """Test a text for a number with exactly its decimals: ``5,0`` prints 5.0 and not 5."""
    return any(str(number) == str(value) for number in read_numbers(text))


def has_numeral(text: str) -> bool:
    """Test a text for a number in digits."""
    return bool(_NUMERAL.search(text))


def find_long_snippets(records: Records[Quantity] | Records[Discrepancy]) -> Iterator[Problem]:
    """Find rows with longer quotes from the study than needed to find the place."""
    for line, row in records.entries:
        yield from find_too_long(records, line, "as_printed", row.as_printed)


def find_too_long(
    records: Records[Quantity] | Records[Discrepancy], line: int, column: str, snippet: str
) -> Iterator[Problem]:
    """Refuse a snippet of more words than needed to find a place or to prove a point."""
    words = len(snippet.split())
    if words > _LONGEST_SNIPPET:
        found = f"the snippet has {words} words"
        yield records.problem(line, column, found, f"quote {_LONGEST_SNIPPET} at the most")


def _readings(numeral: str) -> frozenset[Decimal]:
    read: set[Decimal] = set()
    for group, point in _MARKS:
        whole, _, decimals = numeral.partition(point)
        plain = whole.replace(group, "")
        grouped = re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+", whole)
        if (grouped or plain == whole) and (decimals.isdecimal() or point not in numeral):
            read.add(Decimal(f"{plain}.{decimals}" if decimals else plain))
    return frozenset(read)


_LISTS: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("documents", "parties"): ("actors", "actor_id"),
    ("documents", "event_ids"): ("events", "event_id"),
    ("discrepancies", "quantity_ids"): ("quantities", "quantity_id"),
    ("sources", "made_from"): ("sources", "source_id"),
}
"""Resource and column with lists → resource and column of the listed keys."""


def find_dangling_lists(records: Mapping[str, Records[Any]]) -> Iterator[Problem]:
    """Find listed keys without a row, and keys listed twice in a cell."""
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


def find_backward_dates(records: Records[Event] | Records[Meeting]) -> Iterator[Problem]:
    """Find rows with the last day before the first."""
    for line, row in records.entries:
        if row.date_start and row.date_end and _before(row.date_end, row.date_start):
            found = f"{row.date_end} lies before the date_start {row.date_start}"
            yield records.problem(line, "date_end", found, "correct one of them")


def find_backward_periods(quantities: Records[Quantity]) -> Iterator[Problem]:
    """Find rows with the end of the period before its start."""
    for line, row in quantities.entries:
        if row.period_start and row.period_end and _before(row.period_end, row.period_start):
            found = f"{row.period_end} lies before the period_start {row.period_start}"
            yield quantities.problem(line, "period_end", found, "correct one of them")


def _before(end: PartialDate, start: PartialDate) -> bool:
    """Compare two dates as far as both are given: 2013 is not before 2013-05."""
    given = [pair for pair in zip(_parts(end), _parts(start), strict=True) if all(pair)]
    return [late for late, _ in given] < [early for _, early in given]


def _parts(date: PartialDate) -> tuple[int, int, int]:
    return date.year, date.month, date.day


def find_place_faults(
    places: Records[Place], naming: Iterable[Records[Event] | Records[Document] | Records[Meeting]]
) -> Iterator[Problem]:
    """Find cities missing among the places, or with another country there.

    Parameters
    ----------
    places
        The places; without any, none is required.
    naming
        The tables with a city and a country in each row.
    """
    if not places.whole or not places.rows:
        return
    countries = {place.city: place.country for place in places.rows}
    for table in naming:
        for line, row in table.entries:
            if row.city and row.city not in countries:
                found = f'no row of {places.file} has "{row.city}" as its city'
                yield table.problem(line, "city", found, "correct it or add the row there")
            elif row.city and row.country != countries[row.city]:
                found = f"{row.city} lies in {countries[row.city]} by {places.file}"
                yield table.problem(line, "country", found, "write the same in both")


def find_participation_faults(actors: Records[Actor], participations: Records[Participation]) -> Iterator[Problem]:
    """Find participations with another track than their actor's, repeated, or out of sequence."""
    by_id = {actor.actor_id: actor for actor in actors.rows}
    said: Counter[tuple[str, str, str, str]] = Counter()
    for line, row in participations.entries:
        actor = by_id.get(row.actor_id)
        if actor and row.actor_track != actor.track:
            own = "no track" if actor.track is None else f"the track {actor.track}"
            found = f"{row.actor_id} has {own} in {actors.file}"
            yield participations.problem(line, "actor_track", found, "write the same in both")
        said[same := (row.event_id, row.actor_id, row.role, row.part_in)] += 1
        if said[same] > 1:
            found = f"{row.actor_id} has this part in {row.event_id} in a row above too"
            yield participations.problem(line, "actor_id", found, "keep one of them")
    yield from participations.find_out_of_sequence("participation_id", "P")


_MONEY: Final = "dollars"


_ABOVE_ZERO: Final[Mapping[str, str]] = {
    "trade": "value_usd_m",
    "exchange_rates": "cad_per_usd",
    "us_cpi": "cpi_u",
    "population": "persons",
}
"""Table → column used as a divisor: a nought there stands for an unknown value."""


def find_noughts(records: Mapping[str, Records[Any]]) -> Iterator[Problem]:
    """Find rows with nought as their value."""
    for name, column in _ABOVE_ZERO.items():
        for line, row in records[name].entries:
            if not getattr(row, column):
                found = f"the value is {getattr(row, column)}"
                yield records[name].problem(line, column, found, "write one above 0, or leave the row out")


def find_quantity_faults(events: Records[Event], quantities: Records[Quantity]) -> Iterator[Problem]:
    """Find quantities that contradict themselves, their place or the quoted print."""
    sections = {event.event_id: f"track-{event.track}" for event in events.rows}
    for line, quantity in quantities.entries:
        yield from _currency(quantities, line, quantity)
        yield from _section(quantities, line, quantity, sections)
        yield from _snippet(quantities, line, quantity)
    yield from find_long_snippets(quantities)
    yield from quantities.find_out_of_sequence("quantity_id", "Q")


def find_scale_faults(quantities: Records[Quantity], scale_words: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Find quantities with the word of another scale in print, as ``million`` for the scale ``billion``.

    Parameters
    ----------
    quantities
        The rows.
    scale_words
        Scale → words in the edition's languages, in lower case, without scales that have no word.
    """
    for line, quantity in quantities.entries:
        printed = set(quantity.as_printed.casefold().split())
        scales = [scale for scale, words in scale_words.items() if printed & words]
        if scales and quantity.scale not in scales:
            found = f'"{quantity.as_printed}" names the scale {" or ".join(scales)}, not {quantity.scale}'
            yield quantities.problem(line, "scale", found, "correct the scale or the snippet")


def _currency(quantities: Records[Quantity], line: int, quantity: Quantity) -> Iterator[Problem]:
    if quantity.unit == _MONEY and not quantity.currency:
        found = f"the unit is {_MONEY} and no currency is given"
        yield quantities.problem(line, "currency", found, "write it, or unspecified where the study names none")
    if quantity.currency and quantity.unit != _MONEY:
        found = f"{quantity.currency} is given for the unit {quantity.unit}"
        yield quantities.problem(line, "currency", found, f"leave the cell empty, or write {_MONEY} as the unit")


def _section(
    quantities: Records[Quantity], line: int, quantity: Quantity, sections: Mapping[str, str]
) -> Iterator[Problem]:
    fitting = sections.get(quantity.event_id, quantity.section)
    if quantity.section != fitting:
        found = f"{quantity.event_id} is not in the section {quantity.section}"
        yield quantities.problem(line, "section", found, f"write {fitting}, or correct event_id")


def _snippet(quantities: Records[Quantity], line: int, quantity: Quantity) -> Iterator[Problem]:
    printed = quantity.as_printed
    if has_numeral(printed) and not prints(printed, quantity.value):
        numbers = ", ".join(map(str, sorted(read_numbers(printed))))
        found = f'{quantity.value} is not what "{printed}" prints ({numbers})'
        yield quantities.problem(line, "value", found, "write the number with the digits that are printed")


_CORRECTED: Final = "corrected"


def find_event_faults(tracks: Records[Track], events: Records[Event], meetings: Records[Meeting]) -> Iterator[Problem]:
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
    """Find answers on the heading that contradict the numbers and years beside them."""
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


_ABSENCE: Final = "gap"
_PROVED: Final = "proved"


def find_discrepancy_faults(discrepancies: Records[Discrepancy]) -> Iterator[Problem]:
    """Find discrepancies without their inconsistent words, missing or superfluous proofs, and a wrong sequence."""
    for line, row in discrepancies.entries:
        if not row.as_printed and row.category != _ABSENCE:
            found = f"no words of the study are quoted, and the category is {row.category}"
            yield discrepancies.problem(line, "as_printed", found, f"quote them, or write the category {_ABSENCE}")
        if row.status == _PROVED and not (row.record or row.source_id):
            found = "it is said to be proved, and neither a meeting nor a source proves it"
            yield discrepancies.problem(line, "status", found, "name one of them, or write another status")
        yield from _proof(discrepancies, line, row)
    yield from find_long_snippets(discrepancies)
    yield from discrepancies.find_out_of_sequence("discrepancy_id", "D")


def _proof(discrepancies: Records[Discrepancy], line: int, row: Discrepancy) -> Iterator[Problem]:
    if row.status == _PROVED and not row.record_says:
        found = "it is said to be proved, and no words of the record say so"
        yield discrepancies.problem(line, "record_says", found, "quote them, or write another status")
    elif row.status != _PROVED and row.record_says:
        found = f"the record is quoted as a proof, and the status is {row.status}"
        yield discrepancies.problem(line, "record_says", found, f"remove the words, or write the status {_PROVED}")
    yield from find_too_long(discrepancies, line, "record_says", row.record_says)
