"""Boxes of the texts and marks in an SVG picture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import hypot, radians
from typing import TYPE_CHECKING, Any, Final, cast
from xml.etree import ElementTree as ET

from fontTools.misc.transform import Identity, Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib import path as svg_path

from multitrack.charts.label_placement import Box
from multitrack.typography.text_metrics import REGULAR, SEMIBOLD, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Corner = tuple[float, float]

_CALL: Final = re.compile(r"(\w+)\(([^)]*)\)")
_NUMBER: Final = re.compile(r"[-+]?(?:\d*\.\d+|\d+)(?:[eE][-+]?\d+)?")


def transform(above: Transform, calls: str) -> Transform:
    """Return a transformation followed by those of a ``transform`` attribute."""
    for name, inside in _CALL.findall(calls):
        above = _moved(above, name, parse_numbers(inside))
    return above


def _moved(above: Transform, name: str, values: list[float]) -> Transform:
    """Return a transformation followed by one of SVG's, given by name and arguments."""
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


def parse_numbers(text: str) -> list[float]:
    """Return the numbers in an attribute, however they are separated."""
    return [float(found) for found in _NUMBER.findall(text)]


def parse_number(element: ET.Element, name: str, default: float = 0.0) -> float:
    """Return a numeric attribute."""
    return float(element.get(name, default))


