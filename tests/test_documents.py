"""The finished documents, looked at with programs that are not the project's own."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

PAGES = ("index.html", "id/kanada-asean.html", "en/canada-asean.html")
PDFS = ("id/kanada-asean.pdf", "en/canada-asean.pdf")
FAMILIES = {"SourceCodePro", "SourceSans3", "SourceSerif4", "SourceSerif4Display"}


def program(name):
    path = shutil.which(name)
    return path or pytest.skip(f"{name} is not installed")


def told(*command):
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.mark.parametrize("page", PAGES)
def test_the_nu_checker_finds_no_error(edition, page):
    jar = os.environ.get("VNU_JAR", "")
    if not Path(jar).is_file():
        pytest.skip("VNU_JAR names no Nu HTML checker")
    done = subprocess.run(
        [program("java"), "-jar", jar, "--errors-only", "--exit-zero-always", str(edition / page)],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert done.stderr == ""


@pytest.mark.parametrize("pdf", PDFS)
def test_only_the_chosen_families_are_in_the_pdf_and_all_are_embedded(edition, pdf):
    fonts = [line.split() for line in told(program("pdffonts"), edition / pdf).splitlines()[2:]]
    assert {name.partition("+")[2].partition("-")[0] for name, *_ in fonts} == FAMILIES
    assert {columns[-5] for columns in fonts} == {"yes"}


@pytest.mark.parametrize(("pdf", "lang"), [(PDFS[0], "id"), (PDFS[1], "en-GB")])
def test_the_pdf_says_that_it_is_tagged_archival_and_accessible(edition, pdf, lang):
    with pikepdf.open(edition / pdf) as document, document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang) == lang
        assert [round(float(side)) for side in document.pages[0].MediaBox] == [0, 0, 595, 842]


@pytest.mark.parametrize("pdf", PDFS)
def test_the_data_package_is_attached_byte_for_byte_under_names_that_can_be_saved(edition, pdf, dataset, tmp_path):
    told(program("pdfdetach"), "-saveall", "-o", tmp_path, edition / pdf)
    saved = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert saved == {name.replace("/", "-"): content for name, content in dataset.files.items()}


@pytest.mark.parametrize("pdf", PDFS)
def test_nothing_is_left_unresolved_in_the_pdf(edition, pdf):
    text = told(program("pdftotext"), "-layout", edition / pdf, "-")
    assert re.findall(r"\?@\S+|\?meta:\S+|\{\{<.*|\([\w-]+\?\)", text) == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_a_page_opens_from_a_file_without_requests_errors_or_sideways_scroll(edition, visit, page, width):
    opened = visit(page, width)
    # The cover takes its style sheet and pictures from beside it, and the page has all in itself.
    beside = f"{edition.as_uri()}/" if page == "index.html" else (edition / page).as_uri()
    assert [url for url in opened.requests if not url.startswith(("data:", beside))] == []
    assert opened.complaints == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("page", PAGES[1:])
def test_every_figure_and_table_of_a_page_can_be_seen(see, page, dataset):
    opened = see(page, java_script_enabled=False)
    pictures, tables = opened.locator("[id^='fig-'] [role='img']"), opened.locator("[id^='tbl-'] table")
    assert pictures.count() > 0
    assert all(picture.locator("svg:visible").count() == 1 for picture in pictures.all())
    assert tables.count() > 0
    assert all(table.is_visible() for table in tables.all())
    assert opened.locator("[id^='sec-t']").count() >= len(dataset.events)


@pytest.mark.parametrize("page", PAGES[1:])
def test_the_two_languages_lead_to_each_other(edition, see, page):
    other = next(name for name in PAGES[1:] if name != page)
    links = see(page).locator("a").evaluate_all("links => links.map(link => link.href.split('#')[0])")
    assert (edition / other).as_uri() in links
