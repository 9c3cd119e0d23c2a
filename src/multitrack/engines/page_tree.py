"""The tree of a page in parts, of which only those that are new have to be written in full.

What becomes of a part depends on the part itself, and on the outline of the others: their headings, which are numbered
and listed, and the ids of their figures and tables. So an outline stands for a part that is kept as it was written, and
marks before the parts and at the end show where what has been written is to be cut.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from multitrack.engines.pandoc_tree import walk_elements

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

_MARKS: Final = {"html": "<!-- part {} of multitrack -->", "typst": "// part {} of multitrack"}
"""Language → a comment in it."""
_FLOAT: Final = re.compile(r"(?:fig|tbl)-")
_OF_BLOCKS: Final = frozenset({"BlockQuote", "BulletList", "DefinitionList", "Figure", "OrderedList", "Table"})
_LIFTED: Final = "abstract"
"""Class of a div that filters may take out of its part."""


@dataclass(frozen=True)
class PageTree:
    """A page's tree, Pandoc's JSON.

    Attributes
    ----------
    frame
        The tree without its blocks.
    parts
        Name → blocks of each part. The first has no heading of its own, and is always written in full.
    """

    frame: Mapping[str, Any]
    parts: Mapping[str, list[Any]]

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Name of a part → its blocks as JSON, without the brackets."""
        return {name: _dump(blocks) for name, blocks in self.parts.items()}

    @cached_property
    def outlines(self) -> Mapping[str, str]:
        """Name of a part → its outline as JSON, without the brackets."""
        return {name: _dump(list(_outline(blocks))) for name, blocks in self.parts.items()}

    @cached_property
    def whole(self) -> bytes:
        """The tree as JSON."""
        return self._join(self.texts.values())

    @property
    def is_divisible(self) -> bool:
        """True if every part but the first begins a chapter, and no note stands with others at the page's end."""
        _, *others = self.parts.values()
        begin = all(blocks and blocks[0]["t"] == "Header" and blocks[0]["c"][0] == 1 for blocks in others)
        return bool(others) and begin and b'{"t":"Note"' not in self.whole

    def mark(self, full: Collection[str], language: str) -> bytes:
        """Return the tree as JSON with a mark in raw code before each part but the first, which :func:`cut` finds.

        Parameters
        ----------
        full
            Names of the parts to be written; the others are there in outline.
        """
        first, *others = self.parts
        marked = [self.texts[first]]
        for place, name in enumerate(others, 1):
            kept = "" if name in full else _dump(list(_outline(self.parts[name], lifted=True)))
            marked += [_mark(place, language), kept or self.texts[name]]
        return self._join([*marked, _mark(len(others) + 1, language)])

    def _join(self, texts: Iterable[str]) -> bytes:
        return f'{_dump(self.frame)[:-1]},"blocks":[{",".join(filter(None, texts))}]}}'.encode()


def cut(written: bytes, count: int) -> list[bytes]:
    """Cut what was written of a tree at its marks; return nothing if not every mark is there in its place."""
    pieces = re.split(rb"(?:<!--|//) part (\d+) of multitrack(?: -->)?\n+", written)
    places = [int(place) for place in pieces[1::2]]
    return pieces[::2] if places == list(range(1, count + 1)) else []


def _mark(place: int, language: str) -> str:
    return _dump([{"t": "RawBlock", "c": [language, _MARKS[language].format(place)]}])


def _outline(blocks: Iterable[Any], *, lifted: bool = False) -> Iterator[Any]:
    """Yield headings, figures and tables without content, and the divs around them; perhaps all that may be lifted."""
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind == "Div":
            (name, classes, _), inner = content
            if lifted and _LIFTED in classes:
                yield block
            elif _FLOAT.match(name):
                yield {"t": "Div", "c": [content[0], []]}
            elif within := list(_outline(inner, lifted=lifted)):
                yield {"t": "Div", "c": [content[0], within]}
        elif kind == "Header" or (
            kind in _OF_BLOCKS and any(_is_told(*one, lifted=lifted) for one in walk_elements(content))
        ):
            yield block


def _is_told(kind: str, content: Any, *, lifted: bool) -> bool:  # noqa: ANN401  (JSON has no narrower type)
    if kind == "Div":
        name, classes, _ = content[0]
        return bool(_FLOAT.match(name)) or (lifted and _LIFTED in classes)
    return kind == "Header"


def _dump(value: Any) -> str:  # noqa: ANN401  (as above)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text[1:-1] if isinstance(value, list) else text
