"""Text files, compared between languages: the same files, keys and numbers, and each language's plural forms."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING, Final

import yaml

from multitrack.characters import find_unprintable
from multitrack.errors import InputError, Problem
from multitrack.input_files import compose_yaml, decode, find_strange_characters
from multitrack.lang.language import PLACEHOLDER
from multitrack.source.cells import is_formula

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from babel.core import Locale
    from babel.plural import PluralRule

    from multitrack.lang.language import Entries

Path = tuple[str, ...]
"""Keys from the outermost to the innermost."""

_LONGEST: Final = 5000
_TEXT: Final = "tag:yaml.org,2002:str"
_EMPTY: Final = "tag:yaml.org,2002:null"


@dataclass(frozen=True)
class TextFile:
    """A text file as read.

    Attributes
    ----------
    file
        Its name for messages.
    words
        Path of keys → words.
    lines
        Path of keys → line of the last one, for words and for groups of keys.
    """

    file: str
    words: Mapping[Path, str]
    lines: Mapping[Path, int]

    @property
    def entries(self) -> Entries:
        """The words as nested mappings."""
        return self._entries(())

    def _entries(self, path: Path) -> Entries:
        below = ((key, (*path, key)) for key in self.under(path))
        return {key: self.words[one] if one in self.words else self._entries(one) for key, one in below}

    def under(self, path: Path) -> tuple[str, ...]:
        """Return the keys directly below a path."""
        return tuple(self._below.get(path, ()))

    @cached_property
    def _below(self) -> Mapping[Path, list[str]]:
        below: dict[Path, list[str]] = {}
        for path in self.lines:
            below.setdefault(path[:-1], []).append(path[-1])
        return below

    def problem(self, path: Path, found: str, remedy: str) -> Problem:
        """Return a problem at a path, or if the path does not exist, at the line of its nearest parent."""
        line = next((self.lines[path[:depth]] for depth in range(len(path), 0, -1) if path[:depth] in self.lines), 0)
        return Problem(self.file, line, ".".join(path), found, remedy)


def find_placeholders(text: str) -> frozenset[str]:
    """Return the names in braces: the numbers in a text, or the slots of a pattern."""
    return frozenset(PLACEHOLDER.findall(text))


def strip_placeholders(text: str) -> str:
    """Return a text without the names in braces."""
    return PLACEHOLDER.sub("", text)


def read_text(file: str, content: bytes) -> tuple[TextFile, tuple[Problem, ...]]:
    """Read a text file, with the problems of its single keys and words.

    Raises
    ------
    InputError
        If it is not UTF-8 or no YAML at all.
    """
    text = decode(file, content)
    if problems := list(find_strange_characters(file, text, allowed="\t")):
        raise InputError(problems)
    root = compose_yaml(file, text)
    if not isinstance(root, yaml.MappingNode):
        raise InputError([Problem(file, 0, "", "the file does not hold keys", "write keys, each with its text")])
    reader = _YamlReader(file)
    reader.read_keys(root, ())
    return TextFile(file, reader.words, reader.lines), tuple(reader.problems)


@dataclass
class _YamlReader:
    """Walks the nodes of a YAML file."""

    file: str
    words: dict[Path, str] = field(default_factory=dict[Path, str])
    lines: dict[Path, int] = field(default_factory=dict[Path, int])
    problems: list[Problem] = field(default_factory=list[Problem])

    def read_keys(self, node: yaml.MappingNode, above: Path) -> None:
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            path = (*above, str(key_node.value))
            if key_node.tag != _TEXT:
                self._report(line, path, "the key is read as something else than text", "put it in quotes")
            elif path in self.lines:
                self._report(line, path, f"the key is on line {self.lines[path]} already", "keep one of them")
            else:
                self.lines[path] = line
                self._read_value(value_node, path)

    def _read_value(self, node: yaml.Node, path: Path) -> None:
        line = self.lines[path]
        if isinstance(node, yaml.MappingNode):
            self.read_keys(node, path)
        elif isinstance(node, yaml.SequenceNode):
            self._report(line, path, "a list stands where a text should be", "write one text")
        else:
            self._read_words(node, path)

    def _read_words(self, node: yaml.Node, path: Path) -> None:
        line, text = self.lines[path], str(node.value)
        self.words[path] = text
        if node.tag == _EMPTY or not text.strip():
            self._report(line, path, "the text is empty", "write it")
        elif node.tag != _TEXT:
            self._report(line, path, f"{text} is read as something else than text", "put it in quotes")
        elif name := find_unprintable(text.replace("\n", "")):
            self._report(line, path, f"the text holds the character {name}, which cannot be printed", "remove it")
        elif "\n" in text:
            self._report(line, path, "the text has a line break", "write one paragraph; >- joins its lines")
        elif text.strip() != text.strip(" "):
            found = "the text begins or ends with a space that is none of the plain ones"
            self._report(line, path, found, "remove it")
        elif len(text) > _LONGEST:
            found = f"the text has {len(text)} characters, and {_LONGEST} are the most that fit"
            self._report(line, path, found, "shorten it")
        elif is_formula(text):
            found = f'the text begins with "{text.lstrip()[0]}", which a spreadsheet takes for a formula'
            self._report(line, path, found, "begin it with another character")
        elif re.search(r"[{}]", strip_placeholders(text)):
            self._report(line, path, "a brace stands alone", "write a number's id in braces, like {events}")

    def _report(self, line: int, path: Path, found: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, line, ".".join(path), found, remedy))


_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_TELLING: Final = 3
"""Words of another language that may be the same in both languages, such as names."""


def foreign_words(languages: Mapping[str, Mapping[str, TextFile]]) -> Iterator[Problem]:
    """Find texts whose words other texts have in another language alone: two languages are crossed there.

    A file that is missing or cannot be read in one language tells nothing of the others.
    """
    read = [{name for name, file in files.items() if file.words} for files in languages.values()]
    used = {
        code: _words_of({name: file for name, file in files.items() if all(name in names for names in read)})
        for code, files in languages.items()
    }
    total = {
        code: Counter(word for words in entries.values() for word in words.elements()) for code, entries in used.items()
    }
    for own, other in permutations(languages, 2):
        for (name, path), words in used[own].items():
            there = used[other].get((name, path), Counter[str]())
            shared = set(there) if words != there else set[str]()  # names, and words that both languages have
            elsewhere = {word for word in words if total[other][word] > there[word]} - shared
            at_home = {word for word in words if total[own][word] > words[word]}
            strange, known = len(elsewhere - at_home), len(at_home - elsewhere)
            if strange > 2 * known and (words != there or strange >= _TELLING):
                file = languages[own][name]
                found = f'the words "{_start(file.words[path])}" are those of the language {other}'
                yield file.problem(path, found, "put the words of each language into its own file")


def _words_of(files: Mapping[str, TextFile]) -> Mapping[tuple[str, Path], Counter[str]]:
    return {
        (name, path): Counter(_WORD.findall(strip_placeholders(text).casefold()))
        for name, file in files.items()
        for path, text in file.words.items()
    }


def _start(text: str) -> str:
    return " ".join(text.split()[:5])


LABELS: Final = "labels"
_PATTERNS: Final[Mapping[str, str]] = {
    "units": "value",
    "scales": "value",
    "currencies": "value",
    "qualifiers": "value",
    "ordinals": "number",
}
"""Group of labels → the slots that each of its patterns must have, and no others."""
_COUNTED, _ORDINALS = "units", "ordinals"


def find_differences(versions: Sequence[TextFile]) -> Iterator[Problem]:
    """Compare the same file in several languages: equal keys, and in each text the same numbers."""
    paths = dict.fromkeys(path for version in versions for path in version.lines if not _is_plural(path))
    for path in paths:
        holders = [version for version in versions if path in version.lines]
        for version in versions:
            if path not in version.lines and (path[:-1] in version.lines or not path[:-1]):
                found = f"the key is missing, and {holders[0].file} has it"
                yield version.problem(path, found, "write it here, or remove it there")
        yield from _unlike(path, holders)


def _unlike(path: Path, holders: Sequence[TextFile]) -> Iterator[Problem]:
    first = next((version for version in holders if path in version.words), None)
    if first is None:
        return
    for version in holders:
        if path not in version.words:
            found = f"there are further keys here, and a text in {first.file}"
            yield version.problem(path, found, "write the same in both")
    named = {version.file: find_placeholders(version.words[path]) for version in holders if path in version.words}
    for version in holders:
        for name in sorted(frozenset[str]().union(*named.values()) - named.get(version.file, frozenset())):
            other = next(file for file, names in named.items() if name in names)
            found = f"the text does not print {{{name}}}, and that of {other} does"
            yield version.problem(path, found, "print the same numbers in both")
            break


def find_pattern_faults(labels: TextFile, locale: Locale) -> Iterator[Problem]:
    """Find patterns without their slot, and plural forms missing in or foreign to a language."""
    for path, text in labels.words.items():
        slot = _PATTERNS.get(path[0])
        if slot and find_placeholders(text) != frozenset([slot]):
            yield labels.problem(path, f"the pattern must have {{{slot}}} and nothing else in braces", "correct it")
    for unit in labels.under((_COUNTED,)):
        yield from _plural_faults(labels, (_COUNTED, unit), locale.plural_form)
    yield from _plural_faults(labels, (_ORDINALS,), locale.ordinal_form)


def _plural_faults(labels: TextFile, group: Path, rule: PluralRule) -> Iterator[Problem]:
    needed = {"other", *rule.tags}
    present = labels.under(group)
    for form in sorted(needed.difference(present)):
        yield labels.problem((*group, form), "the language needs this plural form", "add it")
    for form in present:
        if form not in needed:
            remedy = f"keep {', '.join(sorted(needed))}"
            yield labels.problem((*group, form), "the language has no such plural form", remedy)


def _is_plural(path: Path) -> bool:
    """Test a path of the labels for a plural form, which differs between languages."""
    return path[:-1] == (_ORDINALS,) or (path[:1] == (_COUNTED,) and bool(path[2:]))
