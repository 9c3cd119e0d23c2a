"""Parts of a page that are there only if the data have something for them, as Quarto marks them.

A block ``{.content-visible when-meta="edition.second-coding"}`` stays if that is true, one with ``.content-hidden`` if
it is not. It is settled before either engine reads the page: what goes out may name numbers and tables that are not
there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from multitrack.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

_OPENING: Final = re.compile(
    r'(?P<fence>:{3,})\s*\{\.content-(?P<kind>visible|hidden)\s+when-meta="(?P<key>[^"]+)"\}\s*'
)


def settle(file: str, text: str, conditions: Mapping[str, bool]) -> str:
    """Return a page without the marks of its conditional blocks and without those that go out, on the same lines.

    Parameters
    ----------
    file
        The page's name, for what is wrong with it.
    conditions
        Key → whether it is true; a block with any other key is left as it is.

    Raises
    ------
    InputError
        If a block is not closed by a line with as many colons as it begins with.
    """
    lines = text.splitlines(keepends=True)
    at = 0
    while at < len(lines):
        opening = _OPENING.fullmatch(lines[at].rstrip("\n"))
        if opening and opening["key"] in conditions:
            end = _closing(lines, at, opening["fence"])
            if end is None:
                remedy = f"close it with a line of {len(opening['fence'])} colons"
                raise InputError([Problem(file, at + 1, "", "the block is never closed", remedy)])
            kept = conditions[opening["key"]] == (opening["kind"] == "visible")
            for place in range(at, end + 1):
                if not kept or place in (at, end):
                    lines[place] = "\n"
            at = end
        at += 1
    return "".join(lines)


def _closing(lines: list[str], opening: int, fence: str) -> int | None:
    return next((place for place in range(opening + 1, len(lines)) if lines[place].rstrip() == fence), None)
