"""Who takes part in which item: each actor once, whatever the number of roles that it has there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from multitrack.study.dataset import Dataset

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
