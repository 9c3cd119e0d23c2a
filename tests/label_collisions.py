"""Collisions of labels with each other, with marks and with the picture's edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.svg_boxes import Label, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.svg_boxes import SvgBoxes

    from multitrack.charts.label_placement import Box

EDGE: Final = "edge"
MARK: Final = "mark"

_SLACK: Final = 0.5
"""Invisible overlap of outlines, in px."""
_GAP: Final = 1.5
"""Least gap between two labels on one line, in px: less than a space between words."""
_SQUARE: Final = 24


@dataclass(frozen=True)
class Collision:
    """A label that does not fit.

    Attributes
    ----------
    label
        The label to shorten.
    over_px
        Its excess.
    into
        The other label, or ``edge`` or ``mark``.
    """

    label: Label
    over_px: float
    into: str | Label


def find_collisions(drawing: SvgBoxes) -> Iterator[Collision]:
    """Find every label that leaves the picture, meets another label or lies on a mark."""
    for label in drawing.labels:
        if (over := _outside(label.box, drawing.room)) > _SLACK:
            yield Collision(label, over, EDGE)
    for one, other in _neighbours([*drawing.labels, *drawing.marks]):
        match one, other:
            case Label(), Label():
                yield from _between(one, other)
            case (Label() as label, Mark() as mark) | (Mark() as mark, Label() as label):
                if _lies_on(label.box, mark):
                    yield Collision(label, _over(label, mark.box), MARK)
            case _:
                pass


def find_labels_without_room(drawing: SvgBoxes) -> frozenset[str]:
    """Return the texts to drop from a crowded picture: each that leaves it or meets an earlier label or a mark."""
    taken = _Grid()
    for mark in drawing.marks:
        taken.add(mark)
    left_out: set[str] = set()
    for label in drawing.labels:
        beside = _widened(label.box)
        if _outside(label.box, drawing.room) > _SLACK or any(
            _meets(label, beside, part) for part in taken.near(beside)
        ):
            left_out.add(label.text)
        else:
            taken.add(label)
    return frozenset(left_out)


class _Grid:
    """Labels and marks by squares of the picture, so that each is compared with its neighbours only."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[Label | Mark]] = {}

    def add(self, part: Label | Mark) -> None:
        for square in _squares(part.box):
            self._squares.setdefault(square, []).append(part)

    def near(self, box: Box) -> Iterator[Label | Mark]:
        return (part for square in _squares(box) for part in self._squares.get(square, ()))


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    across, down = (
        range(int(first // _SQUARE), int(last // _SQUARE) + 1)
        for first, last in ((box.left, box.right), (box.top, box.bottom))
    )
    return ((x, y) for x in across for y in down)


def _widened(box: Box) -> Box:
    return type(box)(box.left - _GAP, box.top - _GAP, box.right + _GAP, box.bottom + _GAP)


def _meets(label: Label, beside: Box, part: Label | Mark) -> bool:
    return beside.touches(part.box) if isinstance(part, Label) else _lies_on(label.box, part)


def _outside(box: Box, room: Box) -> float:
    return max(room.left - box.left, room.top - box.top, box.right - room.right, box.bottom - room.bottom)


def _neighbours(parts: Sequence[Label | Mark]) -> Iterator[tuple[Label | Mark, Label | Mark]]:
    """Yield the pairs that overlap in height, except pairs of marks, which may overlap."""
    open_parts: list[Label | Mark] = []
    for part in sorted(parts, key=lambda part: part.box.top):
        open_parts = [one for one in open_parts if one.box.bottom > part.box.top]
        is_label = isinstance(part, Label)
        yield from ((one, part) for one in open_parts if is_label or isinstance(one, Label))
        open_parts.append(part)


def _between(one: Label, other: Label) -> Iterator[Collision]:
    left, right = sorted((one, other), key=lambda label: label.box.left)
    shared_height = min(left.box.bottom, right.box.bottom) - max(left.box.top, right.box.top)
    if shared_height <= _SLACK or left.box.right + _GAP <= right.box.left:
        return
    if left.anchor == "end" and right.anchor != "start":
        left, right = right, left
    yield Collision(left, _over(left, right.box) + _GAP, right)


def _lies_on(box: Box, mark: Mark) -> bool:
    inner = _shrunk(box)
    return inner.touches(mark.box) and (mark.ends is None or _crosses(inner, mark))


def _shrunk(box: Box) -> Box:
    return type(box)(box.left + _SLACK, box.top + _SLACK, box.right - _SLACK, box.bottom - _SLACK)


def _crosses(box: Box, mark: Mark) -> bool:
    """Test a box for a straight line through it, ignoring stroke widths (Liang and Barsky)."""
    if mark.ends is None:
        return False
    (x, y), (to_x, to_y) = mark.ends
    first, last = 0.0, 1.0
    for start, step, low, high in ((x, to_x - x, box.left, box.right), (y, to_y - y, box.top, box.bottom)):
        if step == 0:
            if not low < start < high:
                return False
            continue
        enters, leaves = sorted(((low - start) / step, (high - start) / step))
        first, last = max(first, enters), min(last, leaves)
    return first < last


def _over(label: Label, obstacle: Box) -> float:
    """Return a label's excess in px over the space between its anchor and an obstacle."""
    ahead, behind = label.box.right - obstacle.left, obstacle.right - label.box.left
    return {"start": ahead, "end": behind}.get(label.anchor, min(ahead, behind))
