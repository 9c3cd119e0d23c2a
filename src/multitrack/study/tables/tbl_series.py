"""tbl-series: the numbered meetings of each series in the study, compared with the official record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import NONE, Mark, Ordinal, Pattern, Period, Verbatim, label
from multitrack.study.analysis.subjects import find_differences, find_meeting, name_meeting
from multitrack.study.tables.table_cells import join_values, say_date, say_place, say_venue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event, Meeting

_COLUMNS: Final = (
    Column("meeting", 0.250),
    Column("item", 0.080),
    Column("date", 0.195),
    Column("place", 0.215),
    Column("record", 0.260),
)


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each item with a numbered meeting in its body, by series and number.

    The series are in the order of their first items in the study.
    """
    numbered = [(event.ordinal, event) for event in dataset.events if event.ordinal]
    order = list(dict.fromkeys(event.series for _, event in numbered))
    numbered.sort(key=lambda pair: (order.index(pair[1].series), pair[0], pair[1].year))
    return (Table("tbl-series", _COLUMNS, tuple(_row(dataset, event) for _, event in numbered)),)


def _row(dataset: Dataset, event: Event) -> Row:
    record = find_meeting(dataset, event)
    cells = (
        name_meeting(event),
        Verbatim(event.event_id),
        say_date(event),
        say_venue(event),
        _verdict(event, record) if record else label("cells", "no-record"),
    )
    return Row(cells, (event.event_id, *([record.meeting_id] if record else [])))


def _verdict(event: Event, record: Meeting) -> Value:
    """Return the agreement of the record, or its differing facts."""
    found = find_differences(event, record)
    if not found:
        return Mark("✓", label("cells", "agrees"))
    named = join_values([label("differences", difference) for difference in found], "list")
    parts = (("differences", named), ("facts", join_values(_facts(record, found), "items")))
    return Mark("≠", Pattern(("cells", "differs"), parts))


def _facts(record: Meeting, found: Iterable[str]) -> list[Value]:
    """Return the facts of the record on which an item differs, each once."""
    day = Period(record.date_start, record.date_end)
    where = say_place(record.city, record.country)
    facts = {"number": Ordinal(record.ordinal) if record.ordinal else NONE, "year": day, "day": day, "place": where}
    return list(dict.fromkeys(facts[difference] for difference in found))
