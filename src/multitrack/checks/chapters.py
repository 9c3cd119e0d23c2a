"""The chapters of a report, and the YAML lists beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

import yaml

from multitrack.engines.pages import REPORT, Line
from multitrack.input_files import compose_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from multitrack.project import Profile, Project


def read_nodes(project: Project, path: Path) -> yaml.Node | None:
    """Return the root of a YAML file's tree; None if the file is empty or missing.

    Raises
    ------
    InputError
        If it cannot be read, or is no YAML.
    """
    if not path.exists():
        return None
    return compose_yaml(project.name(path), project.sources.read_text(path))


def get_line(node: yaml.Node) -> int:
    """Return the first line of a node, counted from 1."""
    return node.start_mark.line + 1 if node.start_mark else 0


def parse_mapping(node: yaml.Node | None) -> Mapping[str, yaml.Node]:
    """Return the entries of a mapping with texts as keys; none of any other node."""
    return {str(key.value): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def parse_texts(node: yaml.Node | None) -> list[str]:
    """Return the entries of a list of texts; none if the node is no such list or has an empty one."""
    entries: list[yaml.Node] = node.value if isinstance(node, yaml.SequenceNode) else []
    return [str(entry.value) for entry in entries] if all(map(is_text, entries)) else []


def is_text(node: yaml.Node) -> bool:
    """Test a node for a text that is not empty."""
    return isinstance(node, yaml.ScalarNode) and bool(node.value.strip())


Kind = Literal["heading", "include", "number", "citation", "edition note", "division", "code", "condition", "term"]

KINDS: Final[tuple[Kind, ...]] = ("include", "number", "citation", "edition note", "division", "code", "condition")
"""Kinds of marks that sections of two languages must have in the same order; the glossary compares terms."""

_FENCE: Final = re.compile(r"^\s*(```|~~~)")
_HEADING: Final = re.compile(r"^(?P<marks>#{1,6})\s+(?P<words>.*)$")
_DIVISION: Final = re.compile(r"^:{3,}\s*(?:\{(?P<attributes>[^}]*)\}|(?P<word>[\w-]+))\s*$")
_BOX_END: Final = re.compile(r"^:{3,}\s*$")
_INCLUDE: Final = re.compile(r"\{\{<\s*include\s+(\S+)\s*>\}\}")
_NUMBER: Final = re.compile(r"\{\{<\s*(?:n|meta)\s+(\S+)\s*>\}\}")
_CITATION: Final = re.compile(r"(?<![\w\\.])@\{?([A-Za-z_][\w:.#$%&+?<>~/-]*\w)\}?")
_LINKED_CODE: Final = re.compile(r"\[([A-Z][\d-]+)\]\((#[^)\s]*)\)")
_TERM: Final = re.compile(r"\[(?P<words>[^\[\]]+)\]\{[^{}]*\.term\b[^{}]*\}")
_BOUND: Final = re.compile(r'\]\{holds\b(?:="([^"]*)"\})?')
_ANCHOR: Final = re.compile(r"(?<!\S)#([^\s}]+)")
_CLASS: Final = re.compile(r"(?<!\S)\.([\w-]+)")
_NOTE: Final = "edition-note"
_NO_PROSE: Final = re.compile(
    r"""
    \{\{<.*?(?:>\}\}|$)     # shortcodes, closed or not
    | `[^`]*`               # code
    | \[[A-Z][\d-]+\]\([^)\s]*\)  # codes of rows
    | (?<=\])\([^)\s]*\)    # where links lead
    | <https?://[^>]*>      # addresses
    | \{(?:[^{}]|\{[^{}]*\})*\}  # attributes
    | \[\^[^\]]+\]          # marks of footnotes
    | (?<![\w\\.])-?@\{?[A-Za-z_][\w:.\#$%&+?~/-]*\}?  # citations and references
    """,
    re.VERBOSE,
)
_ENTRY: Final = re.compile(r"([^\s#:]+):\s*$")
_KEY: Final = re.compile(r"^\s+([\w-]+):(?:\s|$)")
_CONDITION: Final = "holds"
"""Key of the condition of a text, which nobody prints."""
_OUTSIDE: Final = re.compile(r"^\s*(?:#{1,6}\s|:{3,}|\d+[.)]\s|[-*+]\s)")
"""Markup at the start of a line: headings, divisions and lists."""


@dataclass(frozen=True)
class PageMark:
    """A mark in a page that its counterparts must have, too.

    Attributes
    ----------
    name
        The part that must agree: an include's path without the language, a heading's level and anchor.
    """

    kind: Kind
    name: str
    line: Line


@dataclass(frozen=True)
class Section:
    """The part of a page from one heading to the next.

    Attributes
    ----------
    heading
        The heading, or at the start of a page its first line.
    prose
        Its lines without markup.
    """

    heading: PageMark
    marks: tuple[PageMark, ...]
    prose: tuple[Line, ...]

    def of_kind(self, kind: Kind) -> tuple[PageMark, ...]:
        """Return the marks of one kind, in order."""
        return tuple(mark for mark in self.marks if mark.kind == kind)


@dataclass(frozen=True)
class Chapter:
    """A page of one language; ``name`` is the same in all languages.

    Attributes
    ----------
    boxes
        The first and last lines of divisions, in order.
    is_empty
        The page is blank.
    """

    language: str
    name: str
    file: str
    sections: tuple[Section, ...]
    boxes: tuple[Line, ...] = ()
    is_empty: bool = False

    @property
    def headings(self) -> tuple[PageMark, ...]:
        """The headings, in order."""
        return tuple(section.heading for section in self.sections[1:])

    @property
    def marks(self) -> Iterator[PageMark]:
        """All marks except headings, in order."""
        return (mark for section in self.sections for mark in section.marks)


def read_chapters(project: Project, profile: Profile) -> tuple[Chapter, ...]:
    """Read the pages of a language: the page that includes the others, named ``index``, and its chapters."""
    paths = [path for path in project.sources.files(project.report / profile.code) if path.suffix == ".qmd"]
    chapters = [_chapter(project, profile.code, path.name, path) for path in paths]
    return (_chapter(project, profile.code, "index", project.report / profile.page), *chapters)


def read_texts(project: Project, profile: Profile, name: str) -> Chapter:
    """Read a file of printed texts beside the data as a chapter with a section for each entry."""
    path = project.data / "text" / profile.code / f"{name}.yml"
    file = project.name(path)
    texts = project.sources.read_text(path).splitlines() if path.exists() else []
    sections = [Section(PageMark("heading", "", Line(file, 1, "")), (), ())]
    is_printed = True
    for number, text in enumerate(texts, 1):
        if key := _KEY.match(text):
            is_printed = key[1] != _CONDITION
        line = Line(file, number, text)
        if entry := _ENTRY.match(text):
            sections.append(Section(PageMark("heading", entry[1], line), (), ()))
        elif is_printed and not text.startswith("#"):
            prose = Line(file, number, _NO_PROSE.sub(" ", _KEY.sub(" ", text)))
            sections[-1] = replace(sections[-1], prose=(*sections[-1].prose, prose))
    return Chapter(profile.code, name, file, tuple(sections))


def _chapter(project: Project, language: str, name: str, path: Path) -> Chapter:
    file = f"{REPORT}/{path.relative_to(project.report).as_posix()}"
    texts = project.sources.read_text(path).splitlines() if path.exists() else []
    lines = [Line(file, number, text) for number, text in enumerate(texts, 1)]
    boxes = tuple(line for line in _unfenced(lines) if _DIVISION.match(line.text) or _BOX_END.match(line.text))
    sections = tuple(_sections(lines or [Line(file, 1, "")], language))
    return Chapter(language, name, file, sections, boxes, is_empty=path.exists() and not "".join(texts).strip())


def is_box_end(line: Line) -> bool:
    """Test a line of ``boxes`` for the end of a division."""
    return _BOX_END.match(line.text) is not None


def _sections(lines: Sequence[Line], language: str) -> Iterator[Section]:
    heading = PageMark("heading", "", lines[0])
    marks: list[PageMark] = []
    prose: list[Line] = []
    for line in _unfenced(lines):
        if matched := _HEADING.match(line.text):
            yield Section(heading, tuple(marks), tuple(prose))
            heading = PageMark("heading", f"{matched['marks']} {_anchor(matched['words'])}".strip(), line)
            marks, prose = [], []
        marks += _marks(line, language)
        prose.append(Line(line.file, line.number, _NO_PROSE.sub(" ", _OUTSIDE.sub(" ", line.text))))
    yield Section(heading, tuple(marks), tuple(prose))


def _unfenced(lines: Iterable[Line]) -> Iterator[Line]:
    within = False
    for line in lines:
        if _FENCE.match(line.text):
            within = not within
        elif not within:
            yield line


def _anchor(words: str) -> str:
    attributes = words.rpartition("{")[2] if words.rstrip().endswith("}") else ""
    found = _ANCHOR.search(attributes)
    return f"#{found[1]}" if found else ""


def _marks(line: Line, language: str) -> Iterator[PageMark]:
    if division := _DIVISION.match(line.text):
        attributes = division["attributes"] or f".{division['word']}"
        classes, anchor = _CLASS.findall(attributes), _ANCHOR.search(attributes)
        kind: Kind = "edition note" if _NOTE in classes else "division"
        yield PageMark(kind, " ".join([*(f".{name}" for name in classes), *([anchor[0]] if anchor else [])]), line)
        return
    for found in _INCLUDE.findall(line.text):
        yield PageMark("include", found.replace(f"/{language}/", "/LANGUAGE/"), line)
    for found in _NUMBER.findall(line.text):
        yield PageMark("number", found.partition("@")[0], line)
    for found in _CITATION.findall(_INCLUDE.sub("", line.text)):
        yield PageMark("citation", f"@{found}", line)
    for code, place in _LINKED_CODE.findall(line.text):
        yield PageMark("code", f"{code} {place}", line)
    for found in _BOUND.findall(line.text):
        yield PageMark("condition", found, line)
    for found in _TERM.finditer(line.text):
        yield PageMark("term", found["words"], line)
