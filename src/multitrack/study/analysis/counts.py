"""Counts over the rows, and first and last years: numbers from more than one row."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Number
from multitrack.lang.values import Amount, Joined, NumberOnly, Ordinal, Verbatim, Year, label
from multitrack.study.analysis.reliability import RELIABLE, compare_unitizing, find_settlements, measure_agreement
from multitrack.study.analysis.subjects import (
    COMMITMENTS,
    ITSELF,
    TRADE,
    compare,
    find_left_out_numbers,
    find_meeting,
    select_appearances,
    select_quantities,
)
from multitrack.study.operands import NO_BASIS, OPEN_CURRENCY
from multitrack.study.records import get_identifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from multitrack.lang.values import Value
    from multitrack.study.analysis.subjects import Appearance
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event

YEAR_BASES: Final = ("stated", "inferred", "corrected")
HEADING_MATCHES: Final = ("full", "label", "partial", "mismatch")
COUNTED_THROUGH: Final = ("rank", "duration")
"""Measures with whole numbers that prose may print as ordinals: the third largest, the 35th anniversary."""
_DECADE: Final = 10
_IN_WORDS: Final = range(1, 11)
_FOR_A_SIDE: Final = ("official", "ministry")
"""Kinds of persons and offices, which act for a side that is counted, too."""


def count(number_id: str, rows: Sequence[object], among: Sequence[object] = (), *, number: int | None = None) -> Number:
    """Return the number of rows, or ``number`` of something in them.

    Parameters
    ----------
    rows
        The rows, or their ids.
    among
        The rows searched: the source of a count of none.
    """
    value = Amount(Decimal(len(rows) if number is None else number))
    ids = (row if isinstance(row, str) else get_identifier(row) for row in rows or among)
    return Number(number_id, value, tuple(ids))


def count_each(dataset: Dataset, table: str, column: str, name: str, ending: str = "") -> Iterator[Number]:
    """Yield how many rows of a table have each value of a column, values in the order of their first rows.

    The id of a number is ``name``, the value in small letters, and ``ending``; rows with several values are counted
    under each.
    """
    frame = dataset.frame(table)
    if len(frame):
        each = frame.assign(value=frame[column].astype("string").str.split(";")).explode("value")
        for value, ids in each.groupby("value", sort=False)[frame.columns[0]]:
            yield count(f"{name}-{str(value).lower()}{ending}", [*ids])


def say_counts(counts: Iterable[Number]) -> Iterator[Number]:
    """Yield counts, each a second time as prose prints it, ``ID-words``; a count over no rows is left out."""
    for number in counts:
        if number.rows:
            yield number
            if isinstance(number.value, Amount):
                yield Number(f"{number.number_id}-words", say_in_words(number.value), number.rows)


def say_in_words(amount: Amount) -> Value:
    """Return a whole number for prose: one to ten as words, any other in figures."""
    return label("cardinals", str(int(amount.value))) if amount.value in _IN_WORDS else NumberOnly(amount)


def say_ordinal_in_words(number: int) -> Value:
    """Return an ordinal number for prose: first to tenth as words, any other in figures."""
    return label("ordinals-in-words", str(number)) if number in _IN_WORDS else Ordinal(number)


def count_all(dataset: Dataset) -> Iterator[Number]:
    """Yield the counts of tracks, items, places, meetings, quantities and sources, each with the rows counted.

    A count of none has the rows searched as its source; see :func:`say_counts`.
    """
    yield from say_counts(_counts(dataset))


def _counts(dataset: Dataset) -> Iterator[Number]:
    yield from _of_tracks(dataset)
    yield from _of_items(dataset)
    yield from _of_headings(dataset.events)
    yield from _of_series(dataset)
    yield from _of_places(dataset)
    yield from _of_record(dataset)
    yield from _of_quantities(dataset)
    yield count("sources", dataset.sources)
    yield count("places", dataset.places)
    yield from _of_actors(dataset)
    yield from _of_appearances(dataset, select_appearances(dataset))
    yield from _of_documents(dataset)
    yield from _of_discrepancies(dataset)
    yield from _of_codings(dataset)


def _of_tracks(dataset: Dataset) -> Iterator[Number]:
    tracks = dataset.tracks
    yield count("tracks", tracks)
    yield count("tracks-studied", dataset.studied_tracks, tracks)
    yield count("tracks-not-studied", [track for track in tracks if not track.studied], tracks)
    for track in dataset.studied_tracks:
        events = dataset.events_of(track.track)
        yield count(f"track-{track.track}-items", events, [track])
        yield from _span(f"track-{track.track}-", events)


def _of_items(dataset: Dataset) -> Iterator[Number]:
    events = dataset.events
    yield count("events", events)
    yield from _span("", events)
    if events:
        # From this year on there are half of the items.
        middle = sorted(event.year for event in events)[len(events) // 2]
        yield Number("year-median", Year(middle), tuple(event.event_id for event in events))
    for basis in YEAR_BASES:
        yield count(f"items-{basis}", [event for event in events if event.year_basis == basis], events)
    yield from count_each(dataset, "events", "sectors", "sector", "-items")
    yield count("items-several-sectors", [event for event in events if len(event.sectors) > 1], events)
    for decade in sorted({event.year // _DECADE for event in events}):
        within = [event for event in events if event.year // _DECADE == decade]
        yield count(f"decade-{decade * _DECADE}-items", within)


def _of_headings(events: Sequence[Event]) -> Iterator[Number]:
    for match in HEADING_MATCHES:
        yield count(f"headings-{match}", [event for event in events if event.heading_match == match], events)
    yield count("headings-not-full", [event for event in events if event.heading_match != "full"], events)
    elsewhere = [event for event in events if not event.heading_meeting_fits]
    yield count("headings-other-occasion", elsewhere, events)
    alone = [event for event in events if event.heading_meeting_fits and event.heading_year_fits is False]
    yield count("headings-other-year-alone", alone, events)
    other_year = [event for event in events if event.heading_year and event.heading_year != event.year]
    yield count("headings-other-year", other_year, events)


def _of_series(dataset: Dataset) -> Iterator[Number]:
    left_out = find_left_out_numbers(dataset)
    yield count("numbers-left-out", dataset.events, number=sum(map(len, left_out.values())))
    yield from count_each(dataset, "events", "series", "series", "-items")
    for series in dict.fromkeys(event.series for event in dataset.events):
        numbered = [event for event in dataset.events if event.series == series and event.ordinal]
        ordinals = sorted({event.ordinal for event in numbered if event.ordinal})
        if ordinals:
            yield count(f"series-{series}-meetings", numbered, number=len(ordinals))
            ids = tuple(event.event_id for event in numbered)
            yield Number(f"series-{series}-ordinal-last", Ordinal(ordinals[-1]), ids)


def _of_places(dataset: Dataset) -> Iterator[Number]:
    events = dataset.events
    in_city = [event for event in events if event.city]
    in_country = [event for event in events if event.country]
    cities = {(event.city, event.country) for event in in_city}
    countries = {event.country for event in in_country}
    yield count("venues-cities", in_city, events, number=len(cities))
    yield count("venues-countries", in_country, events, number=len(countries))
    yield count("items-without-city", [event for event in events if not event.city], events)
    hosts = list(count_each(dataset, "events", "country", "venues", "-items"))
    yield from hosts
    hosts.sort(key=lambda host: -len(host.rows))
    for name, host in zip(("venues-most-items", "venues-second-items"), hosts, strict=False):
        yield replace(host, number_id=name)


def _of_record(dataset: Dataset) -> Iterator[Number]:
    events = dataset.events
    yield count("meetings", dataset.meetings)
    pairs = [(event, meeting) for event in events if (meeting := find_meeting(dataset, event))]
    # An item without a point in common with the record does not agree with it.
    found = [(event, points) for event, meeting in pairs if (points := compare(event, meeting))]
    yield count("items-recorded", [event for event, _ in found], events)
    yield count("items-record-agrees", [event for event, points in found if all(points.values())], events)
    yield count("items-record-differs", [event for event, points in found if not all(points.values())], events)
    # Meetings after the last item could not be described.
    last = max((event.year for event in events), default=0)
    described = {event.record for event in events}
    left = [one for one in dataset.meetings if one.meeting_id not in described and one.date_start.year <= last]
    yield count("meetings-left-out", left, events)


def _of_quantities(dataset: Dataset) -> Iterator[Number]:
    quantities = dataset.quantities
    yield count("quantities", quantities)
    yield count("indicators", quantities, number=len({one.indicator for one in quantities}))
    yield count("quantities-money", [one for one in quantities if one.currency], quantities)
    yield count("quantities-in-items", [one for one in quantities if one.event_id], quantities)
    yield count("quantities-sourced", [one for one in quantities if one.source_named != NO_BASIS], quantities)
    yield count("quantities-qualified", [one for one in quantities if one.qualifier != "exact"], quantities)
    sums = [one for one in select_quantities(dataset, TRADE) if one.currency and one.period]
    bases = {(one.indicator, one.measure, one.direction, one.currency, one.source_named) for one in sums}
    yield count("trade-sums", sums, quantities)
    yield count("trade-sums-bases", sums, quantities, number=len(bases))
    pledged = [one for one in select_quantities(dataset, COMMITMENTS) if one.currency == OPEN_CURRENCY]
    yield count("commitments-open", pledged, quantities)
    for column in ("indicator", "currency", "measure", "section"):
        yield from count_each(dataset, "quantities", column, f"quantities-{column}")


def _of_actors(dataset: Dataset) -> Iterator[Number]:
    actors = dataset.actors
    yield count("actors", actors)
    yield from count_each(dataset, "actors", "kind", "actors-kind")
    for track in dataset.tracks:
        yield count(f"actors-track-{track.track}", [one for one in actors if one.track == track.track], actors)


def _of_appearances(dataset: Dataset, found: Sequence[Appearance]) -> Iterator[Number]:
    """Yield the numbers of appearances of actors under each track of the study.

    ``track-N-appearances-own-M`` counts actors of track M in items under track N, ``track-N-items-own`` the items under
    track N with an actor of that same track, and ``track-N-items-only-M`` those with no other actors than of track M.
    """
    yield count("participations", dataset.participations)
    yield count("appearances", found)
    officials = {actor.actor_id for actor in dataset.actors if actor.kind in _FOR_A_SIDE}
    yield count("appearances-officials", [one for one in found if one.actor_id in officials], found)
    yield count("appearances-reported", [one for one in found if one.part_in != ITSELF], found)
    for track in dataset.tracks:
        own = [one for one in found if one.own_track == track.track]
        yield count(f"appearances-own-{track.track}", own, found)
    studied = [track.track for track in dataset.studied_tracks]
    for track in studied:
        within, items = [one for one in found if one.track == track], dataset.events_of(track)
        yield count(f"track-{track}-appearances", within, found)
        owns: dict[str, set[int | None]] = {event.event_id: set() for event in items}
        for one in within:
            if one.part_in == ITSELF:
                owns[one.event_id].add(one.own_track)
        yield count(f"track-{track}-items-own", [event for event in items if track in owns[event.event_id]], items)
        for other in studied:
            own = [one for one in within if one.own_track == other]
            yield count(f"track-{track}-appearances-own-{other}", own, found)
            only = [event for event in items if owns[event.event_id] == {other}]
            yield count(f"track-{track}-items-only-{other}", only, items)


def _of_documents(dataset: Dataset) -> Iterator[Number]:
    documents = dataset.documents
    yield count("documents", documents)
    yield count("documents-dated", [document for document in documents if document.date], documents)
    yield from count_each(dataset, "documents", "kind", "documents-kind")


def _of_discrepancies(dataset: Dataset) -> Iterator[Number]:
    rows = dataset.discrepancies
    yield count("discrepancies", rows)
    yield count("discrepancies-in-items", [row for row in rows if row.event_id], rows)
    yield count("discrepancies-items", list(dict.fromkeys(row.event_id for row in rows if row.event_id)), rows)
    for column in ("category", "severity", "status", "slip_of", "treatment"):
        yield from count_each(dataset, "discrepancies", column, f"discrepancies-{column.removesuffix('_of')}")


def _of_codings(dataset: Dataset) -> Iterator[Number]:
    """Yield the counts of units, variables and differing cells; nothing without a second coding."""
    for found in compare_unitizing(dataset):
        for side, units in (("both", found.both), ("first", found.first), ("second", found.second)):
            yield count(f"unitizing-{found.table}-{side}", found.rows, number=len(units))
    compared = measure_agreement(dataset)
    sorted_out = {
        "variables": compared,
        "alike": [one for one in compared if not one.differing],
        "reliable": [one for one in compared if one.alpha is not None and one.alpha >= RELIABLE],
        "below": [one for one in compared if one.alpha is not None and one.alpha < RELIABLE],
    }
    for name, variables in sorted_out.items():
        yield count(f"reliability-{name}", dataset.codings, number=len(variables))
    for one in compared:
        alike = len(one.pairs) - len(one.differing)
        yield count(f"alike-{one.variable.variable_id}", one.rows, number=alike)
        yield count(f"compared-{one.variable.variable_id}", one.rows, number=len(one.pairs))
    # A category of a set is no cell of its own.
    settled = [one for one in find_settlements(dataset) if not one.agreement.variable.category]
    sides = {side: sum(len(getattr(one, side)) for one in settled) for side in ("as_first", "as_second", "otherwise")}
    for side, number in {"units": sum(sides.values()), **sides}.items():
        yield count(f"settled-{side.replace('_', '-')}", dataset.codings, number=number)


def _span(prefix: str, events: Sequence[Event]) -> Iterator[Number]:
    """Yield the first and the last year of items, with the items of that year."""
    for name, end in (("year-first", min), ("year-last", max)) if events else ():
        year = end(event.year for event in events)
        yield Number(prefix + name, Year(year), tuple(event.event_id for event in events if event.year == year))


def make_alpha_numbers(dataset: Dataset) -> Iterator[Number]:
    """Yield ``alpha-TABLE-COLUMN`` of every variable, and the names of those not fully reliable."""
    compared = measure_agreement(dataset)
    for one in compared:
        if one.alpha is not None:
            yield Number(f"alpha-{one.variable.variable_id}", NumberOnly(Amount(one.alpha)), one.rows)
    below = [one for one in compared if one.alpha is not None and one.alpha < RELIABLE]
    if below:
        named = tuple(Verbatim(one.variable.name) for one in below)
        rows = tuple(dict.fromkeys(row for one in below for row in one.rows))
        yield Number("reliability-below-names", Joined(named), rows)
