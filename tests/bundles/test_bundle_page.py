"""The pages of the kits: valid, usable by everyone, and on the way from the report and back."""

import json
import os
import re
import shutil
import subprocess
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import expect

from accessibility import find_barriers

REPORT = "en/canada-asean.html"
BAR = ".exhibit-bar:has([href*='fig-trade-reference/index'])"
SAMPLE = (
    "figures/fig-trade-reference/index.en.html",
    "tables/tbl-claims/index.html",
    "tables/tbl-figures/index.en.html",
)


def find_pages(edition, name="*.html"):
    """Return the pages of all kits."""
    return sorted(path for kind in ("figures", "tables") for path in edition.glob(f"{kind}/*/{name}"))


def test_the_nu_checker_finds_no_error_in_any_page_of_a_kit(edition):
    jar = os.environ.get("VNU_JAR", "")
    if not Path(jar).is_file():
        pytest.skip("VNU_JAR names no Nu HTML checker")
    java = shutil.which("java") or pytest.skip("java is not installed")
    done = subprocess.run(
        [java, "-jar", jar, "--errors-only", "--exit-zero-always", *map(str, find_pages(edition))],
        capture_output=True, text=True, check=True, timeout=240,
    )  # fmt: skip
    assert done.stderr == ""


@pytest.mark.parametrize("name", [*SAMPLE, "index.html", "index.html#en"])
def test_axe_finds_nothing_amiss_in_either_scheme_and_at_any_width(visit, name):
    page = visit(name, bypass_csp=True)
    for width, scheme in product((1280, 768, 320), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert (width, scheme, find_barriers(page)) == (width, scheme, [])


@pytest.mark.parametrize("name", [*SAMPLE, "index.html", "index.html#en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_opens_without_network_complaints_or_sideways_scroll(edition, visit, name, width):
    page = visit(name, width)
    page.evaluate("document.fonts.ready")
    assert [url for url in page.requests if not url.startswith((f"{edition.as_uri()}/", "data:"))] == []
    assert page.complaints == []
    shown = "[...document.images].filter(image => image.offsetParent && image.loading !== 'lazy')"
    assert page.evaluate(f"{shown}.every(image => image.naturalWidth > 0)")
    assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"') && document.fonts.size > 0")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_column_of_a_table_is_out_of_sight(edition, visit):
    for kit in sorted(edition.glob("tables/*")):
        page = visit(f"tables/{kit.name}/index.en.html")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            cut = page.locator("#bare > .scroll").first.evaluate("box => box.scrollWidth > box.clientWidth")
            assert (kit.name, width, cut) == (kit.name, width, False)


def test_a_page_speaks_one_language_and_leads_to_the_other(visit):
    page = visit("figures/fig-series/index.html")
    assert page.locator("html").get_attribute("lang") == "id"
    assert page.locator("h1").count() == 1
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/fig-series/index.en.html")
    assert page.locator("html").get_attribute("lang") == "en-GB"
    page.locator("figure a").click()
    assert page.url.endswith("/fig-series.en.svg")


def test_the_cover_shows_one_language_its_findings_and_every_figure_and_table(edition, visit, bundles):
    page = visit("index.html")
    assert page.locator("h1:visible").count() == 1
    page.get_by_role("link", name="English").click()
    article = page.locator("article:visible")
    assert article.get_attribute("lang") == "en-GB"
    findings = article.locator(".findings li")
    assert findings.count() == 3
    linked = article.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert {link for link in linked if link.startswith(("figures/", "tables/"))} == {
        f"{exhibit.folder}/index.en.html" for exhibit in bundles.exhibits
    }
    files = {link.partition("#")[0] for link in linked} - {""}
    assert [name for name in files if not (edition / name).is_file()] == []
    shown = article.locator(".gallery a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    in_report = re.findall(r'id="(fig-[\w-]+)"', (edition / REPORT).read_text(encoding="utf-8"))
    assert [link for link in shown if link.startswith("figures/")] == [
        f"figures/{one}/index.en.html" for one in dict.fromkeys(in_report)
    ]
    findings.first.get_by_role("link").first.click()
    assert page.url.startswith((edition / REPORT).as_uri() + "#")


def test_every_link_of_a_page_leads_to_a_file_of_the_kit_or_to_a_report(edition, bundles):
    outside = ("https://", "http://", "../../index.html", *(f"../../{page}" for page in bundles.edition.pages.values()))
    for page in find_pages(edition, "index*.html"):
        links = re.findall(r'(?:href|src)="([^"#]+)', page.read_text(encoding="utf-8"))
        assert [link for link in links if not link.startswith(outside) and not (page.parent / link).is_file()] == []


def test_a_page_says_to_programs_what_it_shows(edition, bundles):
    for exhibit in bundles.exhibits:
        text = (edition / exhibit.folder / "index.html").read_text(encoding="utf-8")
        said = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])
        assert said["@type"] == {"figure": "ImageObject", "table": "Dataset"}[exhibit.kind]
        assert said["identifier"] == exhibit.versioned_id
        assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert said["isBasedOn"]["@type"] == "ScholarlyArticle"
        assert said["creditText"] in {one[exhibit.exhibit_id].from_note for one in bundles.edition.citations.values()}


def test_from_the_report_to_the_kit_its_download_and_back(edition, visit):
    page = visit(REPORT)
    page.locator(f"{BAR} a").last.click()
    expect(page).to_have_url((edition / "figures/fig-trade-reference/index.en.html").as_uri())
    with page.expect_download() as download:
        page.get_by_role("link", name="All files in one ZIP").click()
    kept = (edition / "figures/fig-trade-reference/fig-trade-reference.zip").read_bytes()
    assert Path(download.value.path()).read_bytes() == kept
    page.get_by_role("link", name="In the report").click()
    expect(page).to_have_url(f"{(edition / REPORT).as_uri()}#fig-trade-reference")
    expect(page.locator("#fig-trade-reference")).to_be_visible()


RICH = """
navigator.clipboard.read().then(([kept]) => kept.getType("text/html")).then((one) => one.text())
  .then((html) => html.replace(/<(em|i)[^>]*>/g, "<em>"))
"""


def test_a_citation_is_copied_from_the_report_and_from_the_page(edition, visit):
    page = visit(REPORT, permissions=["clipboard-read", "clipboard-write"])
    button = page.locator(f"{BAR} button")
    button.click()
    expect(button).to_have_text("Copied")
    from_report, rich = page.evaluate("navigator.clipboard.readText()"), page.evaluate(RICH)
    page.goto((edition / "figures/fig-trade-reference/index.en.html").as_uri())
    copy = page.get_by_role("button", name="Copy: APA")
    copy.click()
    expect(copy).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == from_report
    assert "<em>" in rich
    assert "<em>" in page.evaluate(RICH)
    assert "(fig-trade-reference@1.0.0+" in from_report


@pytest.mark.parametrize(("scripts", "links_in_a_bar"), [(False, 1), (True, 3)])
def test_every_link_of_a_bar_leads_somewhere_and_says_to_what(edition, see, scripts, links_in_a_bar):
    page = see(REPORT, java_script_enabled=scripts)
    bars = page.locator(".exhibit-bar")
    assert bars.count() == page.locator("[id^='fig-'].quarto-float, [id^='tbl-'].quarto-float").count()
    expect(page.locator(".exhibit-bar a")).to_have_count(bars.count() * links_in_a_bar)
    links = page.locator(".exhibit-bar a").evaluate_all(
        "links => links.map(link => [link.getAttribute('href'), link.ariaLabel ?? link.textContent])"
    )
    assert [link for link, _ in links if not (edition / "en" / link.split("#")[0]).resolve().is_file()] == []
    assert len({name for _, name in links}) == len(links)
