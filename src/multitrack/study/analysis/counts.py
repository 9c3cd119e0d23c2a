"""Counts over the rows, and first and last years: numbers from more than one row."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

from multitrack.lang.outputs import Number
from multitrack.lang.values import Amount, Joined, Message, NumberOnly, Ordinal, Verbatim, Year
from multitrack.study.analysis.reliability import RELIABLE, compare_unitizing, find_settlements, measure_agreement
from multitrack.study.analysis.subjects import (
    ITSELF,
    TRADE,
    compare,
    find_meeting,
    select_appearances,
    select_quantities,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from multitrack.lang.values import Value
    from multitrack.study.analysis.subjects import Appearance
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event

Row = TypeVar("Row")


def count(number_id: str, rows: Sequence[str], among: Sequence[str] = (), *, number: int | None = None) -> Number:
    """Return the number of rows, or ``number`` of something in them.

    A count of none has the rows searched as its source.
    """
    value = Amount(Decimal(len(rows) if number is None else number))
    return Number(number_id, value, tuple(rows or among))


def counts_by(dataset: Dataset, table: str, columns: Mapping[str, str]) -> Iterator[Number]:
    """Yield how many rows of a table have each value of some columns, values in the order of their first rows.

    Parameters
    ----------
    columns
        What the id of a number begins with → the column; the value follows it in small letters.
    """
    frame = dataset.frame(table)
    for name, column in columns.items() if len(frame) else ():
        for value, ids in frame.groupby(column, sort=False, observed=True)[frame.columns[0]]:
            yield count(f"{name}-{str(value).lower()}", [*ids])


_FOR_A_SIDE: Final = ("official", "ministry")
"""Kinds of persons and offices, which act for a side that is counted, too."""


def count_actors(dataset: Dataset) -> Iterator[Number]:
    """Yield the numbers of actors by kind and own track, and of their appearances under each track of the study.

    ``track-N-appearances-own-M`` counts actors of track M in items under track N, ``track-N-items-own`` the items under
    track N with an actor of that same track, and ``track-N-items-only-M`` those with no other actors than of track M.
    """
    ids = [actor.actor_id for actor in dataset.actors]
    yield count("actors", ids)
    yield from counts_by(dataset, "actors", {"actors-kind": "kind"})
    for track in dataset.tracks:
        own = [actor.actor_id for actor in dataset.actors if actor.track == track.track]
        yield count(f"actors-track-{track.track}", own, ids)
    yield from _of_appearances(dataset, select_appearances(dataset))


def _of_appearances(dataset: Dataset, found: Sequence[Appearance]) -> Iterator[Number]:
    everything = _participation_ids(found)
    yield count("participations", [row.participation_id for row in dataset.participations])
    yield count("appearances", everything)
    officials = {actor.actor_id for actor in dataset.actors if actor.kind in _FOR_A_SIDE}
    yield count(
        "appearances-officials", _participation_ids([one for one in found if one.actor_id in officials]), everything
    )
    yield count("appearances-reported", _participation_ids([one for one in found if one.part_in != ITSELF]), everything)
    for track in dataset.studied_tracks:
        within = [one for one in found if one.track == track.track]
        yield count(f"track-{track.track}-appearances", _participation_ids(within), everything)
        for other in dataset.studied_tracks:
            own = [one for one in within if one.own_track == other.track]
            yield count(f"track-{track.track}-appearances-own-{other.track}", _participation_ids(own), everything)
        yield from _of_track_items(dataset, track.track, [one for one in within if one.part_in == ITSELF])


def _of_track_items(dataset: Dataset, track: int, itself: Sequence[Appearance]) -> Iterator[Number]:
    items = [event.event_id for event in dataset.events_of(track)]
    owns = {item: {one.own_track for one in itself if one.event_id == item} for item in items}
    yield count(f"track-{track}-items-own", [item for item in items if track in owns[item]], items)
    for other in dataset.studied_tracks:
        only = [item for item in items if owns[item] == {other.track}]
        yield count(f"track-{track}-items-only-{other.track}", only, items)


def _participation_ids(found: Sequence[Appearance]) -> list[str]:
    return [one.participation_id for one in found]


def count_documents(dataset: Dataset) -> Iterator[Number]:
    """Yield the numbers of documents: all, dated, and of each kind."""
    ids = [document.document_id for document in dataset.documents]
    yield count("documents", ids)
    yield count("documents-dated", [document.document_id for document in dataset.documents if document.date], ids)
    yield from counts_by(dataset, "documents", {"documents-kind": "kind"})


def count_discrepancies(dataset: Dataset) -> Iterator[Number]:
    """Yield the numbers of discrepancies: all, in items, and by category, severity, status, origin and treatment."""
    rows = dataset.discrepancies
    ids = [row.discrepancy_id for row in rows]
    yield count("discrepancies", ids)
    yield count("discrepancies-in-items", [row.discrepancy_id for row in rows if row.event_id], ids)
    concerned = list(dict.fromkeys(row.event_id for row in rows if row.event_id))
    yield count("discrepancies-items", concerned, ids)
    columns = ("category", "severity", "status", "slip_of", "treatment")
    names = {f"discrepancies-{column.removesuffix('_of')}": column for column in columns}
    yield from counts_by(dataset, "discrepancies", names)


def count_codings(dataset: Dataset) -> Iterator[Number]:
    """Yield the counts of units, variables and differing cells; nothing without a second coding."""
    for found in compare_unitizing(dataset):
        for side, units in (("both", found.both), ("first", found.first), ("second", found.second)):
            yield count(f"unitizing-{found.table}-{side}", found.rows, number=len(units))
    rows = [row.row_id for row in dataset.codings]
    compared = measure_agreement(dataset)
    sorted_out = {
        "variables": compared,
        "alike": [one for one in compared if not one.differing],
        "reliable": [one for one in compared if one.alpha is not None and one.alpha >= RELIABLE],
        "below": [one for one in compared if one.alpha is not None and one.alpha < RELIABLE],
    }
    for name, variables in sorted_out.items():
        yield count(f"reliability-{name}", rows, number=len(variables))
    for one in compared:
        alike = len(one.pairs) - len(one.differing)
        yield count(f"alike-{one.variable.variable_id}", one.rows, number=alike)
        yield count(f"compared-{one.variable.variable_id}", one.rows, number=len(one.pairs))
    # A category of a set is no cell of its own.
    settled = [one for one in find_settlements(dataset) if not one.agreement.variable.category]
    for side in ("units", "as_first", "as_second", "otherwise"):
        number = sum(len(getattr(one, side)) for one in settled)
        yield count(f"settled-{side.replace('_', '-')}", rows, number=number)


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


YEAR_BASES: Final = ("stated", "inferred", "corrected")
HEADING_MATCHES: Final = ("full", "label", "partial", "mismatch")
COUNTED_THROUGH: Final = ("rank", "duration")
"""Measures with whole numbers that prose may print as ordinals: the third largest, the 35th anniversary."""
_DECADE: Final = 10
_IN_WORDS: Final = range(1, 11)


def count_all(dataset: Dataset) -> Iterator[Number]:
    """Yield the counts of tracks, items, places, meetings, quantities and sources, each with the rows counted.

    A count of none has the rows searched as its source; there is no count over no rows. Each count comes a second time
    as ``ID-words``.
    """
    for number in _counts(dataset):
        if not number.rows:
            continue
        yield number
        if isinstance(number.value, Amount):
            yield Number(f"{number.number_id}-words", say_in_words(number.value), number.rows)


def say_in_words(amount: Amount) -> Value:
    """Return a whole number for prose: one to ten as words, any other in figures."""
    if amount.value in _IN_WORDS:
        return Message("labels", ("cardinals", str(int(amount.value))))
    return NumberOnly(amount)


def say_ordinal_in_words(number: int) -> Value:
    """Return an ordinal number for prose: first to tenth as words, any other in figures."""
    return Message("labels", ("ordinals-in-words", str(number))) if number in _IN_WORDS else Ordinal(number)


def _counts(dataset: Dataset) -> Iterator[Number]:
    yield from _of_tracks(dataset)
    yield from _of_items(dataset.events)
    yield from _of_headings(dataset.events)
    yield from _of_series(dataset.events)
    yield from _of_places(dataset.events)
    yield from _of_record(dataset)
    yield from _of_quantities(dataset)
    yield count("sources", [source.source_id for source in dataset.sources])
    yield count("places", [place.place_id for place in dataset.places])
    yield from count_actors(dataset)
    yield from count_documents(dataset)
    yield from count_discrepancies(dataset)
    yield from count_codings(dataset)


def _of_tracks(dataset: Dataset) -> Iterator[Number]:
    keys = [track.key for track in dataset.tracks]
    yield count("tracks", keys)
    yield count("tracks-studied", [track.key for track in dataset.tracks if track.studied], keys)
    yield count("tracks-not-studied", [track.key for track in dataset.tracks if not track.studied], keys)
    for track in dataset.studied_tracks:
        events = dataset.events_of(track.track)
        yield count(f"track-{track.track}-items", _ids(events), [track.key])
        yield from _span(f"track-{track.track}-", events)


def _of_items(events: Sequence[Event]) -> Iterator[Number]:
    yield count("events", _ids(events))
    yield from _span("", events)
    bases = group_rows(events, lambda event: [event.year_basis])
    for basis in YEAR_BASES:
        yield count(f"items-{basis}", _ids(bases.get(basis, [])), _ids(events))
    for sector, within in group_rows(events, lambda event: event.sectors).items():
        yield count(f"sector-{sector}-items", _ids(within))
    yield count("items-several-sectors", _ids(event for event in events if len(event.sectors) > 1), _ids(events))
    for decade, within in sorted(group_rows(events, _decade).items()):
        yield count(f"decade-{decade}-items", _ids(within))


def _of_headings(events: Sequence[Event]) -> Iterator[Number]:
    matches = group_rows(events, lambda event: [event.heading_match])
    for match in HEADING_MATCHES:
        yield count(f"headings-{match}", _ids(matches.get(match, [])), _ids(events))
    yield count("headings-not-full", _ids(event for event in events if event.heading_match != "full"), _ids(events))
    elsewhere = [event for event in events if not event.heading_meeting_fits]
    yield count("headings-other-occasion", _ids(elsewhere), _ids(events))
    alone = [event for event in events if event.heading_meeting_fits and event.heading_year_fits is False]
    yield count("headings-other-year-alone", _ids(alone), _ids(events))
    other_year = [event for event in events if event.heading_year and event.heading_year != event.year]
    yield count("headings-other-year", _ids(other_year), _ids(events))


def _of_series(events: Sequence[Event]) -> Iterator[Number]:
    for series, within in group_rows(events, lambda event: [event.series]).items():
        yield count(f"series-{series}-items", _ids(within))
        numbered = [event for event in within if event.ordinal]
        ordinals = sorted({event.ordinal for event in numbered if event.ordinal})
        if ordinals:
            yield count(f"series-{series}-meetings", _ids(numbered), number=len(ordinals))
            yield Number(f"series-{series}-ordinal-last", Ordinal(ordinals[-1]), _ids(numbered))


def _of_places(events: Sequence[Event]) -> Iterator[Number]:
    in_city = [event for event in events if event.city]
    in_country = [event for event in events if event.country]
    cities = {(event.city, event.country) for event in in_city}
    countries = {event.country for event in in_country}
    yield count("venues-cities", _ids(in_city), _ids(events), number=len(cities))
    yield count("venues-countries", _ids(in_country), _ids(events), number=len(countries))
    yield count("items-without-city", _ids(event for event in events if not event.city), _ids(events))
    hosts = sorted(group_rows(in_country, lambda event: [event.country]).items(), key=lambda host: -len(host[1]))
    for country, within in hosts:
        yield count(f"venues-{country.lower()}-items", _ids(within))
    for name, (_, within) in zip(("venues-most-items", "venues-second-items"), hosts, strict=False):
        yield count(name, _ids(within))


def _of_record(dataset: Dataset) -> Iterator[Number]:
    yield count("meetings", [meeting.meeting_id for meeting in dataset.meetings])
    pairs = [(event, meeting) for event in dataset.events if (meeting := find_meeting(dataset, event))]
    # An item without a point in common with the record does not agree with it.
    found = [(event, points) for event, meeting in pairs if (points := compare(event, meeting))]
    agreeing = [event for event, points in found if all(points.values())]
    differing = [event for event, points in found if not all(points.values())]
    everything = _ids(dataset.events)
    yield count("items-recorded", _ids(event for event, _ in found), everything)
    yield count("items-record-agrees", _ids(agreeing), everything)
    yield count("items-record-differs", _ids(differing), everything)
    yield count("meetings-left-out", _left_out(dataset), everything)


def _left_out(dataset: Dataset) -> tuple[str, ...]:
    """Return the meetings of the record without an item, up to the year of the last item."""
    last = max((event.year for event in dataset.events), default=0)
    described = {event.record for event in dataset.events}
    left = (one for one in dataset.meetings if one.meeting_id not in described and one.date_start.year <= last)
    return tuple(meeting.meeting_id for meeting in left)


def _of_quantities(dataset: Dataset) -> Iterator[Number]:
    quantities, everything = dataset.quantities, [quantity.quantity_id for quantity in dataset.quantities]
    yield count("quantities", everything)
    yield count("indicators", everything, number=len({quantity.indicator for quantity in quantities}))
    yield count("quantities-money", [one.quantity_id for one in quantities if one.currency], everything)
    yield count("quantities-in-items", [one.quantity_id for one in quantities if one.event_id], everything)
    sourced = [one.quantity_id for one in quantities if one.source_named != "none"]
    yield count("quantities-sourced", sourced, everything)
    qualified = [one.quantity_id for one in quantities if one.qualifier != "exact"]
    yield count("quantities-qualified", qualified, everything)
    sums = [one for one in select_quantities(dataset, TRADE) if one.currency and one.period]
    bases = {(one.indicator, one.measure, one.direction, one.currency, one.source_named) for one in sums}
    ids = [one.quantity_id for one in sums]
    yield count("trade-sums", ids, everything)
    yield count("trade-sums-bases", ids, everything, number=len(bases))
    columns = ("indicator", "currency", "measure", "section")
    yield from counts_by(dataset, "quantities", {f"quantities-{name}": name for name in columns})


def _span(prefix: str, events: Sequence[Event]) -> Iterator[Number]:
    """Yield the first and the last year of items, with the items of that year."""
    years = sorted({event.year for event in events})
    for name, year in zip(("year-first", "year-last"), (years[:1], years[-1:]), strict=True):
        for found in year:
            yield Number(prefix + name, Year(found), _ids(event for event in events if event.year == found))


def _decade(event: Event) -> list[str]:
    return [str(event.year // _DECADE * _DECADE)]


def group_rows(rows: Iterable[Row], keys: Callable[[Row], Iterable[str]]) -> dict[str, list[Row]]:
    """Return the rows under each of the keys that they have, keys in the order of their first rows."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        for key in keys(row):
            groups.setdefault(key, []).append(row)
    return groups


def _ids(events: Iterable[Event]) -> tuple[str, ...]:
    return tuple(event.event_id for event in events)
