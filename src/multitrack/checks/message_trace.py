"""Which words of a language's text files a drawn label or a table's cell is made of, and on which line they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from multitrack.lang.language import Words
from multitrack.source.texts import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from multitrack.errors import Problem
    from multitrack.lang.language import Language
    from multitrack.lang.values import Term

_SLOT: Final = re.compile(r"\{[a-z0-9][a-z0-9-]*\}")


@dataclass(frozen=True)
class _Overheard(Words):
    """Words that remember which of them were asked for."""

    heard: dict[Term, str] = field(default_factory=dict)

    def find(self, term: Term) -> str:
        words = super().find(term)
        self.heard[term] = words
        return words


def overhear(speak: Callable[[Language], object], language: Language) -> Mapping[Term, str]:
    """Return every term that ``speak`` has the language say, with its words as they stand in the text file."""
    words = _Overheard(language.words.folder, language.words.files)
    speak(replace(language, words=words))
    return words.heard


def spoken(text: str, heard: Mapping[Term, str]) -> Term | None:
    """Return the term that most of a text, or of a word in it, is made of; None if no term has a letter of it."""
    share = {term: _share(words, text) for term, words in heard.items()}
    return max((term for term in share if share[term] > 0), key=lambda term: share[term], default=None)


def _share(words: str, text: str) -> float:
    """Return how many characters of a text are a term's own, without what is filled into its slots."""
    parts = [part.strip() for part in _SLOT.split(words) if any(map(str.isalpha, part))]
    if parts and all(part in text for part in parts):
        return sum(map(len, parts))
    # Of a text that is only a part of several terms' words, whoever says just that goes first.
    return len(text) - 0.5 if any(text in part for part in parts) else 0


def problem_at(term: Term, found: str, remedy: str, *, language: Language, files: Mapping[str, bytes]) -> Problem:
    """Return a problem at the line of a term in its text file.

    Parameters
    ----------
    found, remedy
        What was found there, and what to do about it.
    files
        The data package's files, by their paths in the data folder.
    """
    name = f"{term.file}.yml"
    text, _ = read_text(f"{language.words.folder}/{name}", files[f"text/{language.code}/{name}"])
    return text.problem(term.path, found, remedy)
