"""Linked data of a bundle's page: JSON-LD after schema.org, and citation tags for reference managers."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from multitrack.citations.reference_records import bcp47

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.bundles.exhibits import Exhibit, Wording
    from multitrack.edition import Edition

_MEDIA_TYPES = {
    "svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf", "json": "application/json",
    "csv": "text/csv", "md": "text/markdown", "tex": "application/x-tex", "html": "text/html",
    "zip": "application/zip",
}  # fmt: skip
_CITATIONS = ("bib", "ris")


def json_ld(exhibit: Exhibit, edition: Edition, names: list[str]) -> str:
    """Return a script element with the description of a bundle, safe inside HTML."""
    work, report = edition.works[exhibit.exhibit_id], edition.works["report"]
    url = next((address for address in work.url.values() if address), "")
    first = edition.speakers[0].code
    content: dict[str, Any] = {
        "@context": "https://schema.org",
        **_kind(exhibit, edition, names),
        **({"@id": url, "url": url} if url else {"@id": f"#{exhibit.exhibit_id}"}),
        "name": _said(edition, {code: said.title for code, said in exhibit.wording.items()}),
        "description": _said(edition, {code: _description(said) for code, said in exhibit.wording.items()}),
        "identifier": exhibit.versioned_id,
        "version": work.version,
        "datePublished": work.release.isoformat(),
        "inLanguage": [bcp47(language) for language in edition.speakers],
        "license": work.licence.url,
        "creditText": edition.citations[first][work.work_id].from_note,
        "copyrightNotice": work.licence.title,
        "creator": [{"@type": "Organization", "name": author} for author in work.authors[first]],
        **({"isBasedOn": edition.source_study.to_schema()} if edition.source_study else {}),
        "isPartOf": {"@type": "Report", "name": _said(edition, report.title)},
    }
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{written}</script>'


def citation_tags(exhibit: Exhibit, edition: Edition) -> str:
    """Return the citation tags of the page's head for reference managers, with links to citation files."""
    language = edition.speakers[0]
    work = edition.works[exhibit.exhibit_id]
    tags = [
        ("citation_title", work.title[language.code]),
        *(("citation_author", author) for author in work.authors[language.code]),
        ("citation_publication_date", f"{work.release:%Y/%m/%d}"),
        ("citation_language", bcp47(language)),
        ("dcterms.identifier", exhibit.versioned_id),
        ("dcterms.license", work.licence.url),
    ]
    lines = [f'<meta name="{name}" content="{escape(content)}">' for name, content in tags]
    kinds = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}
    lines += [f'<link rel="alternate" type="{kinds[ending]}" href="citation.{ending}">' for ending in _CITATIONS]
    return "\n".join([*lines, f'<link rel="license" href="{escape(work.licence.url)}">'])


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
    """Return words tagged with their languages."""
    return [{"@language": bcp47(language), "@value": texts[language.code]} for language in edition.speakers]
