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
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: Box) -> bool:
        """Test another box for lying inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


def place_labels(
    dots: Sequence[tuple[float, float, float]], sizes: Sequence[tuple[float, float]], room: Box
) -> list[tuple[str, float]]:
    """Return the side of each label, and its gap in px from the middle of its dot.

    The side is the first of ``right``, ``left``, ``above`` and ``below`` on which the label touches no dot and no
    earlier label; empty if there is none. A label stands beside all dots on which its own dot lies.

    Parameters
    ----------
    dots
        Middle and radius of the dots in px, the most important first.
    sizes
        Width and height of each label in px.
    room
        Bounds of the labels.
    """
    squares = [Box(x - radius, y - radius, x + radius, y + radius) for x, y, radius in dots]
    labels: list[Box] = []
    placed: list[tuple[str, float]] = []
    for (x, y, _), (width, height) in zip(dots, sizes, strict=True):
        under = [box for box in squares if box.holds(Box(x, y, x, y))]
        taken = [*(box for box in squares if box not in under), *labels]
        gap = max(max(x - box.left, box.right - x, y - box.top, box.bottom - y) for box in under)
        boxes = {
            "right": Box(x + gap + 1, y - height / 2, x + gap + 1 + width, y + height / 2),
            "left": Box(x - gap - 1 - width, y - height / 2, x - gap - 1, y + height / 2),
            "above": Box(x - width / 2, y - gap - height, x + width / 2, y - gap),
            "below": Box(x - width / 2, y + gap, x + width / 2, y + gap + height),
        }
        free = (side for side, box in boxes.items() if room.holds(box) and not any(map(box.touches, taken)))
        side = next(free, "")
        labels += [boxes[side]] if side else []
        placed.append((side, round(gap + 1, 1)))
    return placed
