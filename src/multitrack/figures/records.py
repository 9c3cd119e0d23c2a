"""A figure's points as the records of a chart: the fields of the point, and beside them words of one language."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multitrack.model.outputs import Point


def record(point: Point, **words: str) -> dict[str, Any]:
    """Return a point's fields as JSON knows them, with a field ``NAME_label`` for each of ``words``."""
    plain = {field.name: _plain(getattr(point, field.name)) for field in fields(point)}
    return plain | {f"{name}_label": word for name, word in words.items()}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if value is None or isinstance(value, str | int | float) else str(value)
