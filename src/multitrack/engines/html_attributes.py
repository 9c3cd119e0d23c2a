"""What Pandoc writes into a page's tags though neither its style nor its script nor a reader's program asks for it."""

from __future__ import annotations

import re
from typing import Final

_TAG: Final = re.compile(r"<[a-z][^<>]*>")
_UNREAD: Final = re.compile(r'(?<=") id="toc-[^"]*"| data-(?:number|cites)="[^"]*"| role="doc-biblioref"')
_CLASSES: Final = re.compile(r' class="([^"]*)"')
_UNREAD_CLASSES: Final = frozenset(
    {*(f"level{level}" for level in range(1, 7)), "unnumbered", "unlisted", "toc-section-number"}
)


def shorter(page: str) -> str:
    """Return a page with the same elements, without the attributes of its body that nobody reads."""
    head, start, body = page.partition("<body")
    return head + start + _TAG.sub(lambda tag: _CLASSES.sub(_read, _UNREAD.sub("", tag[0])), body)


def _read(classes: re.Match[str]) -> str:
    kept = " ".join(name for name in classes[1].split() if name not in _UNREAD_CLASSES)
    return f' class="{kept}"' if kept else ""
