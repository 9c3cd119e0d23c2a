"""The rows of what the study names, typed: actors, documents and places; and of what does not fit in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from multitrack.lang.values import PartialDate


@dataclass(frozen=True)
class Actor:
    """A person, an office or a body that the study names.

    Attributes
    ----------
    track
        The track of the concept that takes in actors of this kind; None if its own kind cannot be told.
    """

    actor_id: str
    name: str
    kind: str
    country: str
    track: int | None
    locator: str


@dataclass(frozen=True)
class Participation:
    """An actor in an item.

    Attributes
    ----------
    part_in
        ``item`` if the actor takes part in what the item is about, ``reported-activity`` if in something that it tells
        of besides.
    actor_track
        The actor's own track, whatever the track that the item stands under.
    """

    participation_id: str
    event_id: str
    actor_id: str
    role: str
    part_in: str
    actor_track: int | None
    locator: str


@dataclass(frozen=True)
class Document:
    """An agreement, a declaration, a plan or another paper that the study names.

    Attributes
    ----------
    parties
        Ids of the actors that made it, as far as the study says.
    event_ids
        The items that speak of it.
    """

    document_id: str
    kind: str
    date: PartialDate | None
    city: str
    country: str
    parties: tuple[str, ...]
    event_ids: tuple[str, ...]
    locator: str


@dataclass(frozen=True)
class Place:
    """A city with its coordinates in decimal degrees."""

    place_id: str
    city: str
    country: str
    latitude: Decimal
    longitude: Decimal


@dataclass(frozen=True)
class Discrepancy:
    """Something in the study that does not fit, is not clear or is missing.

    Attributes
    ----------
    slip_of
        Whether it is the ``study``'s own slip, or stands in the ``record`` that the passage follows too; ``unknown`` if
        that text was not seen.
    record, source_id
        The official meeting and the publication that were looked up; empty if none.
    record_says
        The words of the record that prove it, or the rows of statistics that do; empty where nothing is proved.
    as_printed
        The words of the study that do not fit; empty if something is missing.
    computed
        What was computed or looked up, without words of a language; empty if nothing.
    """

    discrepancy_id: str
    category: str
    severity: str
    status: str
    slip_of: str
    event_id: str
    quantity_ids: tuple[str, ...]
    record: str
    source_id: str
    record_says: str
    as_printed: str
    computed: str
    treatment: str
    locator: str
