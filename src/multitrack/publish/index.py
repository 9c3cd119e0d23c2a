"""The index page of the output, and ``SHA256SUMS`` to check a downloaded edition by ``sha256sum --check``."""

from __future__ import annotations

import hashlib
import re
from html import escape
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from multitrack.bundles.bundle_page import name_page
from multitrack.citations.page_metadata import SharedPage, locate_picture
from multitrack.citations.works import REPORT, get_site
from multitrack.engines.formats import PUBLISHED
from multitrack.project import list_files
from multitrack.render.page_assets import SITE_STYLE, make_site_policy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from multitrack.bundles.exhibits import Exhibit
    from multitrack.edition import Edition
    from multitrack.lang.language import Language
    from multitrack.order import BuildRequest
    from multitrack.project import Profile

_LIST: Final = r'<section[^>]*\bid="{}".*?<ol[^>]*>(.*?)</ol>'
_ENTRY: Final = re.compile(r"<li>(.*?)</li>", re.DOTALL)
_INDEX: Final = re.compile(r"(?:^|(?<=/))index(?:\.[\w-]+)?\.html$")
_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_WORDS: Final = ("languages", "data", "cite", "findings", "figures", "tables", "workbook", "archive", "codebook")


def make_index_page(edition: Edition, order: BuildRequest, staging: Path, exhibits: Sequence[Exhibit]) -> bytes:
    """Return the cover: for each language built its documents, its findings, and a gallery of figures and tables.

    The gallery has the order of the page rendered into ``staging``. The findings are those of its section that
    ``cover.findings`` of the configuration names; ``cover.figure`` names the figure beside them.
    """
    choices = [_choice(edition, profile, order, staging, exhibits) for profile in order.profiles]
    title = " · ".join(dict.fromkeys(choice["title"] for choice in choices))
    script = edition.theme.texts["landing.js"]
    return edition.theme.fill(
        "index.html",
        lang=choices[0]["lang"],
        title=title,
        choices=choices,
        policy=make_site_policy(script),
        style=SITE_STYLE,
        script=script,
        shared=_share(edition, order).to_html(),
    )


def _share(edition: Edition, order: BuildRequest) -> SharedPage:
    """Return the cover at its public address, if the edition has one."""
    first, site = order.profiles[0], get_site(order.profiles[0])
    report, shown = edition.works[REPORT], edition.works.get(first.config.get("cover", {}).get("figure", ""))
    return SharedPage(
        address=f"{site}/" if site else "",
        language=first.config["lang"],
        title=report.title[first.code],
        description=first.config.get("description", ""),
        site=report.title[first.code],
        picture=locate_picture(shown, first.code) if shown else "",
        translations={},
    )


def make_sitemap(edition: Edition, folder: Path) -> dict[str, bytes]:
    """Return ``sitemap.xml`` with the addresses of all pages and documents; nothing for an edition without any."""
    site, day = get_site(edition.project.profiles[0]), edition.works[REPORT].release.isoformat()
    documents = {f"{page.removesuffix('.html')}.{ending}" for page in edition.pages.values() for ending in PUBLISHED}
    names = [name for name in list_files(folder) if name in documents or _INDEX.search(name)]
    entries = "".join(
        f"<url><loc>{escape(f'{site}/{_INDEX.sub(_bare, name)}')}</loc><lastmod>{day}</lastmod></url>\n"
        for name in names
    )
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAP}">\n{entries}</urlset>\n'
    return {"sitemap.xml": text.encode()} if site else {}


def _bare(name: re.Match[str]) -> str:
    """Return the name of an index in the address of its folder: none but for a language that is not the first."""
    return name[0].removesuffix("index.html")


def _choice(
    edition: Edition, profile: Profile, order: BuildRequest, staging: Path, exhibits: Sequence[Exhibit]
) -> dict[str, Any]:
    speaker, cover = edition.speaker(profile), profile.config.get("cover", {})
    stem = f"{profile.output_folder}/{profile.output_name}"
    words: Mapping[str, str] = profile.config.get("words", {})
    page = staging / f"{stem}.html"
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    ordered = sorted(exhibits, key=lambda one: text.find(f'id="{one.exhibit_id}"'))
    gallery = [_shown(exhibit, edition, speaker) for exhibit in ordered]
    return {
        **{key: profile.config.get(key, "") for key in ("lang", "title", "subtitle", "description")},
        "code": profile.code,
        "language": speaker.label("index", "name"),
        "say": {key: speaker.label("index", key) for key in _WORDS},
        # For a format in which no edition is published the profile has the word.
        "documents": [
            (f"{stem}.{ending}", speaker.label("index", ending) if ending in PUBLISHED else words[ending])
            for ending in order.formats
        ],
        "archive": f"data/{edition.package.release.archive}",
        "findings": _findings(text, cover, stem),
        "picture": next((one for one in gallery if one["id"] == cover.get("figure")), None),
        "figures": [one for one in gallery if one["picture"]],
        "tables": [one for one in gallery if not one["picture"]],
        "citation": edition.citations[profile.code][REPORT],
    }


def _findings(html: str, cover: Mapping[str, str], stem: str) -> list[Markup]:
    """Return the entries of the first numbered list in the section that has the findings."""
    found = re.search(_LIST.format(re.escape(cover.get("findings", ""))), html, re.DOTALL)
    address = f'href="{stem}.html#'
    # What is rendered of the pages has been checked before.
    return [Markup(entry.replace('href="#', address)) for entry in _ENTRY.findall(found[1] if found else "")]  # noqa: S704


def _shown(exhibit: Exhibit, edition: Edition, language: Language) -> dict[str, Any]:
    said = exhibit.wording[language.code]
    picture = f"{exhibit.folder}/{exhibit.exhibit_id}.{language.code}.svg" if exhibit.kind == "figure" else ""
    address = f"{exhibit.folder}/{name_page(language, edition)}"
    return {"id": exhibit.exhibit_id, "title": said.title, "alt": said.alt, "picture": picture, "page": address}


SUMS: Final = "SHA256SUMS"


def make_checksums(folder: Path) -> bytes:
    """Return a line with hash and path for every file below a folder."""
    files = list_files(folder).items()
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n" for name, path in files).encode()
