"""What must hold between the cells of a quantity, and between quantities and events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from multitrack.data.printed import has_numeral, long_snippets, numbers_in, prints

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from multitrack.data.records import Records
    from multitrack.errors import Problem
    from multitrack.model.rows import Event, Quantity

_MONEY: Final = "dollars"


_ABOVE_ZERO: Final[Mapping[str, str]] = {
    "trade": "value_usd_m",
    "exchange_rates": "cad_per_usd",
    "us_cpi": "cpi_u",
    "population": "persons",
}
"""Table → the column that others are divided by: a nought there stands for something that is not known."""


def noughts(records: Mapping[str, Records[Any]]) -> Iterator[Problem]:
    """Find rows that give nothing as their value."""
    for name, column in _ABOVE_ZERO.items():
        for line, row in records[name].entries:
            if not getattr(row, column):
                found = f"the value is {getattr(row, column)}"
                yield records[name].problem(line, column, found, "write one above 0, or leave the row out")


def quantity_faults(events: Records[Event], quantities: Records[Quantity]) -> Iterator[Problem]:
    """Find quantities that contradict themselves, their place or the print that they quote."""
    sections = {event.event_id: f"track-{event.track}" for event in events.rows}
    for line, quantity in quantities.entries:
        yield from _currency(quantities, line, quantity)
        yield from _section(quantities, line, quantity, sections)
        yield from _snippet(quantities, line, quantity)
    yield from long_snippets(quantities)
    yield from quantities.out_of_sequence("quantity_id", "Q")


def scale_faults(quantities: Records[Quantity], scale_words: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Find quantities whose print has the word of another scale, as ``million`` where the scale is ``billion``.

    Parameters
    ----------
    quantities
        The rows.
    scale_words
        Scale → its words in the edition's languages, in lower case; a scale without a word is left out.
    """
    for line, quantity in quantities.entries:
        printed = set(quantity.as_printed.casefold().split())
        scales = [scale for scale, words in scale_words.items() if printed & words]
        if scales and quantity.scale not in scales:
            found = f'"{quantity.as_printed}" names the scale {" or ".join(scales)}, not {quantity.scale}'
            yield quantities.problem(line, "scale", found, "correct the scale or the snippet")


def _currency(quantities: Records[Quantity], line: int, quantity: Quantity) -> Iterator[Problem]:
    if quantity.unit == _MONEY and not quantity.currency:
        found = f"the unit is {_MONEY} and no currency is given"
        yield quantities.problem(line, "currency", found, "write it, or unspecified where the study names none")
    if quantity.currency and quantity.unit != _MONEY:
        found = f"{quantity.currency} is given for the unit {quantity.unit}"
        yield quantities.problem(line, "currency", found, f"leave the cell empty, or write {_MONEY} as the unit")


def _section(
    quantities: Records[Quantity], line: int, quantity: Quantity, sections: Mapping[str, str]
) -> Iterator[Problem]:
    fitting = sections.get(quantity.event_id, quantity.section)
    if quantity.section != fitting:
        found = f"{quantity.event_id} does not stand in the section {quantity.section}"
        yield quantities.problem(line, "section", found, f"write {fitting}, or correct event_id")


def _snippet(quantities: Records[Quantity], line: int, quantity: Quantity) -> Iterator[Problem]:
    printed = quantity.as_printed
    if has_numeral(printed) and not prints(printed, quantity.value):
        numbers = ", ".join(map(str, sorted(numbers_in(printed))))
        found = f'{quantity.value} is not what "{printed}" prints ({numbers})'
        yield quantities.problem(line, "value", found, "write the number with the digits that are printed")
