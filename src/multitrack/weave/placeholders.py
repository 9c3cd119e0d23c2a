"""The numbers that the texts name, all looked up before any text is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from multitrack.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from multitrack.model.language import Language

_PLACEHOLDER: Final = re.compile(r"\{([a-z0-9][a-z0-9-]*)\}")
_PATTERNS: Final = "labels"
"""The one file whose braces are slots for values, not names of numbers."""


def unknown_numbers(files: Mapping[str, bytes], languages: Sequence[Language]) -> Iterator[Problem]:
    """Find every place where a text names a number that does not exist.

    Parameters
    ----------
    files
        The data package's files, by their paths in the data folder.
    languages
        Languages that know their numbers.
    """
    for language in languages:
        for name in language.words.files:
            if name != _PATTERNS:
                text = files[f"text/{language.code}/{name}.yml"].decode()
                yield from _in_text(text, f"{language.words.folder}/{name}.yml", language)


def _in_text(text: str, file: str, language: Language) -> Iterator[Problem]:
    for row, line in enumerate(text.splitlines(), 1):
        for number_id in () if line.lstrip().startswith("#") else _PLACEHOLDER.findall(line):
            if number_id not in language.printed:
                found = f"the text names a number {{{number_id}}} that does not exist"
                yield Problem(file, row, "", found, "take an id that `multitrack list numbers` prints")
