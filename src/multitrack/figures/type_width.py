"""How wide a text is set, roughly: enough to lay out a key or a label before the chart is drawn."""

from __future__ import annotations

from math import fsum
from typing import Final

_NARROW: Final = frozenset("iljtfrI.,:;'|!()[]-·  ")
_WIDE: Final = frozenset("mwMWOQ@%—")
_EMS: Final = {"narrow": 0.31, "digit": 0.5, "lower": 0.51, "upper": 0.6, "wide": 0.82}


def text_width(text: str, size: float) -> float:
    """Return the width in px of a text in the charts' sans serif of ``size`` px, too wide rather than too narrow."""
    return size * fsum(_EMS[_kind(character)] for character in text)


def _kind(character: str) -> str:
    if character in _NARROW:
        return "narrow"
    if character in _WIDE:
        return "wide"
    if character.isdigit():
        return "digit"
    return "upper" if character.isupper() else "lower"
