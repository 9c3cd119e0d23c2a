"""tbl-overview: the numbers of items by track and series of meetings, with totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import NONE, Joined, Message, Year, label
from multitrack.study.tables.table_cells import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset

_SERIES: Final = ("jcc", "dialogue", "aem", "pmc", "other")
_COLUMNS: Final = (
    Column("track-name", 0.270),
    Column("years", 0.130),
    *(Column(f"series-{series}", 0.100, "right") for series in _SERIES),
    Column("items", 0.100, "right"),
)


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each studied track, and one for their total."""
    events = dataset.frame("events")
    if events.empty:
        return (Table("tbl-overview", _COLUMNS, ()),)
    rows = [
        _row(Message("tracks", (track.key, "name")), events[events["track"] == track.track])
        for track in dataset.studied_tracks
    ]
    return (Table("tbl-overview", _COLUMNS, (*rows, _row(label("cells", "total"), events))),)


def _row(name: Value, events: pd.DataFrame) -> Row:
    counts = [int((events["series"] == series).sum()) for series in _SERIES]
    cells = (
        name,
        _span([int(year) for year in events["year"]]),
        *(count(number) if number else NONE for number in counts),
        count(len(events)),
    )
    return Row(cells, tuple(events["event_id"]))


def _span(years: Sequence[int]) -> Value:
    ends = dict.fromkeys((min(years), max(years))) if years else {}
    return Joined(tuple(map(Year, ends)), "span") if ends else NONE
