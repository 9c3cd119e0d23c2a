"""Conditional blocks of a page, in Quarto's syntax.

A block ``{.content-visible when-meta="edition.second-coding"}`` stays if that is true, one with ``.content-hidden`` if
it is not. Conditions are resolved before either engine reads the page, since a removed block may name numbers and
tables that do not exist.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from multitrack.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_OPENING: Final = re.compile(
    r'(?P<fence>:{3,})\s*\{\.content-(?P<kind>visible|hidden)\s+when-meta="(?P<key>[^"]+)"\}\s*'
)


def read_pages(workspace: Path) -> Mapping[Path, str]:
    """Return the pages in a copy of the report."""
    return {page: page.read_text(encoding="utf-8") for page in sorted(workspace.rglob("*.qmd"))}


def settle_pages(workspace: Path, conditions: Mapping[str, bool]) -> None:
    """Resolve the blocks of all pages in a copy of the report, by NAME in ``edition.NAME``; errors as of settle."""
    asked = {f"edition.{name}": holds for name, holds in conditions.items()}
    for page, text in read_pages(workspace).items():
        settled = settle(page.relative_to(workspace.parent).as_posix(), text, asked)
        if settled != text:
            page.write_text(settled, encoding="utf-8", newline="\n")


def settle(file: str, text: str, conditions: Mapping[str, bool]) -> str:
    """Resolve the conditional blocks of a page, and keep the numbers of its lines.

    Parameters
    ----------
    conditions
        Key → value; a block with any other key stays unchanged.

    Raises
    ------
    InputError
        If a block is not closed by a line with the same number of colons.
    """
    lines = text.splitlines(keepends=True)
    at = 0
    while at < len(lines):
        opening = _OPENING.fullmatch(lines[at].rstrip("\n"))
        if opening and opening["key"] in conditions:
            end = next((one for one in range(at + 1, len(lines)) if lines[one].rstrip() == opening["fence"]), None)
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
