"""One text file of one language: keys and words, each with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import yaml

from multitrack.data.folder import decode, unprintable
from multitrack.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.model.words import Entries

Path = tuple[str, ...]
"""Keys from the outside in."""

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST: Final = 10
_TEXT: Final = "tag:yaml.org,2002:str"
_EMPTY: Final = "tag:yaml.org,2002:null"
_PLACEHOLDER: Final = re.compile(r"\{([a-z0-9][a-z0-9-]*)\}")


@dataclass(frozen=True)
class TextFile:
    """A text file as read.

    Attributes
    ----------
    file
        Its name for messages.
    words
        Path of keys → the words.
    lines
        Path of keys → the line of the last one, for words and for the keys that hold further keys.
    """

    file: str
    words: Mapping[Path, str]
    lines: Mapping[Path, int]

    @property
    def entries(self) -> Entries:
        """The words as keys in keys."""
        return {key: self._entry((key,)) for key in self.under(())}

    def _entry(self, path: Path) -> Entries | str:
        if path in self.words:
            return self.words[path]
        return {key: self._entry((*path, key)) for key in self.under(path)}

    def under(self, path: Path) -> tuple[str, ...]:
        """Return the keys right below a path."""
        return tuple(self._below.get(path, ()))

    @cached_property
    def _below(self) -> Mapping[Path, list[str]]:
        below: dict[Path, list[str]] = {}
        for path in self.lines:
            below.setdefault(path[:-1], []).append(path[-1])
        return below

    def problem(self, path: Path, found: str, remedy: str) -> Problem:
        """Say what is wrong at a path; where it does not exist, the line is that of what it should stand under."""
        line = next((self.lines[path[:depth]] for depth in range(len(path), 0, -1) if path[:depth] in self.lines), 0)
        return Problem(self.file, line, ".".join(path), found, remedy)


def placeholders(text: str) -> frozenset[str]:
    """Return the names in braces: the numbers that a text prints, or the slots of a pattern."""
    return frozenset(_PLACEHOLDER.findall(text))


def without_placeholders(text: str) -> str:
    """Return a text without the names in braces."""
    return _PLACEHOLDER.sub("", text)


def read_text(file: str, content: bytes) -> tuple[TextFile, tuple[Problem, ...]]:
    """Read a text file, with what is wrong with its single keys and words.

    Raises
    ------
    InputError
        If it is not UTF-8 or no YAML at all.
    """
    text = decode(file, content)
    try:
        root = yaml.compose(text, Loader=_LOADER) if _depth(text) <= _DEEPEST else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        found, remedy = "this cannot be read as YAML", "mind indentation, colons and quotes"
        raise InputError([Problem(file, line, "", found, remedy)]) from None
    except yaml.YAMLError:
        found, remedy = "the file cannot be read as YAML", "write keys and texts, with no odd characters"
        raise InputError([Problem(file, 0, "", found, remedy)]) from None
    if not isinstance(root, yaml.MappingNode):
        found = f"the file does not hold keys, or more than {_DEEPEST} in one another"
        raise InputError([Problem(file, 0, "", found, "write keys, each with its text")])
    reader = _Reader(file)
    reader.read_keys(root, ())
    return TextFile(file, reader.words, reader.lines), tuple(reader.problems)


def _depth(text: str) -> int:
    """Return how deeply keys stand in keys, as far as it matters: a hostile file must not exhaust the stack."""
    depth = deepest = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            break
    return deepest


@dataclass
class _Reader:
    """Walks through the nodes of a YAML file."""

    file: str
    words: dict[Path, str] = field(default_factory=dict[Path, str])
    lines: dict[Path, int] = field(default_factory=dict[Path, int])
    problems: list[Problem] = field(default_factory=list[Problem])
    _seen: set[int] = field(default_factory=set[int])

    def read_keys(self, node: yaml.MappingNode, above: Path) -> None:
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            path = (*above, str(key_node.value))
            if key_node.tag != _TEXT:
                self._report(line, path, "the key is read as something else than text", "put it in quotes")
            elif path in self.lines:
                self._report(line, path, f"the key stands on line {self.lines[path]} already", "keep one of them")
            else:
                self.lines[path] = line
                self._read_value(value_node, path)

    def _read_value(self, node: yaml.Node, path: Path) -> None:
        line = self.lines[path]
        if id(node) in self._seen:
            self._report(line, path, "the value is an alias of another", "write it out")
        elif isinstance(node, yaml.MappingNode):
            self._seen.add(id(node))
            self.read_keys(node, path)
        elif isinstance(node, yaml.SequenceNode):
            self._report(line, path, "a list stands where a text should be", "write one text")
        else:
            self._seen.add(id(node))
            self._read_words(node, path)

    def _read_words(self, node: yaml.Node, path: Path) -> None:
        line, text = self.lines[path], str(node.value)
        self.words[path] = text
        if node.tag == _EMPTY or not text.strip():
            self._report(line, path, "the text is empty", "write it")
        elif node.tag != _TEXT:
            self._report(line, path, f"{text} is read as something else than text", "put it in quotes")
        elif name := unprintable(text.replace("\n", "")):
            self._report(line, path, f"the text holds the character {name}, which cannot be printed", "remove it")
        elif "\n" in text:
            self._report(line, path, "the text has a line break", "write one paragraph; >- joins its lines")
        elif re.search(r"[{}]", without_placeholders(text)):
            self._report(line, path, "a brace stands alone", "write a number's id in braces, like {events}")

    def _report(self, line: int, path: Path, found: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, line, ".".join(path), found, remedy))
