"""The pages of the kits: valid, usable by everyone, and on the way from the report and back."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

REPORT = "en/canada-asean.html"
SAMPLE = ("figures/fig-trade-reference", "tables/tbl-claims", "tables/tbl-figures")


@pytest.fixture(scope="module")
def output(kits, tmp_path_factory):
    """Return a folder with all kits, as they lie in the output."""
    folder = tmp_path_factory.mktemp("kits")
    for path, content in kits.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def test_the_nu_checker_finds_no_error_in_any_page_of_a_kit(output):
    jar = os.environ.get("VNU_JAR", "")
    if not Path(jar).is_file():
        pytest.skip("VNU_JAR names no Nu HTML checker")
    java = shutil.which("java") or pytest.skip("java is not installed")
    pages = [str(path) for path in sorted(output.rglob("*.html"))]
    done = subprocess.run(
        [java, "-jar", jar, "--errors-only", "--exit-zero-always", *pages],
        capture_output=True, text=True, check=True, timeout=240,
    )  # fmt: skip
    assert done.stderr == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_amiss(output, browser, scheme):
    page = browser.new_page(color_scheme=scheme, bypass_csp=True)
    for kit in SAMPLE:
        page.goto((output / kit / "index.html").as_uri())
        assert Axe().run(page).response["violations"] == []
    page.close()


@pytest.mark.parametrize("kit", SAMPLE)
@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_opens_without_network_complaints_or_sideways_scroll(output, browser, kit, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((output / kit / "index.html").as_uri())
    beside = f"{(output / kit).as_uri()}/"
    assert [url for url in requests if not url.startswith((beside, "data:"))] == []
    assert complaints == []
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_no_column_of_a_table_is_out_of_sight_on_a_wide_screen(output, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for kit in sorted(output.glob("tables/*")):
        page.goto((kit / "index.html").as_uri())
        boxes = page.locator(".languages .scroll")
        cut = boxes.evaluate_all("boxes => boxes.filter(box => box.scrollWidth > box.clientWidth).length")
        assert (kit.name, boxes.count(), cut) == (kit.name, 2, 0)
    page.close()


def test_every_link_of_a_page_leads_to_a_file_of_the_kit_or_to_a_report(output, bundles):
    for exhibit in bundles.exhibits:
        folder = output / exhibit.folder
        text = (folder / "index.html").read_text(encoding="utf-8")
        links = re.findall(r'(?:href|src)="([^"#]+)', text)
        outside = ("https://", "http://", *(f"../../{page}" for page in bundles.edition.pages.values()))
        assert [link for link in links if not link.startswith(outside) and not (folder / link).is_file()] == []


def test_a_page_says_to_programs_what_it_shows(output, bundles):
    for exhibit in bundles.exhibits:
        text = (output / exhibit.folder / "index.html").read_text(encoding="utf-8")
        said = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])
        assert said["@type"] == {"figure": "ImageObject", "table": "Dataset"}[exhibit.kind]
        assert said["identifier"] == exhibit.versioned_id
        assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert said["isBasedOn"]["@type"] == "ScholarlyArticle"
        assert said["creditText"] in {one[exhibit.exhibit_id].from_note for one in bundles.edition.citations.values()}


def test_from_the_report_to_the_kit_its_download_and_back(edition, browser):
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.goto((edition / REPORT).as_uri())
    page.get_by_role("link", name=re.compile("^Source and reuse ?: Trade grew more than tenfold")).click()
    assert page.url == (edition / "figures/fig-trade-reference/index.html").as_uri() + "#en"
    with page.expect_download() as download:
        page.locator("#en").get_by_role("link", name="All files in one ZIP").click()
    kept = (edition / "figures/fig-trade-reference/fig-trade-reference.zip").read_bytes()
    assert Path(download.value.path()).read_bytes() == kept
    page.locator("#en").get_by_role("link", name="In the report").click()
    assert page.url == (edition / REPORT).as_uri() + "#fig-trade-reference"
    assert page.locator("#fig-trade-reference").is_visible()
    context.close()


def test_a_citation_is_copied_from_the_report_and_from_the_page(edition, browser):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((edition / REPORT).as_uri())
    button = page.get_by_role("button", name=re.compile("^Cite: Trade grew more than tenfold"))
    button.click()
    expect(button).to_have_text("Copied")
    from_report = page.evaluate("navigator.clipboard.readText()")
    page.goto((edition / "figures/fig-trade-reference/index.html").as_uri())
    copy = page.locator("#en").get_by_role("button", name="Copy: APA")
    copy.click()
    expect(copy).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == from_report
    assert "(fig-trade-reference@1.0.0+" in from_report
    context.close()


@pytest.mark.parametrize(("scripts", "links_in_a_bar"), [(False, 1), (True, 3)])
def test_every_link_of_a_bar_leads_somewhere_and_says_to_what(edition, browser, scripts, links_in_a_bar):
    page = browser.new_page(java_script_enabled=scripts)
    page.goto((edition / REPORT).as_uri())
    bars = page.locator(".exhibit-bar")
    assert bars.count() == page.locator("[id^='fig-'].quarto-float, [id^='tbl-'].quarto-float").count()
    expect(page.locator(".exhibit-bar a")).to_have_count(bars.count() * links_in_a_bar)
    links = page.locator(".exhibit-bar a").evaluate_all(
        "links => links.map(link => [link.getAttribute('href'), link.ariaLabel ?? link.textContent])"
    )
    assert [link for link, _ in links if not (edition / "en" / link.split("#")[0]).resolve().is_file()] == []
    assert len({name for _, name in links}) == len(links)
    page.close()
