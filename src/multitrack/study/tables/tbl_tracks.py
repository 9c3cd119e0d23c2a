"""tbl-tracks: the tracks of the concept, those studied among them, and their numbers of items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import NONE, Message
from multitrack.study.tables.table_cells import count, mark

if TYPE_CHECKING:
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Track

_COLUMNS: Final = (
    Column("track", 0.070),
    Column("name", 0.230),
    Column("meaning", 0.500),
    Column("studied", 0.110),
    Column("items", 0.090, "right"),
)


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each track."""
    return (Table("tbl-tracks", _COLUMNS, tuple(_row(dataset, track) for track in dataset.tracks)),)


def _row(dataset: Dataset, track: Track) -> Row:
    events = dataset.events_of(track.track)
    cells = (
        count(track.track),
        Message("tracks", (track.key, "name")),
        Message("tracks", (track.key, "description")),
        mark("studied", present=track.studied),
        count(len(events)) if track.studied else NONE,
    )
    return Row(cells, (track.key, *(event.event_id for event in events)))
