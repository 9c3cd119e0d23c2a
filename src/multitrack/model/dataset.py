"""The whole coded study with its reference rows, checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.model.rows import Event, Meeting, Quantity, Source, Track


@dataclass(frozen=True)
class Release:
    """What the data package says of itself: its name, version and licence."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True)
class Dataset:
    """All rows, in the order of their files.

    Attributes
    ----------
    files
        Path relative to the data folder → bytes, for everything that the package holds; what the PDF attaches and the
        hash of the input is taken from.
    """

    release: Release
    tracks: tuple[Track, ...]
    events: tuple[Event, ...]
    quantities: tuple[Quantity, ...]
    meetings: tuple[Meeting, ...]
    sources: tuple[Source, ...]
    files: Mapping[str, bytes]

    @property
    def studied_tracks(self) -> tuple[Track, ...]:
        """The tracks that the study looks at."""
        return tuple(track for track in self.tracks if track.studied)

    def events_of(self, track: int) -> tuple[Event, ...]:
        """Return the items of one track, in the study's order."""
        return tuple(event for event in self.events if event.track == track)
