"""Lint of a page on Pandoc's tree: cross-references, citations, pictures, anchors; and no code to run."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self, cast

from multitrack.characters import REMEDY, is_web_address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from multitrack.engines.pages import Page
    from multitrack.errors import Problem

_NUMBERED: Final = re.compile(r"(fig|tbl|sec)-")
# Pandoc does not know such attributes and keeps them as code; Quarto would run the cell, or fail without an engine.
_CELL: Final = re.compile(r"^\{[A-Za-z][\w-]*[^}]*\}")
_SCHEME: Final = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.\s-]*:|//")
"""Start of an address outside the edition, as a browser reads it."""
_MAIL: Final = re.compile(r"mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")
_CONDITIONAL: Final = frozenset({"content-visible", "content-hidden"})
_CONDITIONS: Final = frozenset(
    (name, value) for name in ("when-format", "unless-format") for value in ("html", "typst")
)


@dataclass
class _Inventory:
    """The contents of a page's tree."""

    anchors: list[str] = field(default_factory=list[str])
    unnumbered: set[str] = field(default_factory=set[str])
    cited: list[str] = field(default_factory=list[str])
    linked: list[str] = field(default_factory=list[str])
    addresses: list[str] = field(default_factory=list[str])
    pictures: list[str] = field(default_factory=list[str])
    raw: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    cells: list[str] = field(default_factory=list[str])
    conditions: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


@dataclass(frozen=True)
class References:
    """The references of a page, and their problems.

    Attributes
    ----------
    page
        The page, for the places of problems.
    """

    page: Page
    _found: _Inventory

    @classmethod
    def of(cls, page: Page, blocks: list[Any]) -> Self:
        """Find the references in a page's tree, Pandoc's JSON."""
        return cls(page, _take_stock(blocks))

    def problems(self, works: Collection[str]) -> list[Problem]:
        """Return broken references except to pictures, repeated anchors, raw code and cells.

        Parameters
        ----------
        works
            The keys of the bibliography.
        """
        return [
            *_unresolved(self.page, self._found),
            *_uncited(self.page, self._found, works),
            *_doubled(self.page, self._found),
            *_raw_code(self.page, self._found),
            *_strange_addresses(self.page, self._found),
            *_cells(self.page, self._found),
            *_unknown_conditions(self.page, self._found),
        ]

    def find_missing_pictures(self, workspace: Path) -> list[Problem]:
        """Return every missing picture, and every one outside the workspace."""
        return list(_missing_pictures(self.page, self._found, workspace))


def _unresolved(page: Page, found: _Inventory) -> Iterator[Problem]:
    for name in filter(_NUMBERED.match, dict.fromkeys(found.cited)):
        line = page.find(rf"@{re.escape(name)}(?![\w-])")
        if name not in found.anchors:
            remedy = f"correct it, or give the part that is meant the id #{name}"
            yield line.problem(f"@{name} refers to nothing", remedy)
        elif name in found.unnumbered:
            remedy = "number the section, or name it in words"
            yield line.problem(f"@{name} refers to a section without a number", remedy)
    set_by_citeproc = {f"ref-{name}" for name in found.cited}
    for name in dict.fromkeys(found.linked):
        if name not in found.anchors and name not in set_by_citeproc:
            line = page.find(rf"\(#{re.escape(name)}\)")
            yield line.problem(f"a link leads to #{name}, which is nowhere", "correct it")


def _uncited(page: Page, found: _Inventory, works: Collection[str]) -> Iterator[Problem]:
    for name in dict.fromkeys(found.cited):
        if not _NUMBERED.match(name) and name not in works:
            line = page.find(rf"@\{{?{re.escape(name)}(?![\w-])")
            yield line.problem(f"@{name} cites nothing", "correct it, or add the entry to the bibliography")


def _doubled(page: Page, found: _Inventory) -> Iterator[Problem]:
    for name, count in Counter(found.anchors).items():
        if count > 1:
            line = page.find(rf"#{re.escape(name)}(?![\w-])", occurrence=2)
            yield line.problem(f"the id #{name} occurs {count} times", "give each part an id of its own")


def _missing_pictures(page: Page, found: _Inventory, workspace: Path) -> Iterator[Problem]:
    for path in dict.fromkeys(found.pictures):
        file = (workspace / path).resolve()
        if not file.is_relative_to(workspace.resolve()) or not file.is_file():
            line = page.find(re.escape(f"({path})"))
            yield line.problem(f"there is no picture {path} in the report", "correct the path")


def _raw_code(page: Page, found: _Inventory) -> Iterator[Problem]:
    for kind, code in dict.fromkeys(found.raw):
        start = code.strip().splitlines()[0] if code.strip() else ""
        line = page.find(re.escape(start))
        yield line.problem(f"raw {kind}: {start}", "write it in Markdown, or put a backslash before it if it is text")


def _strange_addresses(page: Page, found: _Inventory) -> Iterator[Problem]:
    for address in dict.fromkeys(found.addresses):
        if _SCHEME.match(address) and not is_web_address(address) and not _MAIL.fullmatch(address):
            yield page.find(re.escape(address)).problem(f"{address} is no address of the web", REMEDY)


def _cells(page: Page, found: _Inventory) -> Iterator[Problem]:
    for cell in dict.fromkeys(found.cells):
        remedy = "compute it in the program, or put a dot before the name if it is to be shown"
        yield page.find(re.escape(cell)).problem(f"{cell} is a cell to be run", remedy)


def _unknown_conditions(page: Page, found: _Inventory) -> Iterator[Problem]:
    for name, value in dict.fromkeys(found.conditions):
        if (name, value) not in _CONDITIONS:
            line = page.find(rf'{re.escape(name)}="?{re.escape(value)}')
            remedy = 'take when-format or unless-format with "html" or "typst"'
            yield line.problem(f'unknown condition {name}="{value}"', remedy)


def _take_stock(blocks: list[Any]) -> _Inventory:
    found = _Inventory()
    for kind, content in _elements(blocks):
        if kind == "Span" and "target" in dict(content[0][2]):
            found.cited.append(dict(content[0][2])["target"])
        elif kind == "Cite":
            found.cited += [citation["citationId"] for citation in content[0]]
        elif kind in {"RawBlock", "RawInline"}:
            found.raw.append((content[0], content[1]))
        elif kind == "Code":
            found.cells += _CELL.findall(content[1])
        elif kind == "Link" and content[2][0].startswith("#"):
            found.linked.append(content[2][0][1:])
        elif kind == "Link":
            found.addresses.append(content[2][0])
        elif kind == "Image":
            found.pictures.append(content[2][0])
        if kind in {"Header", "Div", "Span"}:
            _note_attributes(found, *(content[1] if kind == "Header" else content[0]))
    return found


def _note_attributes(found: _Inventory, identifier: str, classes: list[str], pairs: list[list[str]]) -> None:
    found.anchors += [identifier] if identifier else []
    if "unnumbered" in classes:
        found.unnumbered.add(identifier)
    if _CONDITIONAL.intersection(classes):
        found.conditions += [(name, value) for name, value in pairs]


def _elements(tree: object) -> Iterator[tuple[str, Any]]:
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
