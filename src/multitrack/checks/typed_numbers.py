"""Digits typed in pages and texts, each with a reason in ``report/typed-numbers.yml`` for not coming from data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import yaml

from multitrack.checks.chapters import get_line, is_text, parse_mapping, read_nodes
from multitrack.engines.pages import REPORT
from multitrack.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from multitrack.checks.chapters import Chapter
    from multitrack.engines.pages import Line
    from multitrack.project import Project

_NAME: Final = "typed-numbers.yml"
_FILE: Final = f"{REPORT}/{_NAME}"
_DIGIT: Final = re.compile(r"\d")
_WHOLE: Final = re.compile(r"\S*\d\S*")
_AROUND: Final = '"([{,.;:!?)]}*'
_ENTRY: Final = 'write "typed" with the text, or with a text for each language, and "why" with the reason'


@dataclass(frozen=True)
class Typed:
    """A text with digits allowed in pages, in each language, and its line in the list."""

    words: Mapping[str, str]
    line: int


def read_typed(project: Project, languages: Sequence[str]) -> tuple[tuple[Typed, ...], tuple[Problem, ...]]:
    """Read the valid entries of the list, and find the faults of the others.

    Raises
    ------
    InputError
        If the file is no YAML.
    """
    root = read_nodes(project, project.report / _NAME)
    entries: list[Typed] = []
    problems: list[Problem] = []
    if root is not None and not isinstance(root, yaml.SequenceNode):
        return (), (Problem(_FILE, get_line(root), "", "the file is no list", _ENTRY),)
    for node in root.value if root else ():
        fields = parse_mapping(node)
        words = _words(fields.get("typed"), languages)
        if set(fields) != {"typed", "why"} or not words or not is_text(fields["why"]):
            problems.append(Problem(_FILE, get_line(node), "", "the entry is not complete", _ENTRY))
            continue
        lacking = [language for language in languages if language not in words]
        if lacking:
            found = f"no words for the language {', '.join(lacking)}"
            problems.append(Problem(_FILE, get_line(node), "typed", found, "add them"))
        entries.append(Typed(words, get_line(node)))
    return tuple(entries), tuple(problems)


def find_typed_digits(chapters: Sequence[Chapter], entries: Sequence[Typed]) -> Iterator[Problem]:
    """Find digits in the pages of one language without a reason."""
    language = chapters[0].language
    allowed = _allowed([entry.words[language] for entry in entries if language in entry.words])
    for line in _prose(chapters):
        if not _DIGIT.search(line.text):
            continue
        for found in _WHOLE.findall(allowed.sub(" ", line.text) if allowed else line.text):
            placeholder = "{…}" if line.file.endswith(".yml") else "{{< n … >}}"
            remedy = f"take it from the data with {placeholder}, or give the reason in {_FILE}"
            yield line.problem(f'"{found.strip(_AROUND)}" is typed', remedy)


def find_unused_entries(chapters: Sequence[Chapter], entries: Sequence[Typed]) -> Iterator[Problem]:
    """Find entries unused in the pages of a language."""
    language = chapters[0].language
    texts = [line.text for line in _prose(chapters)]
    for entry in entries:
        words = entry.words.get(language)
        if words is not None and not any(words in text and re.search(_whole(words), text) for text in texts):
            found = f'no page of {REPORT}/{language} has "{words}"'
            yield Problem(_FILE, entry.line, "typed", found, "correct the entry or take it out")


def _prose(chapters: Sequence[Chapter]) -> Iterator[Line]:
    return (line for chapter in chapters for section in chapter.sections for line in section.prose)


def _allowed(texts: Sequence[str]) -> re.Pattern[str] | None:
    longest_first = sorted(texts, key=len, reverse=True)
    return re.compile("|".join(map(_whole, longest_first))) if texts else None


def _whole(text: str) -> str:
    return rf"(?<!\w){re.escape(text)}(?!\w)"


def _words(node: yaml.Node | None, languages: Sequence[str]) -> Mapping[str, str]:
    if node is not None and is_text(node):
        return dict.fromkeys(languages, str(node.value))
    return {name: str(value.value) for name, value in parse_mapping(node).items() if is_text(value)}
