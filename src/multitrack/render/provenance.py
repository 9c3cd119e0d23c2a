"""Provenance: the line under a figure or a table with its source rows and versioned identifier."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from multitrack.render.markdown import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from multitrack.lang.language import Language

_DIGITS: Final = 12


def make_versioned_id(identifier: str, release_version: str, payload: bytes) -> str:
    """Return ``IDENTIFIER@VERSION+DIGITS``: the data package's version and the first twelve digits of a sha256.

    Parameters
    ----------
    payload
        Data and specification of the figure or table, in one canonical form.
    """
    return f"{identifier}@{release_version}+{hashlib.sha256(payload).hexdigest()[:_DIGITS]}"


_NUMBERED: Final = re.compile(r"([A-Z]+)\d")
_LISTED_AT_MOST: Final = 4


def write_provenance(rows: Iterable[str], versioned_id: str, language: Language) -> str:
    """Return the line as Markdown; only the identifier if there are no source rows."""
    rows = tuple(rows)
    if not rows:
        return escape(versioned_id)
    line = language.label("notes", "provenance", rows=name_rows(rows, language))
    return escape(f"{line} · {versioned_id}")


def name_rows(rows: Iterable[str], language: Language) -> str:
    """Return the ids of rows as one text, grouped by resource, with only the ends of long runs."""
    groups: dict[str, list[str]] = {}
    for row in dict.fromkeys(rows):
        match = _NUMBERED.match(row)
        groups.setdefault(match[1] if match else "", []).append(row)
    named = (_name(sorted(group) if kind else group, language) for kind, group in groups.items())
    return language.label("joints", "items").join(named)


def _name(rows: list[str], language: Language) -> str:
    if len(rows) <= _LISTED_AT_MOST:
        return language.label("joints", "list").join(rows)
    return language.label("notes", "rows-more", first=rows[0], last=rows[-1], count=len(rows))
