"""The numbers that pages and texts name, as each language prints them, and what the edition says of itself."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from multitrack.errors import InputError, Problem
from multitrack.weave.markdown import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from multitrack.model.dataset import Dataset
    from multitrack.model.language import Language
    from multitrack.model.outputs import Number

DATA_FOLDER: Final = "data"
"""Where the data package lies among the woven files."""

SECOND_CODING: Final = "edition.second-coding"
"""Key by which a page asks whether there are two codings to compare."""

_DIGITS_OF_DIGEST: Final = 12
_MEDIA_TYPES: Final = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".md": "text/markdown",
    ".yml": "application/yaml",
}


def print_numbers(numbers: Iterable[Number], language: Language) -> dict[str, str]:
    """Return number id → plain text of a language."""
    return {number.number_id: language.say(number.value) for number in numbers}


def numbers_file(language: Language, dataset: Dataset) -> bytes:
    """Return the metadata that a page reads: ``n`` with the language's numbers, and ``edition``.

    A page takes a number in as Markdown, so each is escaped. What the edition says of itself goes into the documents'
    frame, and stands as it is: versions, hashes and paths, in which Markdown finds no markup.

    Parameters
    ----------
    language
        A language that knows its numbers.
    """
    content = {
        "n": {number_id: escape(text) for number_id, text in language.printed.items()},
        "edition": _edition(language, dataset),
    }
    # All texts in quotes: another reader of YAML would take a hash such as 123456e78901 for a number.
    # JSON is YAML, and written ten times as fast.
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def digest(files: Mapping[str, bytes]) -> str:
    """Return the first twelve digits of the sha256 over the names and contents of files."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{hashlib.sha256(files[name]).hexdigest()}\n".encode())
    return total.hexdigest()[:_DIGITS_OF_DIGEST]


def _edition(language: Language, dataset: Dataset) -> dict[str, Any]:
    return {
        "version": dataset.release.version,
        "digest": digest(dataset.files),
        SECOND_CODING.rpartition(".")[2]: bool(dataset.codings),
        "attachments": [_attachment(language, path) for path in sorted(dataset.files)],
    }


def _attachment(language: Language, path: str) -> dict[str, str]:
    return {
        "path": f"_generated/{DATA_FOLDER}/{path}",
        "description": language.label("notes", "attachment", path=path),
        "mime": _media_type(path),
    }


def _media_type(path: str) -> str:
    ending = PurePosixPath(path).suffix
    if ending not in _MEDIA_TYPES:
        found = f"a file of the kind {ending or 'without an ending'} cannot be attached to the PDF"
        remedy = f"keep only {', '.join(sorted(_MEDIA_TYPES))} in the data package"
        raise InputError([Problem(f"data/{path}", 0, "", found, remedy)])
    return _MEDIA_TYPES[ending]
