"""The bundles of an edition: the files for showing, checking and citing each figure and table elsewhere."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict, dataclass
from functools import cached_property
from html import escape as html_escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typst

from multitrack.bundles import bundle_metadata as metadata
from multitrack.bundles import table_formats as grids
from multitrack.bundles.bundle_page import make_landing_page, name_page
from multitrack.bundles.exhibits import make_exhibits
from multitrack.bundles.pictures import PictureExport, make_svg, render_pictures
from multitrack.bundles.workbook import make_bundle_workbook
from multitrack.bundles.zip_files import pack
from multitrack.charts.drawing import hash_fonts, make_number_locale, make_time_locale
from multitrack.render.figure_files import pack_line
from multitrack.render.markdown import escape, make_division, make_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from multitrack.bundles.exhibits import Exhibit
    from multitrack.edition import Edition
    from multitrack.lang.language import Language
    from multitrack.products import Wanted

_WORDS_OF_BARS: Final = ("download", "data", "cite", "copied")


@dataclass(frozen=True)
class BundleSet:
    """The bundles of all figures and tables of an edition."""

    edition: Edition

    @cached_property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The figures, then the tables."""
        return make_exhibits(self.edition)

    def bars(self, texts: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the texts with links to the bundles: a bar below each figure and table, and the words of bars."""
        files: dict[str, bytes] = {}
        for speaker in self.edition.speakers:
            for exhibit in self.exhibits:
                path = f"{speaker.code}/{exhibit.exhibit_id}"
                files[f"{path}.md"] = texts[f"{path}.md"] + f"\n{self._bar(exhibit, speaker)}\n".encode()
                if data := texts.get(f"{path}.data.html"):
                    link = f"\n{self._link_data(exhibit, speaker)}</details>".encode()
                    files[f"{path}.data.html"] = data.replace(b"</details>", link)
            said = self._words_of_bars(speaker)
            files |= {f"{speaker.code}/bars.json": said, f"{speaker.code}/bars.b64": pack_line(said)}
        return files

    def _bar(self, exhibit: Exhibit, language: Language) -> str:
        """Return the action bar as Markdown: a link to the exhibit's own page."""
        title = make_span(".unseen", escape(f": {exhibit.wording[language.code].title}"))
        words = escape(metadata.get_words(language, "bar", "page"))
        return make_division(".exhibit-bar", [f"[{words}{title}]({self._address(exhibit, language)})"])

    def _link_data(self, exhibit: Exhibit, language: Language) -> str:
        """Return an HTML link to a figure's data for browsers without scripts."""
        label = html_escape(f"{metadata.get_words(language, 'bar', 'data')}: {exhibit.wording[language.code].title}")
        return f'<noscript><p><a href="{self._address(exhibit, language)}">{label}</a></p></noscript>'

    def _address(self, exhibit: Exhibit, language: Language) -> str:
        return f"../{exhibit.folder}/{name_page(language, self.edition)}"

    def _words_of_bars(self, language: Language) -> bytes:
        """Return the additions of the page's script to every bar as JSON: words, and each citation in pieces."""
        said = {key: metadata.get_words(language, "bar", key) for key in _WORDS_OF_BARS}
        cited = self.edition.citations[language.code]
        citations = {exhibit.exhibit_id: cited[exhibit.exhibit_id].apa_pieces for exhibit in self.exhibits}
        return json.dumps({**said, "citations": citations}, ensure_ascii=False, separators=(",", ":")).encode()

    def files(self, pictures: Mapping[str, bytes], *, fonts: Path, pool: Executor) -> dict[str, bytes]:
        """Return the files of all bundles with their pages, by their paths in the output folder.

        The parameters are those of :func:`make_bundles`.
        """
        wanted = [(exhibit, self.ask(exhibit, pictures)) for exhibit in self.exhibits]
        new = [exhibit for exhibit, bundle in wanted if bundle.kept is None]
        made = make_bundles(new, self.edition, pictures, fonts=fonts, pool=pool)
        keep = self.edition.products.keep_of_sources
        return {
            f"{exhibit.folder}/{name}": content
            for exhibit, bundle in wanted
            for name, content in (bundle.kept or keep(bundle, self._add_pages(exhibit, next(made)))).items()
        }

    def ask(self, exhibit: Exhibit, pictures: Mapping[str, bytes]) -> Wanted:
        """Look for the files of a bundle, which is made anew only if one of its own rows, words or pictures changed."""
        edition, one = self.edition, exhibit.exhibit_id
        drawn = {path: content for path, content in pictures.items() if path.partition("/")[2].startswith(f"{one}.")}
        inputs = {
            **drawn,
            "what it shows": repr([exhibit, edition.specifications.get(one)]),
            "its rows": repr([*metadata.find_row_places(exhibit, edition.package)]),
            "its citations": repr([edition.works[one], *(cited[one] for cited in edition.citations.values())]),
        }
        return edition.products.ask_without_data("bundles", f"kit.{one}", inputs)

    def _add_pages(self, exhibit: Exhibit, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        pages = {
            name_page(one, self.edition): make_landing_page(exhibit, self.edition, files, one)
            for one in self.edition.speakers
        }
        return {**files, **pages}


def make_bundles(
    exhibits: Sequence[Exhibit], edition: Edition, pictures: Mapping[str, bytes], *, fonts: Path, pool: Executor
) -> Iterator[dict[str, bytes]]:
    """Yield the files of each exhibit's bundle by their names, with its ZIP but without its pages.

    Parameters
    ----------
    pictures
        Path in ``_generated/`` → bytes of the pictures of all figures in all languages.
    fonts
        Folder with the edition's static fonts; its parent holds temporary files.
    pool
        Makes them.
    """
    typefaces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])

    def write(language: Language) -> Mapping[str, bytes]:
        return grids.write_documents(exhibits, edition, language)

    documents = pool.map(write, edition.speakers)
    for_word = dict(zip([language.code for language in edition.speakers], documents, strict=True))

    def make(exhibit: Exhibit) -> dict[str, bytes]:
        return _Kit(exhibit, edition, pictures, for_word, typefaces, fonts).files()

    yield from pool.map(make, exhibits)


