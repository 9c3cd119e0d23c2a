"""A page of the report with its includes and numbers resolved, and the origin of every line.

Quarto does this on the text, too, so both engines hand Pandoc the same Markdown; doing it here lets messages name
file and line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from multitrack.errors import InputError, Problem
from multitrack.project import look_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

REPORT: Final = "report"
"""Name of the report's folder in messages, since pages are read in a private copy."""

_SHORTCODE: Final = re.compile(r"(?<!\{)\{\{<\s*(?P<name>[^\s>]+)\s*(?P<argument>.*?)\s*>\}\}(?!\})")
_ESCAPED: Final = re.compile(r"\{(\{\{<.*?>\}\})\}")
_OPENING: Final = re.compile(r"\{\{<(?!.*>\}\})")
_FENCE: Final = re.compile(r"\s*:{3,}(?P<attributes>.*?):*\s*")
_CODE: Final = re.compile(r"\s*(```|~~~)")
_HEADING: Final = re.compile(r"#+ +(?P<words>.*?) *#*(?: *\{[^{}]*\})?")
_IN_BRACKETS: Final = re.compile(r"\[([^\[\]]+)\](?![({])")
_UNDERLINE: Final = re.compile(r"(?:=+|-+) *")
_NESTED: Final = r"^(?:\s|>|(?:[*+-]|\(?(?:\d+|[A-Za-z]|#|[ivxlc]+)[.)])\s)*"
_NEST: Final = re.compile(_NESTED)
"""What may stand before a block in a quote or a list."""
_DEFINITION: Final = re.compile(
    _NESTED + r"""\[(?P<label>\^[^\]\s]+|[^\^\]][^\]]*(?=\]:\s*\S+(?:\s+["'(].*)?\s*$))\]:"""
)
"""The meaning of a note or a link."""
_SHARED: Final = re.compile(
    rf"(?<!\\)\]:|{_NESTED}(?:\(@|[:~]\s|<(?![A-Za-z][\w+.-]*:)[!/?]?[A-Za-z-])|<!--|</?div|(?<!\\)\\[A-Za-z]"
)
"""What may bear on all of a page: the meaning of a link, note or term, an example, TeX, HTML."""
_REMEDIES: Final = {
    "n": "take an id that `multitrack list numbers` prints",
    "meta": "name a key that holds a single value",
}
"""What to do where a shortcode that prints something names nothing."""


@dataclass(frozen=True)
class Line:
    """A line of Markdown with its place."""

    file: str
    number: int
    text: str

    def problem(self, found: str, remedy: str) -> Problem:
        """Return a problem at this line."""
        return Problem(self.file, self.number, "", found, remedy)


@dataclass(frozen=True)
class Page:
    """A whole page, ready for Pandoc.

    Attributes
    ----------
    file
        Its own file; lines of others are included.
    """

    lines: tuple[Line, ...]
    file: str

    @cached_property
    def text(self) -> str:
        """The page's Markdown."""
        return _join(self.lines)

    @cached_property
    def doubled(self) -> Mapping[str, Line]:
        """Label of a note or a link that is defined more than once → where it is for the second time."""
        seen, doubled, code = set[str](), dict[str, Line](), ""
        for line in self.lines:
            if mark := _CODE.match(line.text):
                code = "" if code == mark[1] else code or mark[1]
            elif not code and (found := _DEFINITION.match(line.text)):
                label = " ".join(found["label"].lower().split())
                _ = doubled.setdefault(label, line) if label in seen else seen.add(label)
        return doubled

    @property
    def chapters(self) -> Mapping[str, str]:
        """Name → Markdown of each part of the page that Pandoc can read by itself, since no other bears on it.

        A part begins with the heading of an included file, after an empty line of the page's own and outside any div. A
        page with a line that may bear on all of it is one part.
        """
        starts = self._starts if self._is_divisible else {0: Path(self.file).stem}
        ends = [*list(starts)[1:], len(self.lines)]
        return {name: _join(self.lines[start:end]) for (start, name), end in zip(starts.items(), ends, strict=True)}

    @property
    def _starts(self) -> Mapping[int, str]:
        """Place of the first line of each part → its name."""
        before, depth, code = Line(self.file, 0, ""), 0, ""
        starts = {0: Path(next(iter(self.lines), before).file).stem}
        for place, line in enumerate(self.lines):
            name = Path(line.file).stem
            is_alone = not (depth or code or before.text.strip() or name in starts.values())
            if is_alone and line.file != self.file == before.file and line.text.startswith("# "):
                starts[place] = name
            if mark := _CODE.match(line.text):
                code = "" if code == mark[1] else code or mark[1]
            elif (fence := _FENCE.fullmatch(line.text)) and not code:
                depth = depth + 1 if fence["attributes"].strip() else max(depth - 1, 0)
            before = line
        return starts

    @property
    def _is_divisible(self) -> bool:
        texts = [" ".join(_NEST.sub("", line.text.replace("\\", "").lower()).split()) for line in self.lines]
        underlined = [f"# {text}" for text, below in pairwise(texts) if _UNDERLINE.fullmatch(below)]
        headings = {found["words"] for text in [*texts, *underlined] if (found := _HEADING.fullmatch(text))}
        named = set(_IN_BRACKETS.findall(" ".join(texts)))
        refers = any(name.startswith("^") or name in headings for name in named) or any("[" in one for one in headings)
        return not refers and not any(_SHARED.search(line.text) for line in self.lines)

    def find(self, pattern: str, *, occurrence: int = 1) -> Line:
        """Return the line with the given occurrence of a regular expression, or else the page's first."""
        matching = (line for line in self.lines for _ in re.finditer(pattern, line.text))
        for _ in range(occurrence - 1):
            next(matching, None)
        return next(matching, self.lines[0])


