"""How wide a text is set, roughly: enough to lay out a key or a label before the chart is drawn."""

from __future__ import annotations

from math import ceil, fsum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_NARROW: Final = frozenset("iljtfrI.,:;'|!()[]-·  ")
_WIDE: Final = frozenset("mwMWOQ@%—")
_EMS: Final = {"narrow": 0.31, "digit": 0.5, "lower": 0.51, "upper": 0.6, "wide": 0.82}


def text_width(text: str, size: float) -> float:
    """Return the width in px of a text in the charts' sans serif of ``size`` px, too wide rather than too narrow."""
    return size * fsum(_EMS[_kind(character)] for character in text)


def margin(words: Iterable[str], size: float, *, beside: float, least: int) -> int:
    """Return the room in px that words at the side of a plot need.

    Parameters
    ----------
    beside
        What stays free between them and the plot.
    least
        The room that is kept for short words too. It grows by half at the most: words that need more are too long.
    """
    widest = max((text_width(text, size) for text in words), default=0)
    return min(max(least, ceil(widest + beside)), least + least // 2)


def _kind(character: str) -> str:
    if character in _NARROW:
        return "narrow"
    if character in _WIDE:
        return "wide"
    if character.isdigit():
        return "digit"
    return "upper" if character.isupper() else "lower"