def get_tag(element: ET.Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def _line(element: ET.Element) -> tuple[Corner, ...]:
    return tuple((parse_number(element, f"x{end}"), parse_number(element, f"y{end}")) for end in (1, 2))


def _path(element: ET.Element) -> tuple[Corner, ...]:
    return _bounds(element.get("d", ""))


@cache
def _bounds(commands: str) -> tuple[Corner, ...]:
    """Return two corners of a path's box, cached because charts repeat a few symbols."""
    if not commands:
        return ()
    pen = cast("Any", BoundsPen)(None)
    cast("Any", svg_path).parse_path(commands, pen)
    return ((pen.bounds[0], pen.bounds[1]), (pen.bounds[2], pen.bounds[3])) if pen.bounds else ()


def _rectangle(element: ET.Element) -> tuple[Corner, ...]:
    x, y = parse_number(element, "x"), parse_number(element, "y")
    return (x, y), (x + parse_number(element, "width"), y + parse_number(element, "height"))


def _ellipse(element: ET.Element) -> tuple[Corner, ...]:
    x, y, r = (parse_number(element, name) for name in ("cx", "cy", "r"))
    wide, high = parse_number(element, "rx", r), parse_number(element, "ry", r)
    return (x - wide, y - high), (x + wide, y + high)


def _polygon(element: ET.Element) -> tuple[Corner, ...]:
    places = parse_numbers(element.get("points", ""))
    return tuple(zip(places[::2], places[1::2], strict=False))


SHAPES: Final[dict[str, Callable[[ET.Element], tuple[Corner, ...]]]] = {
    "line": _line, "path": _path, "rect": _rectangle, "circle": _ellipse, "ellipse": _ellipse,
    "polygon": _polygon, "polyline": _polygon,
}  # fmt: skip
"""Name of a drawing element → function that returns corners of its box."""


_RULE: Final = re.compile(r"\.([\w-]+)\s*\{([^}]*)\}")
_HANDED_DOWN: Final = frozenset(
    {"fill", "stroke", "stroke-width", "fill-opacity", "stroke-opacity", "visibility"}
    | {"font-size", "font-weight", "text-anchor"}
)
_NOT_DRAWN: Final = frozenset({"defs", "clipPath", "symbol", "title", "desc", "style", "metadata"})
_PLACED: Final = frozenset({"x", "y", "dx", "dy"})
_UNSEEN: Final = ("none", "transparent", "")
_INITIAL: Final = {"fill": "#000", "stroke": "none", "stroke-width": "1", "font-size": "16px", "text-anchor": "start"}
BOLD: Final = frozenset({"bold", "bolder", "600", "700", "800", "900"})


@dataclass(frozen=True)
class Label:
    """A text with its box; ``anchor``, its fixed end when it grows, is start, middle or end."""

    text: str
    box: Box
    anchor: str


@dataclass(frozen=True)
class Mark:
    """A mark of data with its box, and the ``ends`` of a slanted line, since most of its box is free."""

    box: Box
    ends: tuple[Corner, Corner] | None = None


@dataclass(frozen=True)
class SvgBoxes:
    """A picture: its whole room in px, its texts, and its marks, to which the lines of a grid belong."""

    room: Box
    labels: tuple[Label, ...]
    marks: tuple[Mark, ...]


def read_svg_boxes(svg: bytes) -> SvgBoxes:
    """Read an SVG file rendered by this program."""
    root = ET.fromstring(svg)
    left, top, width, height = parse_numbers(root.get("viewBox", ""))
    reader = _SvgReader(root)
    parts = list(reader.parts(root, Identity, _INITIAL))
    labels = tuple(part for part in parts if isinstance(part, Label))
    marks = tuple(part for part in parts if isinstance(part, Mark))
    return SvgBoxes(Box(left, top, left + width, top + height), labels, marks)


class _SvgReader:
    """Walks the element tree with inherited styles and transformations."""

    def __init__(self, root: ET.Element) -> None:
        sheets = " ".join(element.text or "" for element in root.iter() if get_tag(element) == "style")
        self._classes = {name: _declared(rules) for name, rules in _RULE.findall(sheets)}
        self._named = {element.attrib["id"]: element for element in root.iter() if "id" in element.attrib}

    def parts(self, element: ET.Element, moved: Transform, above: Mapping[str, str]) -> Iterator[Label | Mark]:
        """Yield the labels and marks of an element and its descendants."""
        tag = get_tag(element)
        if tag in _NOT_DRAWN or (own := self._own(element)).get("display") == "none" or own.get("opacity") == "0":
            return
        style = {**above, **{name: value for name, value in own.items() if name in _HANDED_DOWN}}
        if "transform" in own:
            moved = transform(moved, own["transform"])
        if tag == "text":
            yield from _labels(element, moved, style)
        elif tag == "use":
            yield from self._used(element, moved, style)
        elif tag in SHAPES:
            yield from _mark(tag, element, moved, style)
        else:
            for child in element:
                yield from self.parts(child, moved, style)

    def _own(self, element: ET.Element) -> dict[str, str]:
        """Return an element's own style: its attributes, overridden by its classes, then by its ``style``."""
        if "class" not in element.attrib and "style" not in element.attrib:
            return element.attrib
        own = dict(element.attrib)
        for name in element.get("class", "").split():
            own |= self._classes.get(name, {})
        return own | _declared(element.get("style", ""))

    def _used(self, element: ET.Element, moved: Transform, style: Mapping[str, str]) -> Iterator[Label | Mark]:
        target = next((value.removeprefix("#") for name, value in element.attrib.items() if name.endswith("href")), "")
        there = moved.translate(parse_number(element, "x"), parse_number(element, "y"))
        if target in self._named:
            found = self._named[target]
            children = list(found) if get_tag(found) == "symbol" else [found]
            for child in children:
                yield from self.parts(child, there, style)


def _labels(element: ET.Element, moved: Transform, style: Mapping[str, str]) -> Iterator[Label]:
    """Yield the lines of a text, a line for each part with a position of its own."""
    if style.get("visibility") == "hidden":
        return
    size, anchor = float(style["font-size"].removesuffix("px")), style["text-anchor"]
    weight = SEMIBOLD if style.get("font-weight") in BOLD else REGULAR
    for text, x, y in list_lines(element):
        if text.strip():
            room = measure(text, size, weight)
            left = x - room.width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
            corners = ((left, y - room.above), (left + room.width, y + room.below))
            yield Label(text, _around(corners, moved), anchor)


def list_lines(element: ET.Element) -> list[tuple[str, float, float]]:
    """Return the lines of a text, each with the place of its anchor."""
    x, y = (parse_number(element, name) + parse_number(element, f"d{name}") for name in ("x", "y"))
    lines = [(element.text or "", x, y)]
    for child in element:
        if get_tag(child) == "tspan":
            words = "".join(child.itertext())
            if _PLACED.isdisjoint(child.attrib):
                lines[-1] = (lines[-1][0] + words, x, y)
            else:
                x, y = (
                    parse_number(child, "x", x) + parse_number(child, "dx"),
                    parse_number(child, "y", y) + parse_number(child, "dy"),
                )
                lines.append((words, x, y))
        lines[-1] = (lines[-1][0] + (child.tail or ""), x, y)
    return lines


def _mark(tag: str, element: ET.Element, moved: Transform, style: Mapping[str, str]) -> Iterator[Mark]:
    """Yield the mark that a shape makes, unless nothing of it is seen."""
    filled, stroked = (
        style[paint] not in _UNSEEN and style.get(f"{paint}-opacity") != "0" for paint in ("fill", "stroke")
    )
    corners = SHAPES[tag](element)
    if not corners or style.get("visibility") == "hidden" or not (stroked or (filled and tag != "line")):
        return
    half = float(style["stroke-width"].removesuffix("px")) / 2 if stroked else 0
    box = _around(corners, moved)
    if tag != "line":
        yield Mark(_grown(box, half, half))
        return
    start, end = (moved.transformPoint(corner) for corner in corners)
    across, down = abs(end[0] - start[0]), abs(end[1] - start[1])
    length = hypot(across, down) or 1
    yield Mark(_grown(box, half * down / length, half * across / length), (start, end) if across and down else None)


def _grown(box: Box, wide: float, high: float) -> Box:
    return Box(box.left - wide, box.top - high, box.right + wide, box.bottom + high)


def _around(corners: tuple[Corner, ...], moved: Transform) -> Box:
    """Return the box around a transformed box, which is given by corners."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    places = [moved.transformPoint((x, y)) for x in (min(xs), max(xs)) for y in (min(ys), max(ys))]
    return Box(
        *(min(place[axis] for place in places) for axis in (0, 1)),
        *(max(place[axis] for place in places) for axis in (0, 1)),
    )


def _declared(rules: str) -> dict[str, str]:
    pairs = (rule.partition(":") for rule in rules.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value}
