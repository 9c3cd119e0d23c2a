"""The bar below each figure and table on the report's page: where it comes from, and with scripts its files too."""

from __future__ import annotations

import json
from html import escape as html_escape
from typing import TYPE_CHECKING, Final

from multitrack.bundles.bundle_page import NAME as PAGE
from multitrack.bundles.wording import words
from multitrack.render.markdown import division, escape, span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from multitrack.bundles.exhibits import Exhibit
    from multitrack.edition import Edition
    from multitrack.lang.language import Language

_SAID: Final = ("download", "data", "cite", "copied")


def bar(exhibit: Exhibit, language: Language) -> str:
    """Return the bar as Markdown: a link to the exhibit's own page, which has everything."""
    title = span(".unseen", escape(f": {exhibit.wording[language.code].title}"))
    return division(".exhibit-bar", [f"[{escape(words(language, 'bar', 'page'))}{title}]({_page(exhibit, language)})"])


def data_link(exhibit: Exhibit, language: Language) -> str:
    """Return HTML that leads to a figure's data where no script lays them out."""
    label = f"{words(language, 'bar', 'data')}: {exhibit.wording[language.code].title}"
    return f'<noscript><p><a href="{_page(exhibit, language)}">{html_escape(label)}</a></p></noscript>'


def bars_script(exhibits: Iterable[Exhibit], edition: Edition, language: Language) -> bytes:
    """Return what the page's script adds to every bar, as JSON: the words, and the citation of each exhibit."""
    said = {key: words(language, "bar", key) for key in _SAID}
    cited = edition.citations[language.code]
    citations = {exhibit.exhibit_id: cited[exhibit.exhibit_id].apa for exhibit in exhibits}
    return json.dumps({**said, "citations": citations}, ensure_ascii=False, separators=(",", ":")).encode()


def _page(exhibit: Exhibit, language: Language) -> str:
    return f"../{exhibit.folder}/{PAGE}#{language.code}"
