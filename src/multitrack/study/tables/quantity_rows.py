"""What the tables of quantities have in common: a row for each number, its value apart from what it counts.

Value and unit stand in two columns, so that the values line up on the decimal sign; each row names its currency, its
statistics and its direction, because nothing else says which numbers may be compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import NONE, Amount, Code, Term, Unit
from multitrack.study.tables.table_cells import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.lang.values import Value
    from multitrack.study.rows import Quantity

_UNNAMED: Final = "none"


def quantity_table(table_id: str, quantities: Sequence[Quantity], widths: Mapping[str, float]) -> Table:
    """Return a table with the columns that ``widths`` names, in its order, and a row for each quantity."""
    columns = tuple(Column(key, width, "decimal" if key == "value" else "left") for key, width in widths.items())
    return Table(table_id, columns, tuple(_row(quantity, columns) for quantity in quantities))


def _row(quantity: Quantity, columns: Sequence[Column]) -> Row:
    cells = _cells(quantity)
    return Row(tuple(cells[column.key] for column in columns), (quantity.quantity_id,))


def _cells(quantity: Quantity) -> dict[str, Value]:
    amount = quantity.amount
    return {
        "row": Code(quantity.quantity_id),
        "item": Code(quantity.event_id) if quantity.event_id else label("sections", quantity.section),
        "period": quantity.period or NONE,
        "indicator": Term("indicators", (quantity.indicator, "label")),
        "direction": label("directions", quantity.direction) if quantity.direction else NONE,
        "occasion": Term("events", (quantity.event_id, "meeting")) if quantity.event_id else NONE,
        "value": Amount(amount.value, qualifier=amount.qualifier),
        "unit": Unit(amount),
        "statistics": NONE if quantity.source_named == _UNNAMED else label("sources-named", quantity.source_named),
    }
