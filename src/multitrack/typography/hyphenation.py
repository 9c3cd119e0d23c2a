"""Hyphenation of languages that the typesetter has no patterns for: a list of the words in use, parted by Pyphen."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Self, cast

from pyphen import LANGUAGES, Pyphen

from multitrack.errors import InputError, Problem
from multitrack.input_files import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from multitrack.project import Project

_LEFT: Final = 2
_RIGHT: Final = 3
"""Fewest letters before and after a hyphen."""
_SHORTEST: Final = 7
"""Fewest letters of a word that is parted: shorter ones leave no gap in a line worth a hyphen."""
_WORD: Final = re.compile(r"(?<![^\W_])[a-z]+(?![^\W_])")
"""A word in small letters; names and codes are not parted."""
_VOWEL: Final = re.compile("[aeiou]")
_PARTED: Final = re.compile("[a-z]+(?:-[a-z]+)*")
_KEYS: Final = ("patterns", "digraphs", "prefixes", "words")


def make_hyphenation_files(project: Project, texts: Mapping[str, str]) -> dict[str, bytes]:
    """Return ``LANGUAGE/hyphens.txt`` → words of each language whose configuration names rules for parting them.

    The paths of the texts begin with the folder of their language.
    """
    files: dict[str, bytes] = {}
    for profile in project.profiles:
        if rules := profile.config.get("hyphenation"):
            path = project.report / str(rules)
            hyphenation = Hyphenation.read(project.name(path), project.sources.read_text(path))
            own = {name for name in texts if name.startswith(f"{profile.code}/")}
            words = hyphenation.list_words([texts[name] for name in own], [texts[name] for name in texts.keys() - own])
            files[f"{profile.code}/hyphens.txt"] = words
    return files


@dataclass(frozen=True)
class Hyphenation:
    """The rules of a language by which its words are parted.

    Attributes
    ----------
    patterns
        Pyphen's name of the language.
    digraphs
        Pairs of letters that stand for one sound.
    prefixes
        Prefixes that a lone vowel does not join.
    words
        Words parted by hand; one without a hyphen stays whole.
    """

    patterns: str
    digraphs: tuple[str, ...]
    prefixes: tuple[str, ...]
    words: Mapping[str, str]

    @classmethod
    def read(cls, file: str, text: str) -> Self:
        """Read the rules from a YAML file.

        Raises
        ------
        InputError
            If a key or the patterns are unknown, or if a word is not one in small letters.
        """
        content = cast("Mapping[str, Any]", load_yaml(file, text) or {})
        entries = {key: [str(one) for one in content.get(key) or ()] for key in _KEYS[1:]}
        wrong = [(key, "unknown key", f"take one of {', '.join(_KEYS)}") for key in content if key not in _KEYS]
        if content.get("patterns") not in LANGUAGES:
            wrong.append(("patterns", f"Pyphen has none for {content.get('patterns')}", "take one of its languages"))
        remedy = "write it in small letters, with hyphens where it may be parted"
        wrong += [(key, f'"{one}"', remedy) for key in entries for one in entries[key] if not _PARTED.fullmatch(one)]
        if wrong:
            raise InputError([Problem(file, 0, key, found, remedy) for key, found, remedy in wrong])
        words = {word.replace("-", ""): word for word in entries["words"]}
        return cls(str(content["patterns"]), tuple(entries["digraphs"]), tuple(entries["prefixes"]), words)

    def list_words(self, texts: Iterable[str], others: Iterable[str]) -> bytes:
        """Return the words in texts that may be parted, one a line, with hyphens.

        Parameters
        ----------
        others
            Texts in other languages: a word that is said more often in them is theirs, and is not parted.
        """
        own, other = (Counter(word for text in group for word in _WORD.findall(text)) for group in (texts, others))
        words = [word for word, count in own.items() if len(word) >= _SHORTEST and count > other[word]]
        return "".join(f"{parted}\n" for parted in map(self.part, sorted(words)) if "-" in parted).encode()

    def part(self, word: str) -> str:
        """Return a word with hyphens where it may be parted."""
        return self.words.get(word) or "-".join(self._join_lone_vowels(self._find_syllables(word)))

    def _find_syllables(self, word: str) -> list[str]:
        """Return what the patterns part, which know no syllables.

        Of ``ma-sya-ra-k-at`` the places are kept that leave a vowel before them and with which a syllable can begin.
        """
        parts, place = [""], 0
        for part in self._pyphen.inserted(word).split("-"):
            if _VOWEL.search(parts[-1]) and self._onset.match(word, place):
                parts.append(part)
            else:
                parts[-1] += part
            place += len(part)
        return parts

    def _join_lone_vowels(self, syllables: Iterable[str]) -> list[str]:
        """Return syllables of two letters and more: a lone vowel joins a vowel before it, or else the next syllable."""
        parts: list[str] = []
        for syllable in syllables:
            before = parts[-1] if parts else ""
            joins = len(syllable) == 1 and before[-1:] in tuple("aeiou") and before not in self.prefixes
            if len(before) == 1 or (before and joins):
                parts[-1] += syllable
            else:
                parts.append(syllable)
        return parts

    @cached_property
    def _pyphen(self) -> Pyphen:
        return Pyphen(lang=self.patterns, left=_LEFT, right=_RIGHT)

    @cached_property
    def _onset(self) -> re.Pattern[str]:
        """The letters that a syllable can begin with, up to its vowel."""
        return re.compile(rf"(?:{'|'.join((*self.digraphs, 's[kpt]r?', '[bcdfgkpt][lrwy]', '[a-z]'))})?[aeiou]")
