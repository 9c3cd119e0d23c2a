"""Provenance: note, sources and versioned identifier below a figure or a table."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from multitrack.render.markdown import escape, make_division

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


def write_provenance(note: str, source: str, versioned_id: str, language: Language) -> list[str]:
    """Return what stands below a figure or a table as blocks of Markdown: note, source, and the code to cite.

    Parameters
    ----------
    note
        Plain text; empty without one.
    source
        The publications as Markdown; empty without any.
    """
    parts = {
        ".float-note": f"**{escape(language.label('notes', 'note'))}** {escape(note)}" if note else "",
        ".float-source": f"**{escape(language.label('notes', 'source'))}** {source}" if source else "",
        ".float-code": escape(versioned_id),
    }
    return [make_division(kind, [content]) for kind, content in parts.items() if content]


_NUMBERED: Final = re.compile(r"([A-Z]+)\d")
_LISTED_AT_MOST: Final = 4


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
