"""Lint of a page on Pandoc's tree: cross-references, citations, pictures, anchors; and no code to run."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self, cast

from multitrack.characters import REMEDY, is_web_address
from multitrack.engines.pandoc_tree import walk_elements

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
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
_FORMATS: Final = ("html", "typst")
_CONDITIONS: Final = frozenset((name, value) for name in ("when-format", "unless-format") for value in _FORMATS)


@dataclass
class References:
    """The references of a page and what they lead to, as its tree has them, and their problems."""

    page: Page
    anchors: list[str] = field(default_factory=list[str])
    unnumbered: set[str] = field(default_factory=set[str])
    cited: list[str] = field(default_factory=list[str])
    linked: list[str] = field(default_factory=list[str])
    addresses: list[str] = field(default_factory=list[str])
    pictures: list[str] = field(default_factory=list[str])
    raw: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    formulas: list[str] = field(default_factory=list[str])
    cells: list[str] = field(default_factory=list[str])
    conditions: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    shown: dict[str, Self] = field(default_factory=dict[str, Self])

    @classmethod
    def of(cls, page: Page, blocks: list[Any]) -> Self:
        """Find the references in a page's tree, Pandoc's JSON, in all and in what each format shows."""
        found = cls._in(page, blocks)
        if found.conditions:
            found.shown = {name: cls._in(page, _leave_out(blocks, name)) for name in _FORMATS}
        return found

    @classmethod
    def _in(cls, page: Page, blocks: list[Any]) -> Self:
        found = cls(page)
        for kind, content in walk_elements(blocks):
            found._note(kind, content)
        return found

    @property
    def doubled(self) -> Mapping[str, int]:
        """Each anchor that occurs more than once, and how often."""
        return {name: count for name, count in Counter(self.anchors).items() if count > 1}

    def problems(self, works: Collection[str]) -> list[Problem]:
        """Return broken references except to pictures, repeated anchors, raw code and cells; works are given by key."""
        return [
            *self._unresolved(),
            *self._uncited(works),
            *self._doubled(),
            *self._raw_code(),
            *self._formulas(),
            *self._defined_twice(),
            *self._left_out(),
            *self._strange_addresses(),
            *self._cells(),
            *self._unknown_conditions(),
        ]

    def find_missing_pictures(self, workspace: Path) -> Iterator[Problem]:
        """Find every missing picture, and every one outside the workspace."""
        for path in dict.fromkeys(self.pictures):
            file = (workspace / path).resolve()
            if not file.is_relative_to(workspace.resolve()) or not file.is_file():
                line = self.page.find(re.escape(f"({path})"))
                yield line.problem(f"there is no picture {path} in the report", "correct the path")

    def _note(self, kind: str, content: Any) -> None:  # noqa: ANN401  (JSON has no narrower type)
        if kind == "Span" and "target" in dict(content[0][2]):
            self.cited.append(dict(content[0][2])["target"])
        elif kind == "Cite":
            self.cited += [citation["citationId"] for citation in content[0]]
        elif kind in {"RawBlock", "RawInline"}:
            self.raw.append((content[0], content[1]))
        elif kind == "Math":
            self.formulas.append(content[1])
        elif kind == "Code":
            self.cells += _CELL.findall(content[1])
        elif kind == "Link" and content[2][0].startswith("#"):
            self.linked.append(content[2][0][1:])
        elif kind == "Link":
            self.addresses.append(content[2][0])
        elif kind == "Image":
            self.pictures.append(content[2][0])
        if kind in {"Header", "Div", "Span"}:
            self._note_attributes(*(content[1] if kind == "Header" else content[0]))

    def _note_attributes(self, identifier: str, classes: list[str], pairs: list[list[str]]) -> None:
        self.anchors += [identifier] if identifier else []
        if "unnumbered" in classes:
            self.unnumbered.add(identifier)
        if _CONDITIONAL.intersection(classes):
            self.conditions += [(name, value) for name, value in pairs]

    def _unresolved(self) -> Iterator[Problem]:
        for name in filter(_NUMBERED.match, dict.fromkeys(self.cited)):
            if name in self.anchors and name not in self.unnumbered:
                continue
            line = self.page.find(rf"@{re.escape(name)}(?![\w-])")
            if name not in self.anchors:
                remedy = f"correct it, or give the part that is meant the id #{name}"
                yield line.problem(f"@{name} refers to nothing", remedy)
            else:
                remedy = "number the section, or name it in words"
                yield line.problem(f"@{name} refers to a section without a number", remedy)
        set_by_citeproc = {f"ref-{name}" for name in self.cited}
        for name in dict.fromkeys(self.linked):
            if name not in self.anchors and name not in set_by_citeproc:
                line = self.page.find(rf"\(#{re.escape(name)}\)")
                yield line.problem(f"a link leads to #{name}, which is nowhere", "correct it")

    def _uncited(self, works: Collection[str]) -> Iterator[Problem]:
        for name in dict.fromkeys(self.cited):
            if not _NUMBERED.match(name) and name not in works:
                line = self.page.find(rf"@\{{?{re.escape(name)}(?![\w-])")
                yield line.problem(f"@{name} cites nothing", "correct it, or add the entry to the bibliography")

    def _doubled(self) -> Iterator[Problem]:
        for name, count in self.doubled.items():
            line = self.page.find(rf"#{re.escape(name)}(?![\w-])", occurrence=2)
            yield line.problem(f"the id #{name} occurs {count} times", "give each part an id of its own")

    def _raw_code(self) -> Iterator[Problem]:
        for kind, code in dict.fromkeys(self.raw):
            start = code.strip().splitlines()[0] if code.strip() else ""
            remedy = "write it in Markdown, or put a backslash before it if it is text"
            yield self.page.find(re.escape(start)).problem(f"raw {kind}: {start}", remedy)

    def _formulas(self) -> Iterator[Problem]:
        for formula in dict.fromkeys(self.formulas):
            start, *_ = formula.strip().splitlines() or [""]
            remedy = "write it in letters, or put a backslash before each $"
            found = f"the PDF has no typeface for the formula {start}"
            yield self.page.find(re.escape(start)).problem(found, remedy)

    def _defined_twice(self) -> Iterator[Problem]:
        for label, line in self.page.doubled.items():
            yield line.problem(f"[{label}] is defined for the second time", "give each note or link its own label")

    def _left_out(self) -> Iterator[Problem]:
        """Find references to what a format leaves out."""
        for name, shown in self.shown.items():
            missing = {*self.anchors} - {*shown.anchors}
            for target in dict.fromkeys([*shown.cited, *shown.linked]):
                if target in missing:
                    line = self.page.find(rf"[@#]{re.escape(target)}(?![\w-])(?!\}})")
                    found = f"{target} is left out in the format {name}, and referred to there"
                    yield line.problem(found, "refer to it where it is shown alone")

    def _strange_addresses(self) -> Iterator[Problem]:
        for address in dict.fromkeys(self.addresses):
            if _SCHEME.match(address) and not is_web_address(address) and not _MAIL.fullmatch(address):
                yield self.page.find(re.escape(address)).problem(f"{address} is no address of the web", REMEDY)

    def _cells(self) -> Iterator[Problem]:
        for cell in dict.fromkeys(self.cells):
            remedy = "compute it in the program, or put a dot before the name if it is to be shown"
            yield self.page.find(re.escape(cell)).problem(f"{cell} is a cell to be run", remedy)

    def _unknown_conditions(self) -> Iterator[Problem]:
        for name, value in dict.fromkeys(self.conditions):
            if (name, value) not in _CONDITIONS:
                line = self.page.find(rf'{re.escape(name)}="?{re.escape(value)}')
                remedy = 'take when-format or unless-format with "html" or "typst"'
                yield line.problem(f'unknown condition {name}="{value}"', remedy)


def _leave_out(node: Any, name: str) -> Any:  # noqa: ANN401  (JSON has no narrower type)
    """Return a tree without what a format leaves out."""
    if isinstance(node, list):
        return [_leave_out(one, name) for one in cast("list[Any]", node) if not _is_left_out(one, name)]
    if isinstance(node, dict):
        return {key: _leave_out(one, name) for key, one in cast("dict[str, Any]", node).items()}
    return node


def _is_left_out(node: Any, name: str) -> bool:  # noqa: ANN401  (as above)
    if not (isinstance(node, dict) and cast("dict[str, Any]", node).get("t") == "Div"):
        return False
    _, classes, pairs = cast("dict[str, Any]", node)["c"][0]
    conditions: dict[str, str] = dict(pairs)
    visible = "content-visible" in classes
    meant = (
        conditions["when-format"] == name if "when-format" in conditions else conditions.get("unless-format") != name
    )
    return bool(_CONDITIONAL.intersection(classes)) and meant != visible
