"""Metadata in the head of the report's page, for search engines and reference managers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from babel.core import get_global

from multitrack.citations.works import get_site
from multitrack.project import KITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from multitrack.citations.cite import Citation
    from multitrack.citations.source_study import SourceStudy
    from multitrack.citations.works import Work
    from multitrack.lang.language import Language
    from multitrack.project import Profile


_SCHEMA_TYPES: Final = {"figure": "ImageObject", "table": "Dataset"}


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
        tags = {
            "og:type": "article",
            "og:url": self.address,
            "og:title": self.title,
            "og:description": self.description,
            "og:site_name": self.site,
            "og:locale": _locale(self.language),
            "og:image": self.picture,
        }
        lines = [
            f'<link rel="canonical" href="{escape(self.address)}">',
            *(
                f'<link rel="alternate" hreflang="{code}" href="{escape(url)}">'
                for code, url in self.translations.items()
            ),
            *(f'<meta property="{name}" content="{escape(said)}">' for name, said in tags.items() if said),
            f'<meta name="twitter:card" content="{"summary_large_image" if self.picture else "summary"}">',
        ]
        return "\n".join(lines) + "\n"


def _locale(language: str) -> str:
    """Return a language with its territory, or the one where most speak it."""
    lang, _, territory = language.partition("-")
    likely: Mapping[str, str] = get_global("likely_subtags")
    return f"{lang}_{territory or likely.get(lang, lang).rpartition('_')[2]}"


def locate_picture(work: Work, code: str) -> str:
    """Return the address of a figure's picture for previews in a language."""
    return f"{work.url[code]}{work.work_id}.{code}.slide.png"


def make_report_head(
    works: Sequence[Work], study: SourceStudy | None, profile: Profile, language: Language, citation: Citation
) -> str:
    """Return the lines for the head of the report's page: ``citation_*`` tags, those for previews, and JSON-LD.

    The report is the first of the works, and the citation its own.
    """
    tags = "".join(
        f'<meta name="{name}" content="{escape(content)}">\n' for name, content in _tags(works[0], profile, language)
    )
    shared = _share_report(works, profile, language).to_html()
    described = {"@context": "https://schema.org", **_describe_report(works, study, profile, language, citation)}
    content = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    harmless = content.replace("<", "\\u003c")  # so that no text can end the block
    return f'{tags}{shared}<script type="application/ld+json">{harmless}</script>\n'


def _share_report(works: Sequence[Work], profile: Profile, language: Language) -> SharedPage:
    report, code = works[0], language.code
    shown = profile.config.get("cover", {}).get("figure")
    pictures = [locate_picture(work, code) for work in works if work.work_id == shown]
    return SharedPage(
        address=report.url[code],
        language=language.tag,
        title=report.title[code],
        description=profile.config.get("description", ""),
        site=report.title[code],
        picture=next(iter(pictures), ""),
        translations={**report.url, "x-default": f"{get_site(profile)}/"},
    )


def _describe_report(
    works: Sequence[Work], study: SourceStudy | None, profile: Profile, language: Language, citation: Citation
) -> dict[str, Any]:
    """Return the schema.org description of the report with its figures and tables.

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
                "@type": _SCHEMA_TYPES[work.kind],
                "identifier": work.versioned_id,
                "url": f"../{KITS[work.kind]}/{work.work_id}/index.html",
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
        "inLanguage": language.tag,
        "license": work.licence.url,
        **({"url": work.url[code]} if work.url[code] else {}),
        **({"isBasedOn": study.to_schema()} if study else {}),
    }


def make_citation_tags(work: Work, language: Language) -> Iterator[tuple[str, str]]:
    """Yield what a reference manager takes the citation of any work from."""
    yield "citation_title", work.title[language.code]
    for author in work.authors[language.code]:
        yield "citation_author", author
    yield "citation_publication_date", f"{work.release:%Y/%m/%d}"
    yield "citation_language", language.tag


def _tags(report: Work, profile: Profile, language: Language) -> Iterator[tuple[str, str]]:
    code = language.code
    yield from make_citation_tags(report, language)
    yield "citation_technical_report_institution", language.label("joints", "list").join(report.authors[code])
    yield "citation_technical_report_number", report.versioned_id
    for keyword in profile.config.get("keywords", []):
        yield "citation_keywords", keyword
    if report.doi:
        yield "citation_doi", report.doi
    if url := report.url[code]:
        yield "citation_public_url", url
        yield "citation_pdf_url", f"{url.removesuffix('.html')}.pdf"
