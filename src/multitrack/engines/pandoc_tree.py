"""Pandoc's tree of a page, as JSON: its elements, and merging of its strings."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TEXTS: Final = frozenset({"Para", "Plain", "Header", "LineBlock", "DefinitionList"})
"""Blocks that hold text of their own."""
_WORDS_AND_GAPS: Final = frozenset({"Str", "Space", "SoftBreak"})


def walk_elements(tree: object) -> Iterator[tuple[str, Any]]:
    """Yield kind and content of every element of a tree, in any order."""
    waiting: list[Any] = [tree]
    while waiting:
        node: Any = waiting.pop()
        if isinstance(node, dict):
            element = cast("dict[str, Any]", node)
            if "t" in element and "c" in element:
                yield element["t"], element["c"]
            waiting.extend(element.values())
        elif isinstance(node, list):
            waiting.extend(cast("list[Any]", node))


def find_citing(blocks: list[Any]) -> Iterator[dict[str, Any]]:
    """Yield the outermost blocks that citeproc may change, in the document's order: texts that cite, and the works."""
    waiting: list[Any] = [blocks]
    while waiting:
        node: Any = waiting.pop()
        if isinstance(node, dict):
            element = cast("dict[str, Any]", node)
            kind, content = element["t"], element.get("c", [])
            if kind in _TEXTS:
                cites = any(within == "Cite" for within, _ in walk_elements(content))
                yield from [element] if cites else []
            elif kind == "Div" and content[0][0] == "refs":
                yield element
            else:
                waiting.append(content)
        elif isinstance(node, list):
            waiting.extend(reversed(cast("list[Any]", node)))


def shift_notes(blocks: list[Any], *, by: int) -> None:
    """Count the notes of citations in place as if others stood before them; some styles compare their numbers."""
    for kind, content in walk_elements(blocks):
        for citation in content[0] if kind == "Cite" else ():
            citation["citationNoteNum"] += by


def join_words(blocks: list[Any], *, but: Iterable[object] = ()) -> None:
    """Merge runs of words and spaces in place into one element each; Pandoc has one for each word and each space.

    The tree has a third of its bytes then, and Pandoc reads, filters and writes it twice as fast. The output is the
    same as long as lines are not wrapped.

    Parameters
    ----------
    but
        Elements that are left as they are.
    """
    left = {id(element) for element in but}
    waiting: list[Any] = [blocks]
    while waiting:
        node: Any = waiting.pop()
        if isinstance(node, dict) and id(cast("object", node)) not in left:
            waiting.extend(cast("dict[str, Any]", node).values())
        elif isinstance(node, list):
            elements = cast("list[Any]", node)
            elements[:] = _joined(elements)
            waiting.extend(elements)


def _joined(elements: list[Any]) -> Iterator[Any]:
    for are_words, run in groupby(elements, _is_word_or_gap):
        if are_words:
            yield {"t": "Str", "c": "".join(one.get("c", " ") for one in run)}
        else:
            yield from run


def _is_word_or_gap(element: object) -> bool:
    return isinstance(element, dict) and cast("dict[str, Any]", element).get("t") in _WORDS_AND_GAPS
