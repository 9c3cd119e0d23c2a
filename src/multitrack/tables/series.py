"""tbl-series: the numbered meetings of each series that the study has, held against the official record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.analysis.record import differences, meeting_of
from multitrack.model.dates import Period
from multitrack.model.outputs import Column, Row, Table
from multitrack.model.values import Code, Listed, Ordinal, Phrase, Year
from multitrack.tables.cells import NONE, date, either, label, place

if TYPE_CHECKING:
    from multitrack.model.dataset import Dataset
    from multitrack.model.rows import Event, Meeting
    from multitrack.model.values import Value

_COLUMNS: Final = (
    Column("series", 0.160),
    Column("number", 0.101),
    Column("item", 0.080),
    Column("date", 0.147),
    Column("year", 0.095),
    Column("place", 0.140),
    Column("record", 0.147),
    Column("agreement", 0.130),
)


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each item whose body gives its meeting a number, by series and number.

    The series come in the order in which the study first has them.
    """
    numbered = [(event.ordinal, event) for event in dataset.events if event.ordinal]
    order = list(dict.fromkeys(event.series for _, event in numbered))
    numbered.sort(key=lambda pair: (order.index(pair[1].series), pair[0], pair[1].year))
    return (Table("tbl-series", _COLUMNS, tuple(_row(dataset, event, ordinal) for ordinal, event in numbered)),)


def _row(dataset: Dataset, event: Event, ordinal: int) -> Row:
    record = meeting_of(dataset, event)
    cells = (
        label("series", event.series),
        Ordinal(ordinal),
        Code(event.event_id),
        date(event),
        Year(event.year),
        place(event.city, event.country),
        _recorded(record) if record else NONE,
        _agreement(event, record) if record else label("cells", "no-record"),
    )
    return Row(cells, (event.event_id, *([record.meeting_id] if record else [])))


def _recorded(record: Meeting) -> Value:
    day = Period(record.date_start, record.date_end)
    where = place(record.city, record.country)
    return day if where is NONE else Listed((day, where), "items")


def _agreement(event: Event, record: Meeting) -> Value:
    found = [label("differences", difference) for difference in differences(event, record)]
    if not found:
        return label("cells", "agrees")
    return Phrase(("cells", "differs"), (("differences", either(found, "list")),))
