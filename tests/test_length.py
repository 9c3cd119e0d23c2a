"""The study has the larger share of the words, and the edition the length that its readers have time for."""

import re
from pathlib import Path

import pymupdf
import pytest

from multitrack.render.figure_files import make_figure_texts
from multitrack.render.table_files import make_table_files

REPORT = Path(__file__).parents[1] / "report"
_INCLUDE = re.compile(r"\{\{<\s*include\s+/_generated/(\S+)\s*>\}\}")
_NO_WORDS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\{\{<.*?>\}\}|\{[^{}]*\}|\\\\|^\|[:|-]+\|$", re.MULTILINE)
STUDY, EDITION = range(8, 61), range(68, 79)


def words(lines):
    return len(re.findall(r"\w[\w'’–-]*", _NO_WORDS.sub(" ", "\n".join(lines))))


@pytest.fixture(scope="module")
def woven(opened):
    """Return the files that pages include: path in ``_generated/`` → Markdown."""
    outputs = opened.outputs
    files = {
        **make_table_files(outputs.tables, opened.speakers, opened.publications.cite, outputs.places),
        **opened.study.make_page_files(opened.speakers),
        **make_figure_texts(
            outputs.figures,
            opened.speakers,
            opened.specifications,
            opened.theme.tokens,
            opened.publications.cite,
            crowded=False,
        ),
    }
    return {path: content.decode() for path, content in files.items() if path.endswith(".md")}


def leave_out_notes(lines):
    """Return the lines of a page outside edition notes."""
    open_boxes, kept = [], []
    for line in lines:
        if re.match(r":{3,}\s*\{", line):
            open_boxes.append("edition-note" in line)
        elif re.match(r":{3,}\s*$", line):
            open_boxes.pop()
        elif not any(open_boxes):
            kept.append(line)
    return kept


@pytest.mark.parametrize("code", ["id", "en"])
def test_more_than_half_of_the_words_of_both_parts_render_the_study(code, woven):
    paths = sorted((REPORT / code).glob("*.qmd"))
    texts = {int(path.name[:2]): path.read_text(encoding="utf-8") for path in paths}
    pages = {
        number: _INCLUDE.sub(lambda found: woven.get(found[1], ""), text).splitlines() for number, text in texts.items()
    }
    study = sum(words(leave_out_notes(lines)) for number, lines in pages.items() if number in STUDY)
    whole = sum(words(lines) for number, lines in pages.items() if number in STUDY or number in EDITION)
    assert study / whole >= 0.55


@pytest.mark.parametrize("code", ["id", "en"])
def test_both_parts_have_at_most_fifty_pages_and_the_whole_seventy_five(code, edition):
    (path,) = (edition / code).glob("*.pdf")
    with pymupdf.open(path) as document:
        starts = {title: page for level, title, page in document.get_toc() if level == 1}
        count = len(document)
    (first,) = (page for title, page in starts.items() if re.match(r"(Part|Bagian) I:", title))
    last = starts.get("Appendices") or starts["Lampiran"]
    assert last - first <= 50
    assert count <= 75
