"""The glossary: each term in a section must have its counterpart in the same section of the other languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Final

from multitrack.checks.chapters import get_line, is_text, parse_mapping, parse_texts, read_nodes
from multitrack.engines.pages import Line
from multitrack.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from multitrack.checks.chapters import Chapter, Section
    from multitrack.project import Project

Used = Mapping[str, tuple[Line, str]]
"""The terms of a section: key → line and words of its first use."""

_PATH: Final = "text/glossary.yml"
_REMEDY: Final = "write a list of the term's forms for every language, the preferred one first"
_AVOIDED: Final = "not-to-be-used"
"""Key for the words that no text may use: language → words → words to use instead."""


@dataclass(frozen=True)
class Glossary:
    """The terms of one language.

    Attributes
    ----------
    forms, lines
        Key of a term → forms, the preferred one first, and line in ``file``.
    avoided
        Words not to be used → words to use instead.
    """

    file: str
    language: str
    forms: Mapping[str, Sequence[str]]
    lines: Mapping[str, int]
    avoided: Mapping[str, str]

    def used(self, section: Section) -> Used:
        """Return the terms of a section: key → line and words of its first use."""
        found: dict[str, tuple[Line, str]] = {}
        for line, words in _search(self._any_term, section):
            found.setdefault(self._keys[_plain(words)], (line, words))
        return found

    def find_avoided(self, chapters: Sequence[Chapter]) -> Iterator[Problem]:
        """Find words not to be used, in pages and other texts."""
        instead = {_plain(words): better for words, better in self.avoided.items()}
        any_avoided = _any_of(instead)
        for section in (section for chapter in chapters for section in chapter.sections):
            for line, words in _search(any_avoided, section):
                found = f'"{" ".join(words.split())}" is not to be used by {self.file}'
                yield line.problem(found, f'write "{instead[_plain(words)]}"')

    def find_unknown(self, chapters: Sequence[Chapter]) -> Iterator[Problem]:
        """Find unknown words marked as terms in pages, and suggest the nearest terms."""
        for chapter in chapters:
            for mark in chapter.marks:
                if mark.kind == "term" and _plain(mark.name) not in self._keys:
                    near = get_close_matches(_plain(mark.name), self._keys, n=2)
                    remedy = " or ".join(f'"{form}"' for form in near) or "a term of the glossary, or add it there"
                    yield mark.line.problem(f'"{mark.name}" is no term of {self.file}', f"take {remedy}")

    def find_unused(self, sections: Sequence[Used]) -> Iterator[Problem]:
        """Find unused terms, given the terms of all sections."""
        used = {key for section in sections for key in section}
        for key, forms in self.forms.items():
            if key not in used:
                found = f'no page in the language {self.language} has "{forms[0]}" or another form of it'
                yield Problem(self.file, self.lines[key], key, found, "use the term, correct its forms or take it out")

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        return {_plain(form): key for key, forms in self.forms.items() for form in forms}

    @cached_property
    def _any_term(self) -> re.Pattern[str]:
        return _any_of(self._keys)


def read_glossaries(project: Project, languages: Sequence[str]) -> tuple[tuple[Glossary, ...], tuple[Problem, ...]]:
    """Read the terms of each language, and find incomplete terms and forms of two terms.

    Raises
    ------
    InputError
        If the file is no YAML.
    """
    path = project.data / _PATH
    file = project.name(path)
    root = read_nodes(project, path)
    terms = dict(parse_mapping(root))
    avoided = parse_mapping(terms.pop(_AVOIDED, None))
    lines = {key: get_line(node) for key, node in terms.items()}
    problems: list[Problem] = []
    if len(languages) > 1 and not path.exists():
        problems.append(Problem(file, 0, "", "the file is missing", f"for each term {_REMEDY}"))
    elif path.exists() and not terms:
        problems.append(Problem(file, 0, "", "the glossary holds no terms", f"for each term {_REMEDY}"))
    glossaries: list[Glossary] = []
    for language in languages:
        forms = {key: parse_texts(parse_mapping(node).get(language)) for key, node in terms.items()}
        found = f"no forms in the language {language}"
        problems += [Problem(file, lines[key], key, found, _REMEDY) for key in terms if not forms[key]]
        known = {key: some for key, some in forms.items() if some}
        instead = parse_mapping(avoided.get(language))
        problems += [
            Problem(file, get_line(node), f"{_AVOIDED}.{language}.{words}", "no words to use instead", "write some")
            for words, node in instead.items()
            if not is_text(node)
        ]
        better = {words: str(node.value) for words, node in instead.items() if is_text(node)}
        glossaries.append(Glossary(file, language, known, lines, better))
        problems += _doubled(glossaries[-1])
    return tuple(glossaries), tuple(problems)


def find_missing_terms(here: Used, glossary: Glossary, there: Used, heading: Line) -> Iterator[Problem]:
    """Find terms used here that are missing there, in the section under a heading in the language of the glossary."""
    for key, (line, words) in here.items():
        if key not in there and key in glossary.forms:
            found = f'the term "{words}" has no counterpart in the section of {heading.file}:{heading.number}'
            yield line.problem(found, f'use "{glossary.forms[key][0]}" there, or another word here')


def _doubled(glossary: Glossary) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for key, forms in glossary.forms.items():
        for form in forms:
            if first.setdefault(_plain(form), key) != key:
                found = f'"{form}" is a form of {first[_plain(form)]} as well'
                yield Problem(glossary.file, glossary.lines[key], key, found, "keep it with one of them")


def _any_of(known: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of any of some words, of longer and shorter ones the longest; of none, one of nothing."""
    longest_first = sorted(known, key=len, reverse=True)
    forms = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first)
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])" if forms else "(?!)", re.IGNORECASE)


def _search(wanted: re.Pattern[str], section: Section) -> Iterator[tuple[Line, str]]:
    """Yield each of the words wanted in a section with its line."""
    # Words may be broken over two lines, so the lines are joined for the search.
    text = "\n".join(line.text for line in section.prose)
    for match in wanted.finditer(text):
        yield section.prose[text.count("\n", 0, match.start())], match[0]


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
