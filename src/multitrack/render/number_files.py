"""Files of printed numbers for pages and texts, and the edition's own metadata."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from multitrack.errors import InputError, Problem
from multitrack.lang.language import PLACEHOLDER
from multitrack.lang.values import PartialDate
from multitrack.render.markdown import escape

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from multitrack.lang.language import Language, Speaker
    from multitrack.lang.outputs import Number
    from multitrack.source.data_package import DataPackage

DATA_FOLDER: Final = "data"
"""Folder of the data package among the generated files."""

_DIGITS_OF_DIGEST: Final = 12
_SHORTCODE: Final = re.compile(r"\{\{<\s*n\s+(\S+)\s*>\}\}")
_MEDIA_TYPES: Final = {
    ".csv": "text/csv", ".json": "application/json", ".md": "text/markdown", ".yml": "application/yaml",
}  # fmt: skip


def print_numbers(numbers: Iterable[Number], language: Language) -> dict[str, str]:
    """Return id of a number → plain text in a language."""
    return {number.number_id: language.say(number.value) for number in numbers}


def named_numbers(pages: Iterable[str]) -> set[str]:
    """Return the ids that pages print with ``{{< n ID >}}``."""
    return {number_id for page in pages for number_id in _SHORTCODE.findall(page)}


def make_numbers_file(code: str, printed: Mapping[str, Mapping[str, str]], named: Collection[str]) -> bytes:
    """Return the numbers of a language that pages name, as JSON: id → Markdown in which nothing is markup.

    ``ID@LANGUAGE`` is a number as another language prints it.

    Parameters
    ----------
    printed
        Code of a language → id of a number → plain text.
    """
    words = dict(printed[code])
    for other, numbers in printed.items():
        words |= {f"{number_id}@{other}": number for number_id, number in numbers.items()}
    return _as_json({number_id: escape(words[number_id]) for number_id in named if number_id in words})


def edition_file(speaker: Speaker, package: DataPackage, conditions: Mapping[str, bool], day: dt.date) -> bytes:
    """Return the metadata ``edition``, which the documents' frame prints.

    It stands as it is: versions, hashes and paths, in which Markdown finds no markup.

    Parameters
    ----------
    conditions
        Conditions for blocks of pages: name → value.
    """
    content = {
        "date": speaker.date(PartialDate.parse(day.isoformat())),
        "version": package.release.version,
        "digest": digest_files(package.files),
        "attachments": [
            {
                "path": f"_generated/{DATA_FOLDER}/{path}",
                "description": speaker.label("notes", "attachment", path=path),
                "mime": _media_type(path),
            }
            for path in sorted(package.files)
        ],
        **conditions,
    }
    return _as_json({"edition": content})


def _as_json(content: object) -> bytes:
    # All texts are quoted, since readers of YAML may take a hash such as 123456e78901 for a number.
    # JSON is valid YAML, and ten times as fast to write.
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def digest_files(files: Mapping[str, bytes]) -> str:
    """Return the first twelve digits of the sha256 over the names and contents of files."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{hashlib.sha256(files[name]).hexdigest()}\n".encode())
    return total.hexdigest()[:_DIGITS_OF_DIGEST]


def _media_type(path: str) -> str:
    ending = PurePosixPath(path).suffix
    if ending not in _MEDIA_TYPES:
        found = f"a file of the kind {ending or 'without an ending'} cannot be attached to the PDF"
        remedy = f"keep only {', '.join(sorted(_MEDIA_TYPES))} in the data package"
        raise InputError([Problem(f"data/{path}", 0, "", found, remedy)])
    return _MEDIA_TYPES[ending]


_PATTERNS: Final = "labels"
"""The text file with slots, not numbers, in braces."""


def find_unknown_numbers(files: Mapping[str, bytes], speakers: Sequence[Speaker]) -> Iterator[Problem]:
    """Find every mention of an unknown number in the texts among the data package's files."""
    for speaker in speakers:
        for name in speaker.words.files:
            if name != _PATTERNS:
                text = files[f"text/{speaker.code}/{name}.yml"].decode()
                yield from _in_text(text, f"{speaker.words.folder}/{name}.yml", speaker)


def _in_text(text: str, file: str, speaker: Speaker) -> Iterator[Problem]:
    for row, line in enumerate(text.splitlines(), 1):
        for number_id in () if line.lstrip().startswith("#") else PLACEHOLDER.findall(line):
            if number_id not in speaker.printed:
                found = f"the text names a number {{{number_id}}} that does not exist"
                yield Problem(file, row, "", found, "take an id that `multitrack list numbers` prints")
