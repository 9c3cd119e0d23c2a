"""The words of one language, read from its text files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from multitrack.errors import InputError, Problem

if TYPE_CHECKING:
    from multitrack.model.values import Term

Entries = Mapping[str, "str | Entries"]
"""What a text file holds: keys to words, or to further keys."""


@dataclass(frozen=True)
class Words:
    """The text files of one language.

    Attributes
    ----------
    folder
        Where they stand, relative to the project's root, for messages: ``data/text/LANGUAGE``.
    files
        File name without ending → its entries.
    """

    folder: str
    files: Mapping[str, Entries]

    def has(self, term: Term) -> bool:
        """Tell whether there are words for a term."""
        return isinstance(self._entry(term), str)

    def find(self, term: Term) -> str:
        """Return the words of a term.

        Raises
        ------
        InputError
            If the file or the key is missing, or holds further keys instead of words.
        """
        entry = self._entry(term)
        if isinstance(entry, str):
            return entry
        where = f"{self.folder}/{term.file}.yml"
        raise InputError([Problem(where, 0, ".".join(term.path), "no words for this key", "add them")])

    def _entry(self, term: Term) -> str | Entries | None:
        entry: str | Entries | None = self.files.get(term.file)
        for key in term.path:
            entry = entry.get(key) if isinstance(entry, Mapping) else None
        return entry
