"""Minifying of SVG for inlining: the same marks in a quarter of the bytes.

Vega writes each mark as an element with all its attributes and a translation. Here successive marks of the same style
are joined in one path or group, at tenths of a px. A mark with a title stays an element, which answers the pointer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SVG: Final = "{http://www.w3.org/2000/svg}"
_SHIFT: Final = re.compile(r"translate\((-?[\d.e-]+),(-?[\d.e-]+)\)")
_CIRCLE: Final = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0")
_STEP: Final = re.compile(r"([MLhvZ])([\d.,e-]*)")
_WHERE: Final = frozenset({"d", "transform", "x", "y", "x2", "y2", "display"})
_SAID_ANYWAY: Final = frozenset(
    {("stroke-miterlimit", "10"), ("stroke-dasharray", "1,0"), ("stroke-width", "0"), ("stroke-width", "1")}
)
_PAINTED: Final = ("fill", "stroke")

Look = tuple[tuple[str, str], ...]
Dot = tuple[float, float]


@dataclass(frozen=True)
class _Mark:
    """A mark with style and position: a path in steps, a circle, or a text.

    Attributes
    ----------
    covers
        Left, top, right and bottom of its box.
    """

    look: Look
    kind: str
    at: Dot
    steps: tuple[tuple[str, Dot], ...] = ()
    radius: float = 0
    words: str = ""
    title: str = ""

    @property
    def covers(self) -> tuple[float, float, float, float]:
        points = [(self.at[0] + x, self.at[1] + y) for x, y in _corners(self.steps)]
        across, down = zip(*points, strict=True)
        return min(across), min(down), max(across), max(down)


def minify_svg(svg: bytes, name: str) -> bytes:
    """Minify a picture for a page, without title and description, which the page has itself.

    Parameters
    ----------
    name
        The class that the page's style sheet knows the picture by.

    Raises
    ------
    ValueError
        If the picture has a feature unused in the edition's charts, such as a gradient, a curve or a rotated label.
    """
    root = ET.fromstring(svg)  # noqa: S314  (drawn by the project itself a moment ago)
    named = [name for name in ("viewBox", "font-family", "font-size") if name in root.attrib]
    size = " ".join(f"{name}={quoteattr(root.attrib[name])}" for name in named)
    marks = [mark for child in root for mark in _marks(child, (0, 0), {"fill": "black"})]
    inside = "".join(_written(look, list(run)) for look, run in groupby(marks, key=lambda mark: mark.look))
    return f'<svg class="{name}" {size} fill="none">{inside}</svg>'.encode()


def _marks(element: ET.Element, origin: Dot, inherited: Mapping[str, str]) -> Iterator[_Mark]:
    """Yield the visible marks of an element, in the order of painting."""
    tag = element.tag.removeprefix(_SVG)
    if tag in {"title", "desc", "metadata"} or element.get("display") == "none":
        return
    at = _shifted(origin, element.get("transform", ""))
    looks = {**inherited, **{name: value for name, value in element.attrib.items() if name not in _WHERE}}
    if tag == "g":
        for child in element:
            yield from _marks(child, at, looks)
    elif any(looks.get(name, "none") not in {"none", "transparent"} for name in _PAINTED):
        yield from _mark(element, tag, at, looks)


def _mark(element: ET.Element, tag: str, at: Dot, looks: Mapping[str, str]) -> Iterator[_Mark]:
    without = {"stroke"} if looks.get("stroke-width") == "0" else frozenset[str]()
    shown = {name: value for name, value in looks.items() if (name, value) not in _SAID_ANYWAY and name not in without}
    look = tuple(sorted((name, value) for name, value in shown.items() if value != "none"))
    outline = element.get("d", "")
    title = element.findtext(f"{_SVG}title", "")
    circle = _CIRCLE.match(outline)
    if tag == "text":
        yield from _lines(element, at, look)
    elif tag == "line":
        bare = tuple(part for part in look if part[0] != "fill")
        end = (float(element.get("x2", "0")), float(element.get("y2", "0")))
        yield _Mark(bare, "path", at, (("l", end),), title=title)
    elif circle:
        yield _Mark(look, "circle", at, radius=float(circle[1]), title=title)
    elif tag == "path" and outline:
        first, *rest = _steps(outline)
        yield _Mark(look, "path", (at[0] + first[1][0], at[1] + first[1][1]), tuple(rest), title=title)
    elif tag != "path":
        raise ValueError(tag)


def _lines(element: ET.Element, at: Dot, look: Look) -> Iterator[_Mark]:
    """Yield the lines of a text, each as a mark of its own."""
    y = at[1]
    for part in (element, *element):
        y += float(part.get("dy", "0"))
        if part.text:
            yield _Mark(look, "text", (at[0], y), words=part.text)


def _shifted(origin: Dot, transform: str) -> Dot:
    match = _SHIFT.fullmatch(transform)
    if transform and not match:
        raise ValueError(transform)
    return (origin[0] + float(match[1]), origin[1] + float(match[2])) if match else origin


def _steps(outline: str) -> list[tuple[str, Dot]]:
    """Return the start of a path and its steps from point to point."""
    if _STEP.sub("", outline):
        raise ValueError(outline)
    steps: list[tuple[str, Dot]] = []
    x = y = 0.0
    for command, numbers in _STEP.findall(outline):
        given = [float(number) for number in numbers.split(",")] if numbers.strip() else [0.0]
        match command:
            case "h":
                dx, dy = given[0], 0.0
            case "v":
                dx, dy = 0.0, given[0]
            case "Z":
                dx = dy = 0.0
            case _:
                dx, dy = given[0] - x, given[1] - y
        steps.append(("z" if command == "Z" else "l", (dx, dy)))
        x, y = x + dx, y + dy
    return steps


def _corners(steps: tuple[tuple[str, Dot], ...]) -> list[Dot]:
    corners = [(0.0, 0.0)]
    for _, (dx, dy) in steps:
        corners.append((corners[-1][0] + dx, corners[-1][1] + dy))
    return corners


def _written(look: Look, run: list[_Mark]) -> str:
    """Write the marks of one style."""
    kinds = groupby(run, key=lambda mark: (mark.kind, bool(mark.title)))
    return "".join(_group(look, kind, list(marks), titled=titled) for (kind, titled), marks in kinds)


def _group(look: Look, kind: str, marks: list[_Mark], *, titled: bool) -> str:
    if titled:
        return f"<g{_attributes(look)}>{''.join(map(_titled, marks))}</g>"
    if kind == "path":
        return "".join(f'<path{_attributes(look)} d="{_outline(look, lot)}"/>' for lot in _lots(look, marks))
    dot = _dot(look, marks)
    if dot is not None:
        return f'<path{_attributes(dot)} d="{"".join(f"M{_point(mark.at)}h0" for mark in marks)}"/>'
    inside = "".join(_words(mark) if kind == "text" else _circle(mark) for mark in marks)
    return f"<g{_attributes(look)}>{inside}</g>"


def _titled(mark: _Mark) -> str:
    drawn = _circle(mark) if mark.kind == "circle" else f'<path d="{_path(mark, goes_on=False)}"/>'
    tag = drawn[1 : drawn.index(" ")]
    return f"{drawn.removesuffix('/>')}><title>{escape(mark.title)}</title></{tag}>"


def _dot(look: Look, marks: list[_Mark]) -> Look | None:
    """Return the style of zero-length lines with round caps, if they look like circles of one colour and size."""
    said = dict(look)
    if marks[0].kind != "circle" or len({mark.radius for mark in marks}) > 1 or "opacity" in said:
        return None
    colour = said.get("fill", "")
    edge = float(said.get("stroke-width", "1")) if "stroke" in said else 0.0
    if len(marks) == 1 or not colour or said.get("stroke", colour) != colour:
        return None
    return (("stroke", colour), ("stroke-linecap", "round"), ("stroke-width", _number(2 * marks[0].radius + edge, 2)))


def _lots(look: Look, marks: list[_Mark]) -> list[list[_Mark]]:
    """Group the marks for joint paths; overlapping marks stay apart, since a path would change their painting order."""
    said = dict(look)
    if "opacity" not in said and len({said[name] for name in _PAINTED if name in said}) == 1:
        return [marks]
    lots: list[list[_Mark]] = []
    for mark in marks:
        left, top, right, bottom = mark.covers
        free = lots and not any(
            left <= one[2] + 1 and one[0] <= right + 1 and top <= one[3] + 1 and one[1] <= bottom + 1
            for one in (other.covers for other in lots[-1])
        )
        if free:
            lots[-1].append(mark)
        else:
            lots.append([mark])
    return lots


def _outline(look: Look, marks: list[_Mark]) -> str:
    """Join the marks in one outline; a solid line continues from the end of the one before it."""
    solid = "stroke-dasharray" not in dict(look)
    opaque = "opacity" not in dict(look)
    parts: list[str] = []
    end = ""
    for mark in dict.fromkeys(marks) if opaque else marks:
        parts.append(_path(mark, goes_on=solid and _point(mark.at) == end))
        dx, dy = _corners(mark.steps)[-1]
        end = _point((mark.at[0] + dx, mark.at[1] + dy)) if mark.steps and mark.steps[-1][0] == "l" else ""
    return "".join(parts)


def _path(mark: _Mark, *, goes_on: bool) -> str:
    """Write a path in tenths of a px, rounding the end of each step, so that roundings do not add up."""
    x, y = (round(part, 1) for part in mark.at)
    written = [] if goes_on else [f"M{_point(mark.at)}"]
    end = mark.at
    for command, (dx, dy) in mark.steps:
        if command == "z":
            written.append("z")
            continue
        end = (end[0] + dx, end[1] + dy)
        across, down = round(end[0], 1) - x, round(end[1], 1) - y
        x, y = x + across, y + down
        written.append(_move(across, down))
    return "".join(written)


def _move(across: float, down: float) -> str:
    if not round(down, 1):
        return f"h{_number(across)}"
    if not round(across, 1):
        return f"v{_number(down)}"
    return f"l{_point((across, down))}"


def _words(mark: _Mark) -> str:
    x, y = (_number(part) for part in mark.at)
    across = "" if x == "0" else f' x="{x}"'
    return f'<text{across} y="{y}">{escape(mark.words)}</text>'


def _circle(mark: _Mark) -> str:
    x, y = mark.at
    return f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(mark.radius, 2)}"/>'


def _attributes(look: Look) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in look)


def _point(at: Dot) -> str:
    x, y = (_number(part) for part in at)
    return x + (y if y.startswith("-") else f",{y}")


def _number(value: float, digits: int = 1) -> str:
    """Write a number in as few characters as possible."""
    text = f"{round(value, digits):.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text