@dataclass(frozen=True)
class _Kit:
    exhibit: Exhibit
    edition: Edition
    pictures: Mapping[str, bytes]
    documents: Mapping[str, Mapping[str, bytes]]
    fonts: typst.Fonts
    font_folder: Path

    def files(self) -> dict[str, bytes]:
        name, edition = self.exhibit.exhibit_id, self.edition
        files = {f"{name}.csv": self._data, f"{name}.xlsx": make_bundle_workbook(self.exhibit, edition)}
        for language in edition.speakers:
            forms = self._pictures(language) if self.exhibit.kind == "figure" else self._grids(language)
            files |= {f"{name}.{language.code}.{ending}": content for ending, content in forms.items()}
        files |= self._citations()
        files[metadata.README] = metadata.write_readme(self.exhibit, edition, [*files, metadata.RECORD])
        files[metadata.RECORD] = metadata.describe_bundle(self.exhibit, edition, files)
        return {**files, f"{name}.zip": pack(files, name, edition.works[name].release)}

    @cached_property
    def _data(self) -> bytes:
        return self.exhibit.data.to_csv()

    def _pictures(self, language: Language) -> dict[str, bytes]:
        code, name = language.code, self.exhibit.exhibit_id
        drawn = PictureExport(
            svg=self.pictures[f"{code}/{name}.svg"],
            slide=self.pictures[f"{code}/{name}.slide.svg"],
            data=self._data,
            language=language,
            wording=self.exhibit.wording[code],
            work=self.edition.works[name],
            citation=self.edition.citations[code][name].apa,
            based_on=self.edition.source,
        )
        inputs = {
            "picture": drawn.svg,
            "slide": drawn.slide,
            "data": drawn.data,
            "words": json.dumps([asdict(drawn.wording), drawn.to_rdf("")]),
            "fonts": json.dumps(hash_fonts(self.font_folder)),
        }

        def make() -> dict[str, bytes]:
            with tempfile.TemporaryDirectory(dir=self.font_folder.parent) as folder:
                return {"svg": make_svg(drawn), **render_pictures(drawn, Path(folder), self.fonts)}

        made = self.edition.products.make("bundles", f"{name}.{code}", inputs, make)
        return {**made, "vl.json": self._specification(drawn)}

    def _specification(self, drawn: PictureExport) -> bytes:
        """Return a self-contained specification of a chart, with the language's formats and its origin."""
        spec, locale = self.edition.specifications[self.exhibit.exhibit_id][drawn.language.code], drawn.language.locale
        formats = {"number": make_number_locale(locale), "time": make_time_locale(locale)}
        origin = {
            "title": drawn.wording.title,
            "identifier": drawn.work.versioned_id,
            "licence": drawn.work.licence.url,
            "citation": drawn.citation,
            "source": drawn.based_on,
        }
        content = {
            **spec,
            "description": drawn.wording.description,
            "usermeta": origin,
            "config": {**spec.get("config", {}), "locale": formats},
        }
        said = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return f"{self.edition.theme.tokens.paint(said)}\n".encode()

    def _grids(self, language: Language) -> dict[str, bytes]:
        note = self.edition.citations[language.code][self.exhibit.exhibit_id].from_note
        return {
            "md": grids.write_markdown(self.exhibit, language, note),
            "tex": grids.write_latex(self.exhibit, language, note),
            "html": grids.write_html(self.exhibit, language, note, self.edition.theme),
            "docx": self.documents[language.code][self.exhibit.exhibit_id],
        }

    def _citations(self) -> dict[str, bytes]:
        """Return a file for each kind of reference manager, with the citation in all languages."""
        told = {code: cited[self.exhibit.exhibit_id] for code, cited in self.edition.citations.items()}
        items = [
            {**item, "id": f"{item['id']}-{code}"} for code, one in told.items() for item in json.loads(one.csl_json)
        ]
        return {
            "citation.bib": "\n".join(one.bibtex for one in told.values()).encode(),
            "citation.ris": "\n".join(one.ris for one in told.values()).encode(),
            "citation.json": (json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode(),
        }
