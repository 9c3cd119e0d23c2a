"""Counts over actors and over their appearances in the items, by the tracks of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.analysis.counting import count, grouped
from multitrack.analysis.participation import ITSELF, appearances

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from multitrack.analysis.participation import Appearance
    from multitrack.model.dataset import Dataset
    from multitrack.model.outputs import Number


_FOR_A_SIDE: Final = ("official", "ministry")
"""Kinds of actors who are persons or offices and act for a side that is counted too."""


def counts_of_actors(dataset: Dataset) -> Iterator[Number]:
    """Yield the numbers of actors by kind and own track, and of their appearances under each track of the study.

    ``track-N-appearances-own-M`` counts actors of track M in items under track N, ``track-N-items-own`` the items under
    track N in which an actor of that same track takes part, and ``track-N-items-only-M`` those in which nobody takes
    part but actors of track M.
    """
    ids = [actor.actor_id for actor in dataset.actors]
    yield count("actors", ids)
    for kind, actors in grouped(dataset.actors, lambda actor: actor.kind):
        yield count(f"actors-kind-{kind}", [actor.actor_id for actor in actors])
    for track in dataset.tracks:
        own = [actor.actor_id for actor in dataset.actors if actor.track == track.track]
        yield count(f"actors-track-{track.track}", own, ids)
    yield from _of_appearances(dataset, appearances(dataset))


def _of_appearances(dataset: Dataset, found: Sequence[Appearance]) -> Iterator[Number]:
    everything = _ids(found)
    yield count("participations", [row.participation_id for row in dataset.participations])
    yield count("appearances", everything)
    officials = {actor.actor_id for actor in dataset.actors if actor.kind in _FOR_A_SIDE}
    yield count("appearances-officials", _ids([one for one in found if one.actor_id in officials]), everything)
    yield count("appearances-reported", _ids([one for one in found if one.part_in != ITSELF]), everything)
    for track in dataset.studied_tracks:
        within = [one for one in found if one.track == track.track]
        yield count(f"track-{track.track}-appearances", _ids(within), everything)
        for other in dataset.studied_tracks:
            own = [one for one in within if one.own_track == other.track]
            yield count(f"track-{track.track}-appearances-own-{other.track}", _ids(own), everything)
        yield from _of_items(dataset, track.track, [one for one in within if one.part_in == ITSELF])


def _of_items(dataset: Dataset, track: int, itself: Sequence[Appearance]) -> Iterator[Number]:
    items = [event.event_id for event in dataset.events_of(track)]
    owns = {item: {one.own_track for one in itself if one.event_id == item} for item in items}
    yield count(f"track-{track}-items-own", [item for item in items if track in owns[item]], items)
    for other in dataset.studied_tracks:
        only = [item for item in items if owns[item] == {other.track}]
        yield count(f"track-{track}-items-only-{other.track}", only, items)


def _ids(found: Sequence[Appearance]) -> list[str]:
    return [one.participation_id for one in found]
