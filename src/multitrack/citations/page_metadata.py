"""Metadata in the head of the report's page, for search engines and reference managers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from babel.core import get_global

from multitrack.citations.reference_records import get_language_tag
from multitrack.citations.works import get_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from multitrack.citations.cite import Citation
    from multitrack.citations.source_study import SourceStudy
    from multitrack.citations.works import Work
    from multitrack.lang.language import Language
    from multitrack.project import Profile


@dataclass(frozen=True, kw_only=True)
class SharedPage:
    """A page at a public address, as search engines and previews of links in messages know it.

    Attributes
    ----------
    address
        Empty if the edition is not published; then nothing is said of the page.
    language
        BCP 47.
    site
        The name of the whole.
    picture
        The address of a picture; empty without one.
    translations
        Code of a language, or ``x-default`` for any other → address.
    """

    address: str
    language: str
    title: str
    description: str
    site: str
    picture: str
    translations: Mapping[str, str]

    def to_html(self) -> str:
        """Return the links and the tags for the head of the page, those of the Open Graph among them."""
        if not self.address:
            return ""
        links = [("canonical", "", self.address), *(("alternate", *one) for one in self.translations.items())]
        tags = {
            "og:type": "article",
            "og:url": self.address,
            "og:title": self.title,
            "og:description": self.description,
            "og:site_name": self.site,
            "og:locale": _locale(self.language),
            "og:image": self.picture,
        }
        return "".join(
            [
                *(
                    f'<link rel="{rel}"{_attribute("hreflang", lang)} href="{escape(url)}">\n'
                    for rel, lang, url in links
                ),
                *(f'<meta property="{name}" content="{escape(said)}">\n' for name, said in tags.items() if said),
                f'<meta name="twitter:card" content="{"summary_large_image" if self.picture else "summary"}">\n',
            ]
        )


def _attribute(name: str, value: str) -> str:
    return f' {name}="{value}"' if value else ""


def _locale(language: str) -> str:
    """Return a language with its territory, or the one where most speak it."""
    lang, _, territory = language.partition("-")
    likely: Mapping[str, str] = get_global("likely_subtags")
    return f"{lang}_{territory or likely.get(lang, lang).rpartition('_')[2]}"


def name_picture(work_id: str, code: str) -> str:
    """Return the name of a figure's picture for previews, in its folder."""
    return f"{work_id}.{code}.slide.png"


def make_report_head(
    works: Sequence[Work], study: SourceStudy | None, profile: Profile, language: Language, citation: Citation
) -> str:
    """Return the lines for the head of the report's page: ``citation_*`` tags, those for previews, and JSON-LD.

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
    shared = _share_report(works, profile, language).to_html()
    return tags + shared + write_json_ld(describe_report(works, study, profile, language, citation))


def _share_report(works: Sequence[Work], profile: Profile, language: Language) -> SharedPage:
    report, code = works[0], language.code
    shown = profile.config.get("cover", {}).get("figure")
    pictures = [f"{work.url[code]}{name_picture(work.work_id, code)}" for work in works if work.work_id == shown]
    return SharedPage(
        address=report.url[code],
        language=get_language_tag(language),
        title=report.title[code],
        description=profile.config.get("description", ""),
        site=report.title[code],
        picture=next(iter(pictures), ""),
        translations={**report.url, "x-default": f"{get_site(profile)}/"},
    )


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
