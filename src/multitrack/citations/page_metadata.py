"""Metadata in the head of the report's page, for search engines and reference managers."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from multitrack.citations.reference_records import get_language_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from multitrack.citations.cite import Citation
    from multitrack.citations.source_study import SourceStudy
    from multitrack.citations.works import Work
    from multitrack.lang.language import Language
    from multitrack.project import Profile


def make_report_head(
    works: Sequence[Work], study: SourceStudy | None, profile: Profile, language: Language, citation: Citation
) -> str:
    """Return the lines for the head of the report's page: ``citation_*`` tags, then JSON-LD.

    Parameters
    ----------
    works
        All works of the edition, the report first.
    citation
        The citation of the report.
    """
    tags = "".join(
        f'<meta name="{name}" content="{escape(content)}">\n' for name, content in _tags(works[0], profile, language)
    )
    return tags + write_json_ld(describe_report(works, study, profile, language, citation))


def write_json_ld(described: Mapping[str, Any]) -> str:
    """Return a schema.org description as a block of JSON-LD, escaped so that no text can end it."""
    content = json.dumps({"@context": "https://schema.org", **described}, ensure_ascii=False, separators=(",", ":"))
    harmless = content.replace("<", "\\u003c")
    return f'<script type="application/ld+json">{harmless}</script>\n'


def describe_report(
    works: Sequence[Work], study: SourceStudy | None, profile: Profile, language: Language, citation: Citation
) -> dict[str, Any]:
    """Return the schema.org description of the report with its figures and tables.

    Parameters are those of :func:`make_report_head`.

    Addresses of parts are relative to the report's page, so that they work on a disk as well.
    """
    report = works[0]
    return {
        "@type": "Report",
        **describe_work(report, language, study),
        "description": profile.config.get("description", ""),
        "keywords": profile.config.get("keywords", []),
        "creditText": citation.apa,
        "hasPart": [
            {
                "@type": get_schema_type(work),
                "identifier": work.versioned_id,
                "url": f"../{get_bundles_folder(work)}/{work.work_id}/index.html",
            }
            for work in works
            if work.within == report.work_id
        ],
    }


def describe_work(work: Work, language: Language, study: SourceStudy | None) -> dict[str, Any]:
    """Return the schema.org description of a work; authors count as organisations."""
    code = language.code
    return {
        "name": work.title[code],
        "author": [{"@type": "Organization", "name": author} for author in work.authors[code]],
        "identifier": work.versioned_id,
        "version": work.version,
        "datePublished": work.release.isoformat(),
        "inLanguage": get_language_tag(language),
        "license": work.licence.url,
        **({"url": work.url[code]} if work.url[code] else {}),
        **({"isBasedOn": study.to_schema()} if study else {}),
    }


def get_schema_type(work: Work) -> str:
    """Return the schema.org type of a work; a table is a data set."""
    return {"report": "Report", "figure": "ImageObject", "table": "Dataset", "dataset": "Dataset"}[work.kind]


def get_bundles_folder(work: Work) -> str:
    """Return the output folder of the bundles of figures or of tables."""
    return f"{work.kind}s"


def _tags(report: Work, profile: Profile, language: Language) -> Iterator[tuple[str, str]]:
    code = language.code
    yield "citation_title", report.title[code]
    for author in report.authors[code]:
        yield "citation_author", author
    yield "citation_publication_date", f"{report.release:%Y/%m/%d}"
    yield "citation_language", get_language_tag(language)
    yield "citation_technical_report_institution", language.label("joints", "list").join(report.authors[code])
    yield "citation_technical_report_number", report.versioned_id
    for keyword in profile.config.get("keywords", []):
        yield "citation_keywords", keyword
    if report.doi:
        yield "citation_doi", report.doi
    if url := report.url[code]:
        yield "citation_public_url", url
        yield "citation_pdf_url", f"{url.removesuffix('.html')}.pdf"
