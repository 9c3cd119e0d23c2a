"""Cells and rows shared by several tables."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import NONE, Amount, Joined, Mark, Message, Pattern, UnitOnly, Verbatim, Year, label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from multitrack.lang.values import Value
    from multitrack.study.rows import Event, Quantity


def count(number: int) -> Amount:
    """Return a count of rows."""
    return Amount(Decimal(number))


def mark(key: str, *, present: bool) -> Mark:
    """Return a dot with the words that it stands for, or the words for its absence alone."""
    return Mark("●", label("marks", key), shown=False) if present else Mark("", label("marks", "absent"), shown=False)


def join_values(values: Iterable[Value], joint: str) -> Value:
    """Return the values joined, or the sign for none."""
    parts = tuple(values)
    return Joined(parts, joint) if parts else NONE


def say_place(city: str, country: str) -> Value:
    """Return a city with its country, as far as they are known."""
    named = (("cities", city), ("countries", country))
    return join_values([Message("places", path) for path in named if path[1]], "place")


def say_venue(event: Event) -> Value:
    """Return the place of an item; with another printed country, both, and what the record proves."""
    where = say_place(event.city, event.country)
    others = [
        Message("places", ("countries", country)) for country in event.country_printed if country != event.country
    ]
    also = event.country in event.country_printed
    if not others or (event.city and not also):
        return where
    pattern = "place-also" if also else "place-corrected"
    return Pattern(("cells", pattern), (("printed", join_values(others, "items")), ("place", where)))


def say_date(event: Event) -> Value:
    """Return the date as printed, with the edition's additions in a pattern of their own."""
    printed = event.period or Year(event.year_printed)
    if event.year_basis == "stated":
        return printed
    # A body without a date of its own occasion may date others before and after it: only then years differ.
    around = event.period is not None and event.period.start.year != event.period.end.year
    pattern = "date-around" if around else f"date-{event.year_basis}"
    return Pattern(("cells", pattern), (("date", printed), ("year", Year(event.year))))


def say_section(locator: str) -> Message:
    """Return the section in a place of the study such as ``introduction, paragraph 1``."""
    return label("sections", locator.partition(",")[0].replace(" ", "-"))


_DURATION: Final = "pledge-duration"
_TWO_WAY: Final = "two-way"
_UNNAMED: Final = "none"


def make_quantity_table(
    table_id: str, quantities: Iterable[Quantity], widths: Mapping[str, float], blocks: Mapping[str, str] | None = None
) -> Table:
    """Return a table of quantities, with the length of a pledge in the row of the pledge that it follows.

    Parameters
    ----------
    widths
        Key of a column → its width, in order; the first is the heading of the blocks, if there are any.
    blocks
        The id of a quantity → its block.
    """
    columns = tuple(Column(key, width, "decimal" if key == "value" else "left") for key, width in widths.items())
    lines: list[list[Quantity]] = []
    for quantity in quantities:
        if quantity.indicator == _DURATION and lines:
            lines[-1].append(quantity)
        else:
            lines.append([quantity])
    body: list[Row] = []
    for line in lines:
        said, (first, *others) = _cells(*line), (quantity.quantity_id for quantity in line)
        if blocks:
            said["block"] = label("blocks", blocks[first])
        body.append(Row(tuple(said[key] for key in widths), (first, *others), code=first))
    return Table(table_id, columns, tuple(body), grouped=blocks is not None)


def _cells(quantity: Quantity, *lengths: Quantity) -> dict[str, Value]:
    amount = quantity.amount
    what: Value = Message("indicators", (quantity.indicator, "label"))
    if quantity.direction not in ("", _TWO_WAY) and not quantity.indicator.startswith(("pledge", "aid")):
        what = join_values([what, label("directions", quantity.direction)], "list")
    return {
        "code": Verbatim(quantity.quantity_id),
        "item": Verbatim(quantity.event_id) if quantity.event_id else label("sections", quantity.section),
        "period": quantity.period or NONE,
        "indicator": what,
        "occasion": Message("events", (quantity.event_id, "meeting")) if quantity.event_id else NONE,
        "value": Amount(amount.value, qualifier=amount.qualifier),
        "unit": UnitOnly(amount),
        "over": join_values([length.amount for length in lengths], "items"),
        "statistics": NONE if quantity.source_named == _UNNAMED else label("sources-named", quantity.source_named),
    }
