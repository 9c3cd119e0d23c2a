"""A figure or a table in its frame, with its provenance: note, sources and versioned identifier."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from multitrack.render.markdown import escape, make_division

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from multitrack.lang.language import Language

_DIGITS: Final = 12


def make_versioned_id(identifier: str, release_version: str, payload: bytes) -> str:
    """Return ``IDENTIFIER@VERSION+DIGITS``: the data package's version and the first twelve digits of a sha256."""
    return f"{identifier}@{release_version}+{hashlib.sha256(payload).hexdigest()[:_DIGITS]}"


def write_float(
    attributes: str, texts: Mapping[str, str], shown: str, source: str, versioned_id: str, language: Language
) -> str:
    """Return a figure or a table in its frame: title, subtitle, picture or grid, note, sources and the code to cite.

    The title is the caption, which the engines number; they put it on top, though Markdown has it last.

    Parameters
    ----------
    texts
        Plain ``title``, ``subtitle`` and ``note``; of these the title alone is never empty.
    shown, source
        Markdown; the source is empty without any publication.
    """
    subtitle, note = texts["subtitle"], texts["note"]
    above = [make_division(".float-subtitle", [escape(subtitle)])] if subtitle else []
    below = {
        ".float-note": f"**{escape(language.label('notes', 'note'))}** {escape(note)}" if note else "",
        ".float-source": f"**{escape(language.label('notes', 'source'))}** {source}" if source else "",
        ".float-code": escape(versioned_id),
    }
    told = [make_division(kind, [content]) for kind, content in below.items() if content]
    return make_division(attributes, [*above, shown, *told, f"**{escape(texts['title'])}**"])


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
