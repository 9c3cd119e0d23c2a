"""Placement of labels: the first of several places that is free."""

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

    @classmethod
    def around(cls, x: float, y: float, radius: float) -> Box:
        """Return the square around a mark."""
        return cls(x - radius, y - radius, x + radius, y + radius)


def find_first_free(candidates: Sequence[Box], taken: Sequence[Box], room: Box) -> int:
    """Return the index of the first candidate inside ``room`` that touches nothing, or 0 if none is free."""

    def is_free(box: Box) -> bool:
        inside = room.left <= box.left and box.right <= room.right and room.top <= box.top and box.bottom <= room.bottom
        return inside and not any(box.touches(other) for other in taken)

    return next((index for index, box in enumerate(candidates) if is_free(box)), 0)
