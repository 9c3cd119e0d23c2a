"""The pages of a bundle, one for each language, which need no network, and its description for programs."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

from multitrack.bundles.bundle_metadata import find_row_places, get_words, say_file, say_locator
from multitrack.citations.page_metadata import SharedPage, locate_picture, make_citation_tags
from multitrack.lang.values import PartialDate
from multitrack.render.page_assets import SITE_STYLE, make_site_policy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.bundles.exhibits import Exhibit
    from multitrack.edition import Edition
    from multitrack.lang.language import Language

_OUT: Final = "../../"
"""From a bundle's folder to that of the whole output."""
_FRAME: Final = (
    '<iframe src="{address}#bare" title="{title}" style="width: 100%; height: 40rem; border: 0"'
    ' loading="lazy"></iframe>'
)
"""The figure or table in another page."""
_SVG_SIZE: Final = re.compile(rb'<svg[^>]*? width="(\d+)[\d.]*" height="(\d+)')
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_CODE: Final = re.compile(r"\b[A-Z]\d+-\d+\b")
_MEDIA_TYPES: Final = {
    "svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf", "json": "application/json",
    "csv": "text/csv", "md": "text/markdown", "tex": "application/x-tex", "html": "text/html",
    "zip": "application/zip", "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "docx": f"{_OFFICE}.wordprocessingml.document",
}  # fmt: skip


def name_page(language: Language, edition: Edition) -> str:
    """Return the file name of a bundle's page in a language: ``index.html`` in the edition's first."""
    return "index.html" if language.code == edition.speakers[0].code else f"index.{language.code}.html"


def make_landing_page(exhibit: Exhibit, edition: Edition, files: Mapping[str, bytes], language: Language) -> bytes:
    """Return the page of a bundle in a language, which offers the bundle's other files."""
    script = edition.theme.texts["landing.js"]
    page = _page(exhibit, edition, files, language)
    policy, style = make_site_policy(script), f"{_OUT}{SITE_STYLE}"
    return edition.theme.fill("landing.html", page=page, policy=policy, style=style, script=script)


def _page(exhibit: Exhibit, edition: Edition, files: Mapping[str, bytes], language: Language) -> dict[str, Any]:
    code, data = language.code, exhibit.data
    picture = f"{exhibit.exhibit_id}.{code}.svg"
    size = _SVG_SIZE.search(files.get(picture, b""))
    work, others = edition.works[exhibit.exhibit_id], [one for one in edition.speakers if one.code != code]
    theirs = tuple(f"{exhibit.exhibit_id}.{one.code}." for one in others)
    offered = [name for name in files if not name.startswith(theirs) and not name.endswith((".zip", "README.md"))]
    shared = _share(exhibit, edition, language)
    return {
        "code": code,
        "lang": language.tag,
        "say": partial(get_words, language),
        "coded": _keep_codes,
        "exhibit": exhibit,
        "work": work,
        "based_on": edition.source,
        "tags": [
            *make_citation_tags(work, language),
            ("dcterms.identifier", exhibit.versioned_id),
            ("dcterms.license", work.licence.url),
        ],
        "described": _described(exhibit, edition, sorted(files)),
        "shared": shared,
        "frame": _FRAME.format(address=shared.address, title=escape(shared.title)),
        "others": [(name_page(one, edition), one.tag, get_words(one, "page", "language")) for one in others],
        "said": exhibit.wording[code],
        "shown": exhibit.grids.get(code),
        "picture": picture,
        "size": [int(side) for side in size.groups()] if size else [],
        "gallery": f"{_OUT}index.html#gallery-{code}",
        "report": f"{_OUT}{edition.pages[code]}#{exhibit.exhibit_id}",
        "files": [(name, say_file(name, exhibit, edition, language)) for name in offered],
        "citation": edition.citations[code][exhibit.exhibit_id],
        "released": language.date(PartialDate.parse(work.release.isoformat())),
        "columns": [(column.header, column.meaning(language)) for column in data.columns],
        "numbers": [all(_is_number(row[place]) for row in data.rows) for place in range(len(data.columns))],
        "rows": [(place, say_locator(place.locator, language)) for place in find_row_places(exhibit, edition.package)],
    }


def _share(exhibit: Exhibit, edition: Edition, language: Language) -> SharedPage:
    """Return the page at its public address, if the edition has one."""
    work, said = edition.works[exhibit.exhibit_id], exhibit.wording[language.code]
    folder = work.url[language.code]
    return SharedPage(
        address=f"{folder}{_at(language, edition)}" if folder else "",
        language=language.tag,
        title=said.title,
        description=said.description or said.caption,
        site=edition.works["report"].title[language.code],
        picture=locate_picture(work, language.code) if exhibit.kind == "figure" else "",
        translations={one.code: f"{folder}{_at(one, edition)}" for one in edition.speakers},
    )


def _at(language: Language, edition: Edition) -> str:
    """Return the page of a language in the address of its folder, which leads to the first language by itself."""
    return name_page(language, edition).removeprefix("index.html")


def _keep_codes(text: str) -> Markup:
    """Return text as HTML in which no code of a row breaks at its hyphen."""
    return Markup(_CODE.sub(r'<span class="code">\g<0></span>', str(escape(text))))  # noqa: S704  (escaped just before)


def _is_number(text: str) -> bool:
    return not text or text.replace(".", "", 1).removeprefix("-").isdigit()


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
        "description": _said(
            edition, {code: said.description or said.caption for code, said in exhibit.wording.items()}
        ),
        "identifier": exhibit.versioned_id,
        "version": work.version,
        "datePublished": work.release.isoformat(),
        "inLanguage": [language.tag for language in edition.speakers],
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


def _said(edition: Edition, texts: Mapping[str, str]) -> list[dict[str, str]]:
    """Return words with their languages."""
    return [{"@language": language.tag, "@value": texts[language.code]} for language in edition.speakers]
