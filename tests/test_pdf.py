"""The edition's PDFs, looked at with checkers that are not Typst's own, and as a typographer would."""

import json
import re
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pymupdf
import pytest
import yaml

from multitrack.render.number_files import digest_files

ROOT = Path(__file__).parents[1]
PDFS = {"id": "id/kanada-asean.pdf", "en": "en/canada-asean.pdf"}

# Of outloud's rules these take what is right for wrong. TAG-002: a running head that is on fewer than three pages, or a
# table's head said again, for prose hidden from readers. LNK-010: the identifier of a figure for an address of mail.
# ORD-001: a figure or a table at the head of a page is painted before the text that it belongs behind. TBL-010: rows
# that head the groups of a table, for its head.
MISTAKEN = "TAG-002,LNK-010,ORD-001,TBL-010"
RULES_AT_LEAST = 60
LOWEST_HEADING_PT = 140
COLUMN_PT = 30
HALF_PT = 93 + 663 / 2
FOOT_PT = 770
LOWEST_PT = 842
LINES_PT = 20


def told(*command):
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, timeout=120).stdout


@cache
def printed(path, *options):
    """Return the lines of each page, in the order of reading."""
    program = shutil.which("pdftotext") or pytest.skip("pdftotext is not installed")
    return told(program, *options, path, "-").removesuffix("\f").split("\f")


def pages(path):
    """Return the words of each page, in the order of reading."""
    return [" ".join(page.split()) for page in printed(path)]


@pytest.fixture(params=PDFS)
def code(request):
    return request.param


@pytest.fixture
def path(edition, code):
    return edition / PDFS[code]


def test_pdfua_finds_nothing_that_pdf_ua_forbids(path):
    pdfua = pytest.importorskip("pdfua", reason="the checker pdfua is not installed")
    report = pdfua.validate(str(path))
    assert [f"{finding.rule_id}: {finding.message}" for finding in report.findings] == []


def test_outloud_finds_nothing_that_a_reader_would_not_hear(path):
    if find_spec("outloud") is None:
        pytest.skip("the checker outloud is not installed")
    outloud = [sys.executable, "-c", "from outloud.cli import main; main()"]
    (checked,) = json.loads(told(*outloud, path, "--skip", MISTAKEN, "--quiet", "--json", "-"))["results"]
    assert [f"{found['rule']}: {found['message']}" for found in checked["findings"]] == []
    assert checked["stats"]["tagged"]
    assert len([rule for rule in checked["rules"] if rule["status"] == "ran"]) > RULES_AT_LEAST


def test_the_file_is_sound(path):
    with pikepdf.open(path) as document:
        assert document.check_pdf_syntax() == []


def test_the_title_page_says_what_to_cite(path, dataset):
    cover = pages(path)[0]
    assert "Abstrak" in cover
    assert "Abstract" in cover
    assert f"{dataset.release.version}, sha256 {digest_files(dataset.files)}." in cover


def test_what_was_found_stands_on_the_second_page(path, code):
    assert {"id": "Sekilas Pertanyaannya.", "en": "At a glance The question."}[code] in pages(path)[1]


def test_pages_of_the_edition_say_so_in_their_running_heads_and_those_of_the_study_do_not(path, code):
    name = {"id": "Edisi", "en": "Edition"}[code]
    opening = {"id": "Bagian II: Telaah penyusun", "en": "Part II: The edition’s reading"}[code]
    said = pages(path)
    marked = [number for number, page in enumerate(said) if page.startswith(f"{name} ")]
    assert opening in said[marked[0]]
    assert marked == list(range(marked[0], len(said)))


def test_every_chapter_figure_and_table_is_listed_before_the_first_chapter(path):
    with pikepdf.open(path) as document, document.open_outline() as outline:
        chapters = [entry.title.lstrip("0123456789 ") for entry in outline.root[1:]]
        names = {str(name) for name in pikepdf.NameTree(document.Root.Names.Dests)}
    front = " ".join(pages(path)[1:8])
    assert [chapter for chapter in chapters if chapter not in front] == []
    assert names >= {"sec-abstract", "sec-abstract-translated"}


def test_sections_figures_tables_and_rows_open_under_the_names_that_they_have_on_the_page(path):
    page = path.with_suffix(".html").read_text(encoding="utf-8")
    anchors = set(re.findall(r'<(?!a\b)\w+ [^>]*?\bid="?((?:fig|tbl|sec)-[\w-]+|[A-Z]\d[\w-]*)', page))
    with pikepdf.open(path) as document:
        names = {str(name) for name in pikepdf.NameTree(document.Root.Names.Dests)}
    assert len(anchors) > 100
    assert anchors - names == set()


