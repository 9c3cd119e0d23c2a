"""The bar below each figure and table on the report's page: download, data, cite, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.kits.data import NAME as DATA
from multitrack.kits.edition import words
from multitrack.kits.landing import NAME as PAGE
from multitrack.weave.markdown import division, escape

if TYPE_CHECKING:
    from multitrack.kits.edition import Edition
    from multitrack.kits.exhibits import Exhibit
    from multitrack.model.language import Language


def bar(exhibit: Exhibit, edition: Edition, language: Language) -> str:
    """Return the bar as Markdown: plain links, of which the page's script makes the third one copy the citation."""
    folder, code = f"../{exhibit.folder}", language.code
    title = exhibit.wording[code].title
    citation = edition.citations[code][exhibit.exhibit_id].apa
    copying = f'.cite data-citation="{escape(citation)}" data-copied="{escape(words(language, "bar", "copied"))}"'
    targets = {
        "download": (f"{folder}/{exhibit.exhibit_id}.zip", ""),
        "data": (f"{folder}/{DATA}", ""),
        "cite": (f"{folder}/{PAGE}#cite-{code}", copying),
        "page": (f"{folder}/{PAGE}#{code}", ""),
    }
    links = (_link(words(language, "bar", key), title, *target) for key, target in targets.items())
    return division(".exhibit-bar", [" ".join(links)])


def _link(text: str, title: str, address: str, attributes: str) -> str:
    """Return a link whose name also says to whom it cannot be seen what it belongs to."""
    label = f'aria-label="{escape(f"{text}: {title}")}"'
    return f"[{escape(text)}]({address}){{{' '.join(part for part in (attributes, label) if part)}}}"
