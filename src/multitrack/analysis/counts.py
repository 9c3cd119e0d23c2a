"""Counts over the rows, and the first and last years: the numbers that no single row states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.analysis.coding_numbers import counts_of_codings
from multitrack.analysis.counting import count
from multitrack.analysis.counts_of_actors import counts_of_actors
from multitrack.analysis.counts_of_papers import counts_of_discrepancies, counts_of_documents
from multitrack.analysis.record import comparison, meeting_of
from multitrack.model.outputs import Number
from multitrack.model.values import Amount, Bare, Ordinal, Term, Year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from multitrack.model.dataset import Dataset
    from multitrack.model.rows import Event, Quantity
    from multitrack.model.values import Value

YEAR_BASES: Final = ("stated", "inferred", "corrected")
HEADING_MATCHES: Final = ("full", "label", "partial", "mismatch")
COUNTED_THROUGH: Final = ("rank", "duration")
"""Measures whose whole numbers a sentence may want as an ordinal: the third largest, the 35th anniversary."""
_DECADE: Final = 10
_IN_WORDS: Final = range(1, 11)


def counts(dataset: Dataset) -> Iterator[Number]:
    """Yield the counts of tracks, items, places, meetings, quantities and sources, each with the rows counted.

    A count of none names the rows that were looked through; over no rows at all there is no count. Each count comes a
    second time as ``ID-words``.
    """
    for number in _counts(dataset):
        if not number.rows:
            continue
        yield number
        if isinstance(number.value, Amount):
            yield Number(f"{number.number_id}-words", in_words(number.value), number.rows)


def in_words(amount: Amount) -> Value:
    """Return a bare whole number as prose prints it: one to ten as words, any other in figures."""
    if amount.value in _IN_WORDS:
        return Term("labels", ("cardinals", str(int(amount.value))))
    return Bare(amount)


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
    yield from counts_of_actors(dataset)
    yield from counts_of_documents(dataset)
    yield from counts_of_discrepancies(dataset)
    yield from counts_of_codings(dataset)


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
    bases = _grouped(events, lambda event: [event.year_basis])
    for basis in YEAR_BASES:
        yield count(f"items-{basis}", _ids(bases.get(basis, [])), _ids(events))
    for sector, within in _grouped(events, lambda event: event.sectors).items():
        yield count(f"sector-{sector}-items", _ids(within))
    yield count("items-several-sectors", _ids(event for event in events if len(event.sectors) > 1), _ids(events))
    for decade, within in sorted(_grouped(events, _decade).items()):
        yield count(f"decade-{decade}-items", _ids(within))


def _of_headings(events: Sequence[Event]) -> Iterator[Number]:
    matches = _grouped(events, lambda event: [event.heading_match])
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
    for series, within in _grouped(events, lambda event: [event.series]).items():
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


def _of_record(dataset: Dataset) -> Iterator[Number]:
    yield count("meetings", [meeting.meeting_id for meeting in dataset.meetings])
    pairs = [(event, meeting) for event in dataset.events if (meeting := meeting_of(dataset, event))]
    # An item that says nothing which the record says too does not agree with it.
    found = [(event, points) for event, meeting in pairs if (points := comparison(event, meeting))]
    agreeing = [event for event, points in found if all(points.values())]
    differing = [event for event, points in found if not all(points.values())]
    everything = _ids(dataset.events)
    yield count("items-recorded", _ids(event for event, _ in found), everything)
    yield count("items-record-agrees", _ids(agreeing), everything)
    yield count("items-record-differs", _ids(differing), everything)
    yield count("meetings-left-out", _left_out(dataset), everything)


def _left_out(dataset: Dataset) -> tuple[str, ...]:
    """Return the meetings of the record that no item describes, up to the year of the last item."""
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
    sortings: Mapping[str, Callable[[Quantity], str]] = {
        "indicator": lambda quantity: quantity.indicator,
        "currency": lambda quantity: quantity.currency,
        "measure": lambda quantity: quantity.measure,
        "section": lambda quantity: quantity.section,
    }
    for name, key in sortings.items():
        groups: dict[str, list[str]] = {}
        for quantity in quantities:
            groups.setdefault(key(quantity).lower(), []).append(quantity.quantity_id)
        yield from (count(f"quantities-{name}-{group}", ids) for group, ids in groups.items() if group)


def _span(prefix: str, events: Sequence[Event]) -> Iterator[Number]:
    """Yield the first and the last year of the items, with the items of that year."""
    years = sorted({event.year for event in events})
    for name, year in zip(("year-first", "year-last"), (years[:1], years[-1:]), strict=True):
        for found in year:
            yield Number(prefix + name, Year(found), _ids(event for event in events if event.year == found))


def _decade(event: Event) -> list[str]:
    return [str(event.year // _DECADE * _DECADE)]


def _grouped(events: Iterable[Event], keys: Callable[[Event], Iterable[str]]) -> dict[str, list[Event]]:
    groups: dict[str, list[Event]] = {}
    for event in events:
        for key in keys(event):
            groups.setdefault(key, []).append(event)
    return groups


def _ids(events: Iterable[Event]) -> tuple[str, ...]:
    return tuple(event.event_id for event in events)
