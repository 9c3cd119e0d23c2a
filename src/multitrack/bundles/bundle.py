"""The files of a bundle, for showing, checking and citing a figure or a table elsewhere."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from multitrack.bundles import bundle_metadata as metadata
from multitrack.bundles import table_formats as grids
from multitrack.bundles.exhibits import Chart
from multitrack.bundles.pictures import EmbeddedMetadata, PictureExport, make_svg, render_pictures
from multitrack.bundles.workbook import make_bundle_workbook
from multitrack.bundles.zip_files import pack
from multitrack.charts.drawing import hash_fonts, make_number_locale, make_time_locale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from multitrack.bundles.exhibits import Exhibit
    from multitrack.edition import Edition
    from multitrack.lang.language import Language


def make_bundles(
    exhibits: Sequence[Exhibit], edition: Edition, pictures: Mapping[str, bytes], *, fonts: Path, pool: Executor
) -> Iterator[dict[str, bytes]]:
    """Yield the files of each exhibit's bundle by their names, without its page and its ZIP.

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


def make_zip(exhibit: Exhibit, edition: Edition, files: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return name and bytes of a bundle's ZIP."""
    released = edition.works[exhibit.exhibit_id].release
    return f"{exhibit.exhibit_id}.zip", pack(files, exhibit.exhibit_id, released)


@dataclass(frozen=True)
class _Kit:
    exhibit: Exhibit
    edition: Edition
    pictures: Mapping[str, bytes]
    documents: Mapping[str, Mapping[str, bytes]]
    fonts: typst.Fonts
    font_folder: Path

    def files(self) -> dict[str, bytes]:
        name, workbook = self.exhibit.exhibit_id, make_bundle_workbook(self.exhibit, self.edition)
        files = {f"{name}.csv": self._data, f"{name}.xlsx": workbook, **self._shown(), **self._citations()}
        names = [*files, metadata.NAME]
        files[metadata.README] = metadata.write_readme(self.exhibit, self.edition, names)
        files[metadata.NAME] = metadata.describe_bundle(self.exhibit, self.edition, files)
        return files

    @cached_property
    def _data(self) -> bytes:
        return self.exhibit.data.to_csv()

    def _shown(self) -> dict[str, bytes]:
        made: dict[str, bytes] = {}
        for language in self.edition.speakers:
            chart = self.exhibit.shown[language.code]
            forms = self._pictures(chart, language) if isinstance(chart, Chart) else self._grids(language)
            made |= {
                f"{self.exhibit.exhibit_id}.{language.code}.{ending}": content for ending, content in forms.items()
            }
        return made

    def _pictures(self, chart: Chart, language: Language) -> dict[str, bytes]:
        work = self.edition.works[self.exhibit.exhibit_id]
        citation = self.edition.citations[language.code][work.work_id]
        imprint = EmbeddedMetadata.of(self.exhibit, work, citation, self.edition.source, language)
        picture, slide = (self.pictures[chart.path.replace(".svg", ending)] for ending in (".svg", ".slide.svg"))
        words, data_name = self.exhibit.wording[language.code], f"{self.exhibit.exhibit_id}.csv"
        told = (words.subtitle, words.source, words.alt, imprint)
        drawn = PictureExport(picture, slide, data_name, self._data, *told)
        inputs = {
            "picture": drawn.svg,
            "slide": drawn.slide,
            "data": drawn.data,
            "words": json.dumps([words.subtitle, words.source, words.alt, asdict(imprint)]),
            "fonts": json.dumps(hash_fonts(self.font_folder)),
        }

        def make() -> dict[str, bytes]:
            with tempfile.TemporaryDirectory(dir=self.font_folder.parent) as folder:
                return {"svg": make_svg(drawn), **render_pictures(drawn, Path(folder), self.fonts)}

        made = self.edition.products.make("bundles", f"{work.work_id}.{language.code}", inputs, make)
        return {**made, "vl.json": self._specification(chart, imprint, language)}

    def _specification(self, chart: Chart, imprint: EmbeddedMetadata, language: Language) -> bytes:
        """Return a self-contained specification of a chart, with the language's formats and its origin."""
        config = chart.spec.get("config", {})
        locale = {"number": make_number_locale(language.locale), "time": make_time_locale(language.locale)}
        origin = {
            "title": imprint.title,
            "identifier": imprint.identifier,
            "licence": imprint.licence_url,
            "citation": imprint.citation,
            "source": imprint.source,
        }
        content: dict[str, Any] = {
            **chart.spec,
            "description": imprint.description,
            "usermeta": origin,
            "config": {**config, "locale": locale},
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
        told = {
            language.code: self.edition.citations[language.code][self.exhibit.exhibit_id]
            for language in self.edition.speakers
        }
        items = [
            {**item, "id": f"{item['id']}-{code}"} for code, one in told.items() for item in json.loads(one.csl_json)
        ]
        return {
            "citation.bib": "\n".join(one.bibtex for one in told.values()).encode(),
            "citation.ris": "\n".join(one.ris for one in told.values()).encode(),
            "citation.json": (json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode(),
        }
