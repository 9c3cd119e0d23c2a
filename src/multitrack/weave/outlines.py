"""What SVG says of places: the corners of its shapes, and the transformations that move them."""

from __future__ import annotations

import re
from functools import cache
from math import radians
from typing import TYPE_CHECKING, Any, Final, cast

from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib import path as svg_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree import ElementTree as ET

Corner = tuple[float, float]

_CALL: Final = re.compile(r"(\w+)\(([^)]*)\)")
_NUMBER: Final = re.compile(r"[-+]?(?:\d*\.\d+|\d+)(?:[eE][-+]?\d+)?")


def transformed(above: Transform, calls: str) -> Transform:
    """Return a transformation with those of a ``transform`` attribute inside of it."""
    for name, inside in _CALL.findall(calls):
        above = _moved(above, name, numbers(inside))
    return above


def _moved(above: Transform, name: str, values: list[float]) -> Transform:
    """Return a transformation with one more of SVG's inside of it."""
    match name, values:
        case "translate", [x, *rest]:
            return above.translate(x, *rest)
        case "scale", [x, *rest]:
            return above.scale(x, *rest)
        case "rotate", [angle]:
            return above.rotate(radians(angle))
        case "rotate", [angle, x, y]:
            return above.translate(x, y).rotate(radians(angle)).translate(-x, -y)
        case "matrix", [_, _, _, _, _, _]:
            return above.transform(Transform(*values))
        case _:
            raise ValueError(name)


def numbers(text: str) -> list[float]:
    """Return all numbers in an attribute, with whatever stands between them."""
    return [float(found) for found in _NUMBER.findall(text)]


def number(element: ET.Element, name: str, default: float = 0.0) -> float:
    """Return an attribute that is one number."""
    return float(element.get(name, default))


def tag_of(element: ET.Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def _line(element: ET.Element) -> tuple[Corner, ...]:
    return tuple((number(element, f"x{end}"), number(element, f"y{end}")) for end in (1, 2))


def _path(element: ET.Element) -> tuple[Corner, ...]:
    return _bounds(element.get("d", ""))


@cache
def _bounds(commands: str) -> tuple[Corner, ...]:
    """Return two corners of a path's box; the same few symbols are drawn again and again."""
    if not commands:
        return ()
    pen = cast("Any", BoundsPen)(None)
    cast("Any", svg_path).parse_path(commands, pen)
    return ((pen.bounds[0], pen.bounds[1]), (pen.bounds[2], pen.bounds[3])) if pen.bounds else ()


def _rectangle(element: ET.Element) -> tuple[Corner, ...]:
    x, y = number(element, "x"), number(element, "y")
    return (x, y), (x + number(element, "width"), y + number(element, "height"))


def _ellipse(element: ET.Element) -> tuple[Corner, ...]:
    x, y, r = (number(element, name) for name in ("cx", "cy", "r"))
    wide, high = number(element, "rx", r), number(element, "ry", r)
    return (x - wide, y - high), (x + wide, y + high)


def _polygon(element: ET.Element) -> tuple[Corner, ...]:
    places = numbers(element.get("points", ""))
    return tuple(zip(places[::2], places[1::2], strict=False))


SHAPES: Final[dict[str, Callable[[ET.Element], tuple[Corner, ...]]]] = {
    "line": _line, "path": _path, "rect": _rectangle, "circle": _ellipse, "ellipse": _ellipse,
    "polygon": _polygon, "polyline": _polygon,
}  # fmt: skip
"""The elements that draw something, and how to find corners of the box around each."""
