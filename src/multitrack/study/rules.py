"""Rules for rows, of one table or of several.

A rule for a single row yields the column of each fault, the finding and the remedy.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from multitrack.characters import find_leading_punctuation
from multitrack.study.records import get_identifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from multitrack.errors import Problem
    from multitrack.lang.values import PartialDate
    from multitrack.source.data_package import Source
    from multitrack.study.named_rows import Discrepancy, Document
    from multitrack.study.records import Fault, Records
    from multitrack.study.rows import Event, Meeting, Quantity

_NUMERAL: Final = re.compile(r"\d+(?:[.,]\s?\d+)*")
_LONGEST_SNIPPET: Final = 12
_MARKS: Final = ((".", ","), (",", "."))
"""Thousands separator and decimal sign in the two conventions."""
_LISTS: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("documents", "parties"): ("actors", "actor_id"),
    ("documents", "event_ids"): ("events", "event_id"),
    ("discrepancies", "quantity_ids"): ("quantities", "quantity_id"),
    ("sources", "made_from"): ("sources", "source_id"),
}
"""Resource and column with lists → resource and column of the listed keys."""
_ABOVE_ZERO: Final[Mapping[str, str]] = {
    "trade": "value_usd_m",
    "exchange_rates": "cad_per_usd",
    "us_cpi": "cpi_u",
    "population": "persons",
}
"""Table → column used as a divisor: a nought there stands for an unknown value."""
_MONEY: Final = "dollars"
_CORRECTED: Final = "corrected"
_ABSENCE: Final = "gap"
_PROVED: Final = "proved"


def find_row_faults(
    records: Mapping[str, Records[Any]], scale_words: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """Find rows that contradict themselves, other rows or the official record.

    Parameters
    ----------
    records
        Name of each table → its rows, without unreadable ones.
    scale_words
        Scale → words in the edition's languages, in lower case, without scales that have no word.
    """
    events, quantities, discrepancies = (records[name] for name in ("events", "quantities", "discrepancies"))
    for table in (events, records["meetings"]):
        yield from table.find(partial(_backward, "date_start", "date_end"))
    yield from quantities.find(partial(_backward, "period_start", "period_end"))
    years = {row.meeting_id: row.date_start.year for row in records["meetings"].rows if records["meetings"].whole}
    for rule in (_identity, _printed_year, partial(_year_of_analysis, years), _belongings, _heading):
        yield from events.find(rule)
    yield from _sequence(records["tracks"], events)
    sections = {event.event_id: f"track-{event.track}" for event in events.rows}
    for rule in (_currency, partial(_section, sections), _number, partial(_scale, scale_words)):
        yield from quantities.find(rule)
    for table in (quantities, discrepancies):
        yield from table.find(partial(_long_snippet, "as_printed"))
    yield from quantities.find_out_of_sequence("quantity_id", "Q")
    for name, column in _ABOVE_ZERO.items():
        yield from records[name].find(partial(_nought, column))
    yield from records["sources"].find(_reference)
    yield from _repeated_ids(records)
    yield from _dangling_lists(records)
    yield from _participations(records)
    yield from _places(records)
    for rule in (_discrepancy, partial(_long_snippet, "record_says")):
        yield from discrepancies.find(rule)
    yield from discrepancies.find_out_of_sequence("discrepancy_id", "D")


def read_numbers(text: str) -> frozenset[Decimal]:
    """Return every possible value of the numerals in a text, with their printed decimals.

    A numeral valid in both conventions has two values: ``12.000`` is twelve thousand, and twelve with three decimals.
    A numeral broken by a space has the values of the whole and its parts: ``10. 9`` is 10.9, 10 and 9.

    Examples
    --------
    >>> sorted(read_numbers("US $ 9,03 miliar"))
    [Decimal('9.03')]
    """
    numerals: list[str] = _NUMERAL.findall(text)
    parts = [part.rstrip(".,") for numeral in numerals for part in numeral.split()]
    return frozenset(number for numeral in (*numerals, *parts) for number in _readings("".join(numeral.split())))


def _readings(numeral: str) -> Iterator[Decimal]:
    for group, point in _MARKS:
        whole, _, decimals = numeral.partition(point)
        plain = whole.replace(group, "")
        grouped = re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+", whole)
        if (grouped or plain == whole) and (decimals.isdecimal() or point not in numeral):
            yield Decimal(f"{plain}.{decimals}" if decimals else plain)


def _long_snippet(column: str, row: Quantity | Discrepancy) -> Iterator[Fault]:
    """Refuse a quote of more words than needed to find a place or to prove a point."""
    words = len(getattr(row, column).split())
    if words > _LONGEST_SNIPPET:
        yield column, f"the snippet has {words} words", f"quote {_LONGEST_SNIPPET} at the most"


def _backward(first: str, last: str, row: object) -> Iterator[Fault]:
    start, end = getattr(row, first), getattr(row, last)
    if start and end and _is_before(end, start):
        yield last, f"{end} lies before the {first} {start}", "correct one of them"


def _is_before(end: PartialDate, start: PartialDate) -> bool:
    """Compare two dates as far as both are given: 2013 is not before 2013-05."""
    parts = ((end.year, start.year), (end.month, start.month), (end.day, start.day))
    given = [pair for pair in parts if all(pair)]
    return [late for late, _ in given] < [early for _, early in given]


def _identity(event: Event) -> Iterator[Fault]:
    fitting = f"T{event.track}-{event.item:02}"
    if event.event_id != fitting:
        found = f"{event.event_id} is not item {event.item} of track {event.track}"
        yield "event_id", found, f"write {fitting}, or correct track and item"


def _printed_year(event: Event) -> Iterator[Fault]:
    if event.date_end and not event.date_start:
        yield "date_start", "the date has an end but no start", "write both"
    period = event.period
    if period and not period.start.year <= event.year_printed <= period.end.year:
        found = f"{event.year_printed} is not the year of the date {period}"
        yield "year_printed", found, "code the year as printed in both"


def _year_of_analysis(years_of_record: Mapping[str, int], event: Event) -> Iterator[Fault]:
    if event.year_basis != _CORRECTED:
        if event.year != event.year_printed:
            found = f"{event.year} is not the printed year {event.year_printed}, and year_basis is {event.year_basis}"
            yield "year", found, f"write {event.year_printed}, or {_CORRECTED} and the record"
    elif not event.record:
        yield "record", "the year is corrected and no record is named", "name the meeting that proves the correction"
    elif event.year == event.year_printed:
        found = f"{event.year} is the printed year, and year_basis is {_CORRECTED}"
        yield "year", found, "write the corrected year, or another basis"
    elif years_of_record.get(event.record, event.year) != event.year:
        found = f"{event.year} is not the year of {event.record}, {years_of_record[event.record]}"
        yield "year", found, "write the year of the record, or name another record"


def _belongings(event: Event) -> Iterator[Fault]:
    if event.heading_ordinal and not event.heading_series:
        found = f"the heading has the ordinal {event.heading_ordinal} and no series"
        yield "heading_series", found, "name the series that is counted"
    if event.city and not event.country:
        yield "country", f"{event.city} lies in no country", "write the country's code"
    if len(set(event.sectors)) < len(event.sectors):
        yield "sectors", "a sector is named twice", "name each once"


def _heading(event: Event) -> Iterator[Fault]:
    """Find answers on the heading that contradict the numbers and years beside them."""
    announced, described = (event.heading_series, event.heading_ordinal), (event.series, event.ordinal)
    if event.heading_meeting_fits and all(announced) and announced != described:
        body = f"{event.series} {event.ordinal}" if event.ordinal else event.series
        found = f"the heading announces {announced[0]} {announced[1]} and the body describes {body}"
        yield "heading_meeting_fits", found, "write false, or correct series and number"
    fits = None if event.heading_year is None else event.heading_year == event.year_printed
    if event.heading_year_fits != fits:
        found = f"the heading has {event.heading_year or 'no year'} and the body {event.year_printed}"
        remedy = "leave the cell empty" if fits is None else f"write {str(fits).lower()}, or correct the years"
        yield "heading_year_fits", found, remedy


def _sequence(tracks: Records[Any], events: Records[Event]) -> Iterator[Problem]:
    for line, track in tracks.entries if tracks.whole and events.whole else ():
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


def _currency(quantity: Quantity) -> Iterator[Fault]:
    if quantity.unit == _MONEY and not quantity.currency:
        found = f"the unit is {_MONEY} and no currency is given"
        yield "currency", found, "write it, or unspecified where the study names none"
    if quantity.currency and quantity.unit != _MONEY:
        found = f"{quantity.currency} is given for the unit {quantity.unit}"
        yield "currency", found, f"leave the cell empty, or write {_MONEY} as the unit"


def _section(sections: Mapping[str, str], quantity: Quantity) -> Iterator[Fault]:
    fitting = sections.get(quantity.event_id, quantity.section)
    if quantity.section != fitting:
        found = f"{quantity.event_id} is not in the section {quantity.section}"
        yield "section", found, f"write {fitting}, or correct event_id"


def _number(quantity: Quantity) -> Iterator[Fault]:
    """Find a number without exactly the digits in print, if any are: ``5,0`` prints 5.0 and not 5."""
    read = list(map(str, sorted(read_numbers(quantity.as_printed))))
    if _NUMERAL.search(quantity.as_printed) and str(quantity.value) not in read:
        found = f'{quantity.value} is not what "{quantity.as_printed}" prints ({", ".join(read)})'
        yield "value", found, "write the number with the digits that are printed"


def _scale(scale_words: Mapping[str, frozenset[str]], quantity: Quantity) -> Iterator[Fault]:
    """Find the word of another scale in print, as ``million`` for the scale ``billion``."""
    printed = set(quantity.as_printed.casefold().split())
    scales = [scale for scale, words in scale_words.items() if printed & words]
    if scales and quantity.scale not in scales:
        found = f'"{quantity.as_printed}" names the scale {" or ".join(scales)}, not {quantity.scale}'
        yield "scale", found, "correct the scale or the snippet"


def _reference(source: Source) -> Iterator[Fault]:
    """Find parts of a reference that begin with punctuation."""
    for column in ("publisher", "title", "retrieved"):
        if fault := find_leading_punctuation(getattr(source, column)):
            yield column, *fault


def _nought(column: str, row: object) -> Iterator[Fault]:
    if not getattr(row, column):
        yield column, f"the value is {getattr(row, column)}", "write one above 0, or leave the row out"


def _repeated_ids(records: Mapping[str, Records[Any]]) -> Iterator[Problem]:
    """Find rows with the id of a row in another table, which would make the source of figures and tables ambiguous."""
    first: dict[str, str] = {}
    for name, table in records.items():
        for line, row in table.entries:
            other = first.setdefault(get_identifier(row), name)
            if other != name:
                found = f'"{get_identifier(row)}" names a row of {records[other].file} too'
                column = fields(row)[0].name
                yield table.problem(line, column, found, "give one of the rows another id, wherever it is named")


def _dangling_lists(records: Mapping[str, Records[Any]]) -> Iterator[Problem]:
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


def _participations(records: Mapping[str, Records[Any]]) -> Iterator[Problem]:
    """Find participations with another track than their actor's, repeated, or out of sequence."""
    actors, participations = records["actors"], records["participations"]
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