def read_page(workspace: Path, page: str, metadata: Mapping[str, Any], numbers: Mapping[str, Any]) -> Page:
    """Read a page with its includes.

    Parameters
    ----------
    workspace
        The report's folder with the generated files.
    page
        The page's path in it.
    metadata
        Metadata for ``{{< meta … >}}``.
    numbers
        The numbers that ``{{< n … >}}`` can name, as Markdown.

    Raises
    ------
    InputError
        If an include is missing or circular, or a shortcode or its argument is unknown.
    """
    reading = _Reading(workspace, metadata, numbers)
    lines = tuple(reading.lines(page, (), Line(f"{REPORT}/{page}", 0, "")))
    if reading.problems:
        raise InputError(reading.problems)
    return Page(lines, f"{REPORT}/{page}")


def _join(lines: Iterable[Line]) -> str:
    return "".join(f"{line.text}\n" for line in lines)


@dataclass
class _Reading:
    workspace: Path
    metadata: Mapping[str, Any]
    numbers: Mapping[str, Any]
    problems: list[Problem] = field(default_factory=list[Problem])

    def lines(self, path: str, through: tuple[str, ...], asked_by: Line) -> Iterator[Line]:
        """Yield the lines of a file and its includes."""
        if path in through:
            circle = " → ".join((*through, path))
            self._complain(asked_by, f"the include leads back to itself: {circle}", "take it out")
            return
        content = self._content(path, asked_by)
        if content is None:
            return
        for number, text in enumerate(content.splitlines(), 1):
            line = Line(f"{REPORT}/{path}", number, text)
            include = _SHORTCODE.fullmatch(text.strip())
            if include and include["name"] == "include":
                yield from self.lines(self._target(include["argument"], path), (*through, path), line)
            else:
                yield Line(line.file, number, self._filled(line))

    def _content(self, path: str, asked_by: Line) -> str | None:
        file = (self.workspace / path).resolve()
        if not file.is_relative_to(self.workspace.resolve()) or not file.is_file():
            self._complain(asked_by, f"there is no file {REPORT}/{path}", "correct the path or add the file")
            return None
        content = file.read_text(encoding="utf-8-sig")
        if content.startswith("---\n"):
            first = Line(f"{REPORT}/{path}", 1, "")
            self._complain(first, "the file begins with metadata", "move them to _quarto.yml or a profile's file")
        return content

    @staticmethod
    def _target(argument: str, asking: str) -> str:
        """Resolve an include's path: from the report's folder after a slash, else from the asking file's."""
        folder = "" if argument.startswith("/") or "/" not in asking else asking.rpartition("/")[0] + "/"
        return folder + argument.lstrip("/")

    def _filled(self, line: Line) -> str:
        if _OPENING.search(line.text):
            self._complain(line, "a shortcode is not closed", "close it with >}}, on the same line")
        filled = _SHORTCODE.sub(lambda shortcode: self._value(shortcode, line), line.text)
        return _ESCAPED.sub(r"\1", filled)

    def _value(self, shortcode: re.Match[str], line: Line) -> str:
        name, argument = shortcode["name"], shortcode["argument"]
        if name == "include":
            self._complain(line, "an include is within a line", "give it a line of its own")
        elif name not in _REMEDIES:
            self._complain(line, f"unknown shortcode {shortcode[0]}", "only include, n and meta are used here")
        else:
            value = self.numbers.get(argument) if name == "n" else look_up(self.metadata, argument)
            if isinstance(value, str | int | float) and "\n" not in str(value):
                return str(value)
            self._complain(line, f"{shortcode[0]} names nothing", _REMEDIES[name])
        return ""

    def _complain(self, line: Line, found: str, remedy: str) -> None:
        self.problems.append(line.problem(found, remedy))