def test_a_link_to_a_row_or_figure_opens_where_its_code_stands(path):
    with pymupdf.open(path) as document:
        words = [page.get_text("words") for page in document]
        for name, place in document.resolve_names().items():
            if re.fullmatch(r"[A-Z]\d[\w-]*", name):
                top = document[place["page"]].rect.height - place["to"][1]
                near = [word[4] for word in words[place["page"]] if abs(word[1] - top) < LINES_PT]
                assert any(name in word for word in near), (name, near)
            elif name.startswith("fig-"):
                assert any(word[4].startswith(f"{name}@") for word in words[place["page"]]), name


@pytest.mark.parametrize("kind", ["fig", "tbl"])
def test_the_lists_give_the_page_that_a_figure_or_table_is_on(path, code, kind):
    language = yaml.safe_load((ROOT / "report" / "language" / f"{code}.yml").read_text(encoding="utf-8"))
    caption = re.compile(rf"^{language[f'crossref-{kind}-title']} (\d+)\. \S", re.MULTILINE)
    page_of = {int(number): at for at, page in enumerate(printed(path), 1) for number in caption.findall(page)}
    front = " ".join(" ".join(printed(path, "-raw")[1:8]).split())
    # An entry is followed by the next, or at the end of a page by the page's number and the next running head.
    entries = [rf" {page_of[number]} (?:{number + 1}|\d+ [^\W\d]\S+) " for number in range(1, len(page_of))]
    assert len(entries) > 1
    assert [entry for entry in entries if not re.search(entry, front)] == []


def test_words_parted_at_the_end_of_a_line_are_read_and_found_whole(path):
    said = "\n".join(printed(path))
    parted = re.findall("([a-z]{2,})\u00ad\n([a-z]{2,})", said)
    assert len(parted) > 20
    assert re.findall("\u00ad(?!\n)", said) == []
    with pymupdf.open(path) as document:
        lost = [a + b for a, b in parted[::10] if not any(page.search_for(a + b) for page in document)]
    # PyMuPDF does not join the lines of an entry of a list that begins with code.
    assert len(lost) <= 1, lost


def test_no_words_are_set_so_tightly_that_programs_join_them(path):
    texts = ("\n".join(printed(path, *options)) for options in ((), ("-raw",)))
    read, painted = (set(re.findall(r"[^\W\d]+", re.sub(r"[-\u00ad]\n(?=[^\W\d])", "", text))) for text in texts)
    assert len(read) > 1000
    assert [word for word in painted - read if len(word) > 7] == []


def test_no_page_is_half_empty_but_at_the_end_of_a_chapter(path):
    with pymupdf.open(path) as document:
        openings = {page for level, _, page in document.get_toc() if level == 1}
        ends = {
            page + 1: max(block[3] for block in text.get_text("blocks") if block[3] < FOOT_PT)
            for page, text in enumerate(document)
        }
    half = [page for page, end in ends.items() if end < HALF_PT and page + 1 not in openings and page < len(ends)]
    assert half == []


def test_no_heading_is_the_last_line_of_a_page(path):
    with pikepdf.open(path) as document, document.open_outline() as outline:
        waiting, lowest = list(outline.root), []
        while waiting:
            entry = waiting.pop()
            waiting += entry.children
            lowest.append((float(entry.destination[3]), entry.title))
    assert min(lowest)[0] > LOWEST_HEADING_PT, min(lowest)


def test_the_colophon_ends_the_document(path, dataset):
    last = pages(path)[-1]
    assert f"sha256 {digest_files(dataset.files)}" in last
    assert "Pandoc 3.9" in last
    assert "Typst 0.15" in last


def test_the_numbers_of_a_column_stand_on_their_decimal_sign(path, code, languages):
    head = next(language for language in languages if language.code == code).label("columns", "value")
    continued = {"id": "lanjutan", "en": "continued"}[code]
    word = re.compile(r'xMin="[\d.]+" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]+)</word>')
    pdftotext = shutil.which("pdftotext") or pytest.skip("pdftotext is not installed")
    pages = told(pdftotext, "-bbox", path, "-").split("<page ")
    last = next(place for place, page in enumerate(pages) if ">tbl-trade-study@" in page)
    is_parted = f"({continued})" in pages[last]
    ends = {}
    for page in pages[last - is_parted : last + 1]:
        words = [(float(top), float(right), text) for top, right, text in word.findall(page)]
        start, edge = [(top, right) for top, right, text in words if text == head][-is_parted]
        end = next((top for top, _, text in words if text.startswith("tbl-trade-study@")), LOWEST_PT)
        for top, right, text in words:
            if start < top < end and edge - COLUMN_PT < right < edge + 1 and re.fullmatch(r"\d+([.,]\d+)?", text):
                ends.setdefault(len(re.split("[.,]", text + ".")[1]), set()).add(round(right, 1))
    assert len(ends) > 1
    assert {len(rights) for rights in ends.values()} == {1}
    assert sorted(ends) == sorted(ends, key=lambda decimals: min(ends[decimals]))