def _places(records: Mapping[str, Records[Any]]) -> Iterator[Problem]:
    """Find cities missing among the places, if there are any, or with another country there."""
    places = records["places"]
    countries = {place.city: place.country for place in places.rows if places.whole}
    for name in ("events", "documents", "meetings") if countries else ():
        yield from records[name].find(partial(_place, countries, places.file))


def _place(countries: Mapping[str, str], file: str, row: Event | Document | Meeting) -> Iterator[Fault]:
    if row.city and row.city not in countries:
        yield "city", f'no row of {file} has "{row.city}" as its city', "correct it or add the row there"
    elif row.city and row.country != countries[row.city]:
        yield "country", f"{row.city} lies in {countries[row.city]} by {file}", "write the same in both"


def _discrepancy(row: Discrepancy) -> Iterator[Fault]:
    """Find missing words of the study, and missing or superfluous proofs."""
    if not row.as_printed and row.category != _ABSENCE:
        found = f"no words of the study are quoted, and the category is {row.category}"
        yield "as_printed", found, f"quote them, or write the category {_ABSENCE}"
    if row.status == _PROVED and not (row.record or row.source_id):
        found = "it is said to be proved, and neither a meeting nor a source proves it"
        yield "status", found, "name one of them, or write another status"
    if row.status == _PROVED and not row.record_says:
        found = "it is said to be proved, and no words of the record say so"
        yield "record_says", found, "quote them, or write another status"
    if row.status != _PROVED and row.record_says:
        found = f"the record is quoted as a proof, and the status is {row.status}"
        yield "record_says", found, f"remove the words, or write the status {_PROVED}"
