"""``index.html`` of a bundle: its description in all languages on one page, which needs no network."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from multitrack.bundles.bundle_metadata import find_row_places, get_words, say_file, say_locator
from multitrack.bundles.exhibits import Grid
from multitrack.citations.reference_records import get_language_tag
from multitrack.lang.values import PartialDate
from multitrack.render.page_assets import digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.bundles.bundle_metadata import RowPlace
    from multitrack.bundles.exhibits import Exhibit, Wording
    from multitrack.edition import Edition
    from multitrack.lang.language import Language

NAME: Final = "index.html"

_OUT: Final = "../../"
"""From a bundle's folder to that of the whole output."""
_SVG_SIZE: Final = re.compile(rb'<svg[^>]*? width="(\d+)[\d.]*" height="(\d+)')
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES: Final = {
    "svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf", "json": "application/json",
    "csv": "text/csv", "md": "text/markdown", "tex": "application/x-tex", "html": "text/html",
    "zip": "application/zip", "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "docx": f"{_OFFICE}.wordprocessingml.document",
}  # fmt: skip


def make_landing_page(exhibit: Exhibit, edition: Edition, files: Mapping[str, bytes]) -> bytes:
    """Return the page of a bundle.

    Parameters
    ----------
    files
        The bundle's other files, the ZIP among them.
    """
    texts = edition.theme.texts
    style, script = texts["landing.css"], texts["landing.js"]
    # Nothing is loaded but the page's own style and script, known by their hashes, and pictures beside it.
    policy = (
        f"default-src 'none'; img-src 'self' file:; style-src {digest(style)}; script-src {digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    page = _page(exhibit, edition, files)
    return edition.theme.fill("landing.html", page=page, policy=policy, style=style, script=script)


def _page(exhibit: Exhibit, edition: Edition, files: Mapping[str, bytes]) -> dict[str, Any]:
    first, data = edition.speakers[0], exhibit.data

    def in_all(*path: str) -> list[tuple[str, str]]:
        """Return a word in all languages, equal ones once."""
        said = {get_words(one, *path): get_language_tag(one) for one in reversed(edition.speakers)}
        return [(lang, word) for word, lang in reversed(said.items())]

    def locators(place: RowPlace) -> list[tuple[str, str]]:
        return [(get_language_tag(one), say_locator(place.locator, one)) for one in edition.speakers if place.locator]

    return {
        "lang": get_language_tag(first),
        "id": exhibit.exhibit_id,
        "kind": exhibit.kind,
        "versioned_id": exhibit.versioned_id,
        "digests": exhibit.digests,
        "work": edition.works[exhibit.exhibit_id],
        "based_on": edition.source,
        "tags": _citation_tags(exhibit, edition),
        "described": _described(exhibit, edition, sorted(files)),
        "spoken": [_spoken(exhibit, edition, files, one) for one in edition.speakers],
        "headers": [column.header for column in data.columns],
        "data": data.rows,
        "numbers": [all(_is_number(row[place]) for row in data.rows) for place in range(len(data.columns))],
        "rows": list(find_row_places(exhibit, edition.package)),
        "in_all": in_all,
        "locators": locators,
    }


def _spoken(exhibit: Exhibit, edition: Edition, files: Mapping[str, bytes], language: Language) -> dict[str, Any]:
    """Return what the page says in one language."""
    code, shown = language.code, exhibit.shown[language.code]
    picture = f"{exhibit.exhibit_id}.{code}.svg"
    size = _SVG_SIZE.search(files.get(picture, b""))
    others = tuple(f"{exhibit.exhibit_id}.{one.code}." for one in edition.speakers if one != language)
    names = [name for name in files if not name.startswith(others) and not name.endswith((".zip", "README.md"))]
    return {
        "code": code,
        "lang": get_language_tag(language),
        "say": partial(get_words, language),
        "said": exhibit.wording[code],
        "shown": shown,
        "numbers": [column.align != "left" for column in shown.columns] if isinstance(shown, Grid) else [],
        "picture": picture,
        "size": [int(side) for side in size.groups()] if size else [],
        "report": f"{_OUT}{edition.pages[code]}#{exhibit.exhibit_id}",
        "files": [(name, say_file(name, exhibit, edition, language)) for name in names],
        "citation": edition.citations[code][exhibit.exhibit_id],
        "released": language.date(PartialDate.parse(edition.works[exhibit.exhibit_id].release.isoformat())),
        "columns": [(column.header, column.meaning(language)) for column in exhibit.data.columns],
    }


def _is_number(text: str) -> bool:
    return not text or text.replace(".", "", 1).removeprefix("-").isdigit()


def _citation_tags(exhibit: Exhibit, edition: Edition) -> list[tuple[str, str]]:
    """Return what a reference manager takes the citation from."""
    language, work = edition.speakers[0], edition.works[exhibit.exhibit_id]
    return [
        ("citation_title", work.title[language.code]),
        *(("citation_author", author) for author in work.authors[language.code]),
        ("citation_publication_date", f"{work.release:%Y/%m/%d}"),
        ("citation_language", get_language_tag(language)),
        ("dcterms.identifier", exhibit.versioned_id),
        ("dcterms.license", work.licence.url),
    ]


def _described(exhibit: Exhibit, edition: Edition, names: list[str]) -> dict[str, Any]:
    """Return the description of a kit in the terms of schema.org."""
    work, report = edition.works[exhibit.exhibit_id], edition.works["report"]
    url = next((address for address in work.url.values() if address), "")
    first = edition.speakers[0].code
    return {
        "@context": "https://schema.org",
        **_kind(exhibit, edition, names),
        **({"@id": url, "url": url} if url else {"@id": f"#{exhibit.exhibit_id}"}),
        "name": _said(edition, {code: said.title for code, said in exhibit.wording.items()}),
        "description": _said(edition, {code: _description(said) for code, said in exhibit.wording.items()}),
        "identifier": exhibit.versioned_id,
        "version": work.version,
        "datePublished": work.release.isoformat(),
        "inLanguage": [get_language_tag(language) for language in edition.speakers],
        "license": work.licence.url,
        "creditText": edition.citations[first][work.work_id].from_note,
        "copyrightNotice": work.licence.title,
        "creator": [{"@type": "Organization", "name": author} for author in work.authors[first]],
        **({"isBasedOn": edition.source_study.to_schema()} if edition.source_study else {}),
        "isPartOf": {"@type": "Report", "name": _said(edition, report.title)},
    }


def _kind(exhibit: Exhibit, edition: Edition, names: list[str]) -> dict[str, Any]:
    if exhibit.kind == "figure":
        pictures = [name for name in names if name.endswith((".svg", ".png"))]
        types = [_media_type(one) for one in pictures]
        return {"@type": "ImageObject", "contentUrl": pictures, "encodingFormat": types, "representativeOfPage": True}
    language = edition.speakers[0]
    return {
        "@type": "Dataset",
        "distribution": [
            {"@type": "DataDownload", "contentUrl": name, "encodingFormat": _media_type(name)} for name in names
        ],
        "variableMeasured": [
            {"@type": "PropertyValue", "name": column.header, "description": column.meaning(language)}
            for column in exhibit.data.columns
        ],
    }


def _media_type(name: str) -> str:
    return _MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def _description(said: Wording) -> str:
    return said.description or said.caption


def _said(edition: Edition, texts: Mapping[str, str]) -> list[dict[str, str]]:
    """Return words with their languages."""
    return [{"@language": get_language_tag(language), "@value": texts[language.code]} for language in edition.speakers]
