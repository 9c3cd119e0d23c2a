"""A published edition says where its pages are; one without an address says nothing of it."""

import dataclasses
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from multitrack.build import build_edition
from multitrack.citations.page_metadata import SharedPage
from multitrack.order import BuildRequest
from multitrack.project import Project
from multitrack.study import open_edition

ROOT = Path(__file__).parents[2]

PAGE = SharedPage(
    address="https://example.org/tea/en/tea.html",
    language="en-GB",
    title="Tea & rain",
    description="All about it.",
    site="Tea",
    picture="https://example.org/tea/fig.png",
    translations={"en": "https://example.org/tea/en/tea.html", "x-default": "https://example.org/tea/"},
)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Return the output of the real edition with an address, as pages alone and kits."""
    root = tmp_path_factory.mktemp("published")
    for name in ("data", "report"):
        shutil.copytree(
            ROOT / name, root / name, ignore=shutil.ignore_patterns("_*put", "_preview", "_generated", ".*")
        )
    for name in ("pyproject.toml", "CITATION.cff"):
        shutil.copy(ROOT / name, root)
    config = root / "report" / "_quarto.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("# site-url: ", "site-url: "), encoding="utf-8")
    project = Project.find(root, output=root / "out")
    build_edition(project, BuildRequest(profiles=project.profiles, engine="embedded"), open_edition)
    return project.output


def test_a_page_at_an_address_has_its_links_and_its_card():
    assert PAGE.to_html().splitlines() == [
        '<link rel="canonical" href="https://example.org/tea/en/tea.html">',
        '<link rel="alternate" hreflang="en" href="https://example.org/tea/en/tea.html">',
        '<link rel="alternate" hreflang="x-default" href="https://example.org/tea/">',
        '<meta property="og:type" content="article">',
        '<meta property="og:url" content="https://example.org/tea/en/tea.html">',
        '<meta property="og:title" content="Tea &amp; rain">',
        '<meta property="og:description" content="All about it.">',
        '<meta property="og:site_name" content="Tea">',
        '<meta property="og:locale" content="en_GB">',
        '<meta property="og:image" content="https://example.org/tea/fig.png">',
        '<meta name="twitter:card" content="summary_large_image">',
    ]


def test_a_page_without_an_address_says_nothing():
    assert dataclasses.replace(PAGE, address="").to_html() == ""


def test_a_language_without_a_territory_gets_the_one_where_most_speak_it():
    assert 'content="id_ID"' in dataclasses.replace(PAGE, language="id").to_html()


def addresses(page):
    return re.findall(
        r'(?:href|content|src)="?(https://example.org/edition/[^"#> ]*)', page.read_text(encoding="utf-8")
    )


def stored(folder, address):
    path = folder / address.removeprefix("https://example.org/edition/")
    return path / "index.html" if path.is_dir() else path


def test_every_address_that_a_page_gives_of_the_edition_leads_to_a_file(published):
    found = {address for page in published.rglob("*.html") for address in addresses(page)}
    assert len(found) > 50
    assert [address for address in sorted(found) if not stored(published, address).is_file()] == []


def test_the_map_of_the_site_names_every_page_and_document_once(published):
    tree = ET.parse(published / "sitemap.xml").getroot()
    named = [stored(published, place.text) for place in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    pages = [*published.rglob("index*.html"), *published.glob("[ie][dn]/*.html"), *published.glob("[ie][dn]/*.pdf")]
    assert sorted(named) == sorted(pages)


def test_no_page_of_an_edition_without_an_address_speaks_of_one(edition):
    texts = [page.read_text(encoding="utf-8") for page in edition.rglob("*.html")]
    assert not (edition / "sitemap.xml").exists()
    assert [mark for mark in ("og:", "canonical", "<iframe", "&lt;iframe") if any(mark in text for text in texts)] == []


def test_in_a_frame_only_the_figure_and_its_origin_are_shown(published, browser):
    page = browser.new_page()
    page.goto(f"{(published / 'figures' / 'fig-series' / 'index.en.html').as_uri()}#bare")
    shown = page.eval_on_selector_all("h2, header, dl", "all => all.filter(one => one.checkVisibility()).length")
    assert (shown, page.is_visible("h1"), page.is_visible("figure img"), page.is_visible("footer")) == (
        0,
        True,
        True,
        True,
    )
