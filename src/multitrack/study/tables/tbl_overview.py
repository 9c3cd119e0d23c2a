"""tbl-overview: the items of each studied track, their years and their series, with totals."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import NONE, Joined, Message, Pattern, Year, label
from multitrack.study.tables.table_cells import count, join_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event

_COLUMNS: Final = (
    Column("track-name", 0.220),
    Column("items", 0.080, "right"),
    Column("years", 0.130),
    Column("series-items", 0.450),
    Column("quantities", 0.120, "right"),
)


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each studied track, and one for their total."""
    rows = [
        _row(dataset, Message("tracks", (track.key, "name")), dataset.events_of(track.track))
        for track in dataset.studied_tracks
    ]
    return (Table("tbl-overview", _COLUMNS, (*rows, _row(dataset, label("cells", "total"), dataset.events))),)


def _row(dataset: Dataset, name: Value, events: Sequence[Event]) -> Row:
    ids = {event.event_id for event in events}
    stated = [quantity.quantity_id for quantity in dataset.quantities if quantity.event_id in ids]
    series = Counter(event.series for event in events)
    cells = (
        name,
        count(len(events)),
        _years(events),
        join_values((_counted(key, number) for key, number in series.items()), "items"),
        count(len(stated)),
    )
    return Row(cells, (*(event.event_id for event in events), *stated))


def _years(events: Sequence[Event]) -> Value:
    years = sorted({event.year for event in events})
    if not years:
        return NONE
    return Joined(tuple(Year(year) for year in dict.fromkeys((years[0], years[-1]))), "span")


def _counted(series: str, number: int) -> Pattern:
    return Pattern(("cells", "counted"), (("name", label("series", series)), ("count", count(number))))
