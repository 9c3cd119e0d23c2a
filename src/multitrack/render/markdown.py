"""Markdown: escaping of plain text, and blocks around it."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MARK: Final = re.compile(f"[{re.escape(string.punctuation)}]")
_SPACE: Final = re.compile(r"[ \t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def escape(text: str) -> str:
    r"""Escape text as one line of Markdown, with a backslash before each ASCII punctuation.

    By Pandoc's ``all_symbols_escapable`` it is plain text then, be it HTML, raw Typst, links or shortcodes.
    Spaces at the ends are removed, so that nothing is indented into code; no-break and figure spaces stay.
    """
    return _MARK.sub(r"\\\g<0>", _SPACE.sub(" ", text).strip(" "))


def escape_attribute(text: str) -> str:
    """Escape text as the value of an attribute in double quotes.

    Pandoc ignores a quote with a space of any kind after it, so a leading space is written as its number.
    """
    written = escape(text)
    return f"&#{ord(written[0])};{written[1:]}" if written[:1].isspace() else written


_CODE: Final = re.compile(r"(?<![\w-])[A-Z](?:\d+\\-)?\d+(?!\w|\\-)")


def link_codes(markdown: str, places: Mapping[str, str]) -> str:
    """Return escaped Markdown with each code of a row as a link to its anchor in ``places``, if it has one there."""

    def link(found: re.Match[str]) -> str:
        place = places.get(found[0].replace("\\", ""))
        return f"[{found[0]}](#{place})" if place else found[0]

    return _CODE.sub(link, markdown)


def make_division(attributes: str, blocks: Iterable[str]) -> str:
    """Return blocks in a fenced division with attributes such as ``.edition-note`` or ``#tbl-x widths="40,60"``."""
    return f"::: {{{attributes}}}\n{join_paragraphs(blocks)}\n:::"


def make_span(attributes: str, content: str) -> str:
    """Return inline Markdown with attributes such as ``.provenance``."""
    return f"[{content}]{{{attributes}}}"


def join_paragraphs(blocks: Iterable[str]) -> str:
    """Return blocks of Markdown with an empty line between them, without the empty ones."""
    return "\n\n".join(block for block in blocks if block)
