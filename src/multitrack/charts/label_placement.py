"""Placement of names beside dots: the first side of each that is free."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Box:
    """A rectangle in px from the plot's corner."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Test two boxes for a common point."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    @property
    def middle(self) -> tuple[float, float]:
        """The middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def covers_middle_of(self, other: Box) -> bool:
        """Test another box for a middle in this one."""
        x, y = other.middle
        return self.left < x < self.right and self.top < y < self.bottom

    def grow_over(self, others: Sequence[Box]) -> Box:
        """Return the square around the same middle that covers all others."""
        x, y = self.middle
        return Box.around(x, y, max(max(x - box.left, box.right - x, y - box.top, box.bottom - y) for box in others))

    @classmethod
    def around(cls, x: float, y: float, radius: float) -> Box:
        """Return the square around a mark."""
        return cls(x - radius, y - radius, x + radius, y + radius)


def place_labels(
    dots: Sequence[Box], sizes: Sequence[tuple[float, float]], room: Box, sides: Sequence[str]
) -> tuple[list[str], list[float]]:
    """Return the side of each label, and its gap in px from the middle of its dot.

    The side is the first on which the label touches no dot and no earlier label; empty if there is none.

    Parameters
    ----------
    dots
        The dots, the most important first.
    sizes
        Width and height of each label in px.
    room
        Bounds of the labels.
    sides
        Some of ``right``, ``left``, ``above`` and ``below``, best first.
    """
    taken = list(dots)
    chosen: list[str] = []
    gaps: list[float] = []
    for dot, size in zip(dots, sizes, strict=True):
        under = [box for box in dots if box.covers_middle_of(dot)]
        whole = dot.grow_over(under)
        boxes = {side: _beside(whole, size, side) for side in sides}
        others = [box for box in taken if box not in under]
        free = [side for side, box in boxes.items() if _is_free(box, others, room)]
        chosen.append(free[0] if free else "")
        gaps.append(round((whole.right - whole.left) / 2 + 1, 1))
        if free:
            taken.append(boxes[free[0]])
    return chosen, gaps


def _is_free(box: Box, others: Sequence[Box], room: Box) -> bool:
    inside = room.left <= box.left and box.right <= room.right and room.top <= box.top and box.bottom <= room.bottom
    return inside and not any(box.touches(other) for other in others)


def _beside(dot: Box, size: tuple[float, float], side: str) -> Box:
    (width, height), (x, y) = size, dot.middle
    left, top = {
        "right": (dot.right + 1, y - height / 2),
        "left": (dot.left - 1 - width, y - height / 2),
        "above": (x - width / 2, dot.top - height),
        "below": (x - width / 2, dot.bottom),
    }[side]
    return Box(left, top, left + width, top + height)
