"""tbl-track-1 and on: the items of one track, with date as printed, meeting, place and outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import Message, Verbatim
from multitrack.study.tables.table_cells import say_date, say_meeting, say_sectors, say_venue

if TYPE_CHECKING:
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event

_COLUMNS: Final = (
    Column("item", 0.075),
    Column("date", 0.160),
    Column("meeting", 0.185),
    Column("place", 0.155),
    Column("sectors", 0.140),
    Column("outcome", 0.285),
)


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return a table for each studied track: a row for each item, in the study's order."""
    return tuple(
        Table(f"tbl-track-{track.track}", _COLUMNS, tuple(map(_row, dataset.events_of(track.track))))
        for track in dataset.studied_tracks
    )


def _row(event: Event) -> Row:
    cells = (
        Verbatim(event.event_id),
        say_date(event),
        say_meeting(event),
        say_venue(event),
        say_sectors(event),
        Message("events", (event.event_id, "result")),
    )
    return Row(cells, (event.event_id,))
