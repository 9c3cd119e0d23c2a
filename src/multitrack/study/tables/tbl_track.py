"""tbl-track-1 and on: the items of one track, with date as printed, meeting, place, fields and outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import Message, Verbatim
from multitrack.study.analysis.subjects import name_meeting
from multitrack.study.tables.table_cells import mark, say_date, say_venue

if TYPE_CHECKING:
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event

_SECTORS: Final = ("political-security", "economic", "socio-cultural")
_COLUMNS: Final = (
    Column("item", 0.070),
    Column("date", 0.145),
    Column("meeting", 0.170),
    Column("place", 0.145),
    *(Column(sector, 0.035) for sector in _SECTORS),
    Column("outcome", 0.365),
)


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return a table for each studied track with several items: a row for each item, in the study's order."""
    items = {track.track: dataset.events_of(track.track) for track in dataset.studied_tracks}
    return tuple(
        Table(f"tbl-track-{track}", _COLUMNS, tuple(map(_row, events)))
        for track, events in items.items()
        if len(events) > 1
    )


def _row(event: Event) -> Row:
    cells = (
        Verbatim(event.event_id),
        say_date(event),
        name_meeting(event),
        say_venue(event),
        *(mark("present", present=sector in event.sectors) for sector in _SECTORS),
        Message("events", (event.event_id, "result")),
    )
    return Row(cells, (event.event_id,))
