"""Rows of actors, documents and places in the study, and of its discrepancies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from multitrack.lang.values import PartialDate


@dataclass(frozen=True)
class Actor:
    """A person, an office or a body named in the study.

    Attributes
    ----------
    track
        The track of actors of this kind in the concept; None if the kind is unknown.
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
        ``item`` if the actor takes part in the item itself, ``reported-activity`` if in something that it reports.
    actor_track
        The actor's own track, independent of the item's track.
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
    """An agreement, a declaration, a plan or another paper named in the study.

    Attributes
    ----------
    parties
        Ids of its authors among the actors, as far as the study names them.
    event_ids
        The items that mention it.
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
    """An inconsistency, an ambiguity or a gap in the study.

    Attributes
    ----------
    slip_of
        Origin of the slip: the ``study`` itself or the ``record`` that the passage follows; ``unknown`` if that was not
        seen.
    record, source_id
        The official meeting and the publication consulted; empty if none.
    record_says
        The words of the record or the rows of statistics that prove it; empty without a proof.
    as_printed
        The inconsistent words of the study; empty for a gap.
    computed
        The computed or consulted value, without words of a language; empty without one.
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
