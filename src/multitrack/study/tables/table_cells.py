"""Cells and rows shared by several tables."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import NONE, Amount, Joined, Message, Pattern, UnitOnly, Verbatim, Year, label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from multitrack.lang.values import Value
    from multitrack.study.rows import Event, Quantity


def count(number: int) -> Amount:
    """Return a count of rows."""
    return Amount(Decimal(number))


def join_values(values: Iterable[Value], joint: str) -> Value:
    """Return the values joined, or the sign for none."""
    parts = tuple(values)
    return Joined(parts, joint) if parts else NONE


def say_place(city: str, country: str) -> Value:
    """Return a city with its country, as far as they are known."""
    names = [Message("places", ("cities", city))] if city else []
    return join_values([*names, *([Message("places", ("countries", country))] if country else [])], "place")


def say_venue(event: Event) -> Value:
    """Return the place of an item; both countries if the record proves another than the printed one."""
    where = say_place(event.city, event.country)
    if event.city or not event.country_printed or event.country in event.country_printed:
        return where
    printed = join_values([Message("places", ("countries", country)) for country in event.country_printed], "items")
    return Pattern(("cells", "place-corrected"), (("printed", printed), ("place", where)))


def say_sectors(event: Event) -> Value:
    """Return the names of an item's sectors."""
    return join_values([label("sectors", sector) for sector in event.sectors], "items")


def say_date(event: Event) -> Value:
    """Return the date as printed, with the edition's additions in a pattern of their own."""
    printed = event.period or Year(event.year_printed)
    if event.year_basis == "stated":
        return printed
    # A body without a date of its own occasion may date others before and after it: only then years differ.
    around = event.period is not None and event.period.start.year != event.period.end.year
    pattern = "date-around" if around else f"date-{event.year_basis}"
    return Pattern(("cells", pattern), (("date", printed), ("year", Year(event.year))))


def say_meeting(event: Event) -> Message:
    """Return the short name of the meeting or matter in an item's body."""
    return Message("events", (event.event_id, "meeting"))


def say_section(locator: str) -> Message:
    """Return the section in a place of the study such as ``introduction, paragraph 1``."""
    return label("sections", locator.partition(",")[0].replace(" ", "-"))


_UNNAMED: Final = "none"


def make_quantity_table(table_id: str, quantities: Sequence[Quantity], widths: Mapping[str, float]) -> Table:
    """Return a table with the columns in ``widths``, in order, and a row for each quantity."""
    columns = tuple(Column(key, width, "decimal" if key == "value" else "left") for key, width in widths.items())
    return Table(table_id, columns, tuple(_row(quantity, columns) for quantity in quantities))


def _row(quantity: Quantity, columns: Sequence[Column]) -> Row:
    cells = _cells(quantity)
    return Row(tuple(cells[column.key] for column in columns), (quantity.quantity_id,))


def _cells(quantity: Quantity) -> dict[str, Value]:
    amount = quantity.amount
    return {
        "row": Verbatim(quantity.quantity_id),
        "item": Verbatim(quantity.event_id) if quantity.event_id else label("sections", quantity.section),
        "period": quantity.period or NONE,
        "indicator": Message("indicators", (quantity.indicator, "label")),
        "direction": label("directions", quantity.direction) if quantity.direction else NONE,
        "occasion": Message("events", (quantity.event_id, "meeting")) if quantity.event_id else NONE,
        "value": Amount(amount.value, qualifier=amount.qualifier),
        "unit": UnitOnly(amount),
        "statistics": NONE if quantity.source_named == _UNNAMED else label("sources-named", quantity.source_named),
    }
