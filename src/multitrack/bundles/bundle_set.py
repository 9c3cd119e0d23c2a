"""All bundles of an edition, as files for the output folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from html import escape as html_escape
from typing import TYPE_CHECKING, Final

from multitrack.bundles.bundle import make_bundles, make_zip
from multitrack.bundles.bundle_metadata import find_row_places, get_words
from multitrack.bundles.bundle_page import make_landing_page, name_page
from multitrack.bundles.exhibits import make_exhibits
from multitrack.render.interactive import pack_line
from multitrack.render.markdown import escape, make_division, make_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from concurrent.futures import Executor
    from pathlib import Path

    from multitrack.bundles.exhibits import Exhibit
    from multitrack.edition import Edition
    from multitrack.lang.language import Language
    from multitrack.products import Wanted

_SAID: Final = ("download", "data", "cite", "copied")


def make_bar(exhibit: Exhibit, edition: Edition, language: Language) -> str:
    """Return the action bar as Markdown: a link to the exhibit's own page."""
    title = make_span(".unseen", escape(f": {exhibit.wording[language.code].title}"))
    words = escape(get_words(language, "bar", "page"))
    return make_division(".exhibit-bar", [f"[{words}{title}]({_page(exhibit, edition, language)})"])


def link_data(exhibit: Exhibit, edition: Edition, language: Language) -> str:
    """Return an HTML link to a figure's data for browsers without scripts."""
    label = f"{get_words(language, 'bar', 'data')}: {exhibit.wording[language.code].title}"
    return f'<noscript><p><a href="{_page(exhibit, edition, language)}">{html_escape(label)}</a></p></noscript>'


def make_bars_script(exhibits: Iterable[Exhibit], edition: Edition, language: Language) -> bytes:
    """Return the additions of the page's script to every bar as JSON: words, and each citation in pieces."""
    said = {key: get_words(language, "bar", key) for key in _SAID}
    cited = edition.citations[language.code]
    citations = {exhibit.exhibit_id: cited[exhibit.exhibit_id].apa_pieces for exhibit in exhibits}
    return json.dumps({**said, "citations": citations}, ensure_ascii=False, separators=(",", ":")).encode()


def _page(exhibit: Exhibit, edition: Edition, language: Language) -> str:
    return f"../{exhibit.folder}/{name_page(language, edition)}"


@dataclass(frozen=True)
class BundleSet:
    """The bundles of all figures and tables of an edition."""

    edition: Edition

    @cached_property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The figures and tables."""
        return make_exhibits(self.edition)

    def bars(self, texts: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the files with links to the bundles: a bar for each figure and table, and the words of bars.

        Parameters
        ----------
        texts
            The files of ``_generated/`` with text.
        """
        files: dict[str, bytes] = {}
        for speaker in self.edition.speakers:
            for exhibit in self.exhibits:
                path = f"{speaker.code}/{exhibit.exhibit_id}"
                files[f"{path}.md"] = texts[f"{path}.md"] + f"\n{make_bar(exhibit, self.edition, speaker)}\n".encode()
                if data := texts.get(f"{path}.data.html"):
                    files[f"{path}.data.html"] = data.replace(
                        b"</details>", f"\n{link_data(exhibit, self.edition, speaker)}</details>".encode()
                    )
            said = make_bars_script(self.exhibits, self.edition, speaker)
            files |= {f"{speaker.code}/bars.json": said, f"{speaker.code}/bars.b64": pack_line(said)}
        return files

    def files(self, pictures: Mapping[str, bytes], *, fonts: Path, pool: Executor) -> dict[str, bytes]:
        """Return the files of all bundles with their pages, by their paths in the output folder.

        Parameters
        ----------
        pictures
            Path in ``_generated/`` → bytes of the pictures of all figures in all languages.
        fonts
            Folder with the edition's static fonts.
        pool
            Makes them.
        """
        wanted = [(exhibit, self.ask(exhibit, pictures)) for exhibit in self.exhibits]
        new = [exhibit for exhibit, bundle in wanted if bundle.kept is None]
        made = make_bundles(new, self.edition, pictures, fonts=fonts, pool=pool)
        keep = self.edition.products.keep_of_sources
        return {
            f"{exhibit.folder}/{name}": content
            for exhibit, bundle in wanted
            for name, content in (bundle.kept or keep(bundle, self._whole(exhibit, next(made)))).items()
        }

    def ask(self, exhibit: Exhibit, pictures: Mapping[str, bytes]) -> Wanted:
        """Look for the files of a bundle, which is made anew only if one of its own rows, words or pictures changed."""
        edition, one = self.edition, exhibit.exhibit_id
        drawn = {path: content for path, content in pictures.items() if path.partition("/")[2].startswith(f"{one}.")}
        inputs = {
            **drawn,
            "what it shows": repr([exhibit.digests, exhibit.rows, exhibit.data, exhibit.wording, exhibit.shown]),
            "its rows": repr([*find_row_places(exhibit, edition.package)]),
            "its citations": repr([edition.works[one], *(cited[one] for cited in edition.citations.values())]),
        }
        return edition.products.ask_without_data("bundles", f"kit.{one}", inputs)

    def _whole(self, exhibit: Exhibit, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        name, content = make_zip(exhibit, self.edition, files)
        whole, speakers = {**files, name: content}, self.edition.speakers
        pages = {name_page(one, self.edition): make_landing_page(exhibit, self.edition, whole, one) for one in speakers}
        return {**whole, **pages}
