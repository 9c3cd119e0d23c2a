"""tbl-overview: the numbers of items by track and series of meetings, with totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import NONE, Joined, Message, Year, label
from multitrack.study.tables.table_cells import count

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    named = {track.track: Message("tracks", (track.key, "name")) for track in dataset.studied_tracks}
    rows = [_row(named[int(track)], within) for track, within in events.groupby("track", sort=True) if track in named]
    return (Table("tbl-overview", _COLUMNS, (*rows, _row(label("cells", "total"), events))),)


def _row(name: Value, events: pd.DataFrame) -> Row:
    by_series = events["series"].astype("string").value_counts()
    counts = [int(by_series.get(series, 0)) for series in _SERIES]
    cells = (name, _span(events["year"]), *(count(number) if number else NONE for number in counts), count(len(events)))
    return Row(cells, tuple(events["event_id"]))


def _span(years: Iterable[int]) -> Value:
    ends = dict.fromkeys((min(years), max(years)))
    return Joined(tuple(Year(int(year)) for year in ends), "span")
