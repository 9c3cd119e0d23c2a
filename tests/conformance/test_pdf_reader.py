"""A PDF is read in the order of its tags, and each thing that a reader would miss is a difference."""

import hashlib

import pytest
import typst

from .account import differences
from .pdf_reader import read_pdf

SOURCE = """
#set document(title: "A study", author: "A. Author", keywords: ("trade",), description: "In short.",
  date: datetime(year: 2026, month: 11, day: 23))
#set text(lang: "en", font: "Libertinus Serif")
#set page(width: 80mm, footer: [not to be read])
#set par(justify: true)
#set heading(numbering: "1.1")
#outline()
= One <one>
Trade and governmental responsibilities were 15.8 in 1977, an extraordinarily misunderstandable figure.
#figure(image("a.svg", alt: "A line."), caption: [Trade.])
- an item
#table(columns: 2, table.header([Year], [Value]), [1977], [15.8])
See #link("https://example.org")[a link] and #link(<one>)[one].

#text(lang: "id")[Kata]
#pdf.attach("rows.csv", bytes("a,b"), description: "Rows", mime-type: "text/csv", relationship: "data")
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def digest(content):
    return hashlib.sha256(content).hexdigest()[:12]


ROWS = digest(b"a,b")
ATTACHED = f"attachment rows.csv | text/csv | Data | {ROWS} | Rows"


def change(old, new):
    return f"expected {old}\n   found {new}"


@pytest.fixture
def read(tmp_path):
    def lines(source, *standards):
        (tmp_path / "a.svg").write_text(PICTURE, encoding="utf-8")
        (tmp_path / "a.typ").write_text(source, encoding="utf-8")
        pdf = typst.compile(str(tmp_path / "a.typ"), format="pdf", pdf_standards=list(standards) or ["a-3a", "ua-1"])
        (tmp_path / "a.pdf").write_bytes(pdf)
        return [str(fact) for fact in read_pdf(tmp_path / "a.pdf")]

    return lines


def test_a_pdf_is_what_its_reader_gets_of_it(read):
    sentence = "Trade and governmental responsibilities were 15.8 in 1977, an extraordinarily misunderstandable figure."
    assert read(SOURCE) == [
        "metadata lang | en",
        "metadata Title | A study",
        "metadata Author | A. Author",
        "metadata Subject | In short.",
        "metadata Keywords | trade",
        "metadata CreationDate | D:20261123000000Z",
        "standard PDF/A | 3A",
        "standard PDF/UA | 1",
        "standard tagged | True",
        "outline | 1 | 1 One",
        ATTACHED,
        "heading | H1 | Contents",
        "heading | H1 | 1One",
        f"text 1One | {sentence}",
        "text 1One | Figure 1: Trade.",
        "alternative | A line.",
        "text 1One | • an item",
        "row | head | Year | Value",
        "row | 1977 | 15.8",
        "link https://example.org | a link",
        "reference one | one",
        "text 1One | See a link and one.",
        "language id | Kata",
        "text 1One | Kata",
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('title: "A study"', 'title: "A book"', [
            change("metadata Title | A study", "metadata Title | A book"),
        ]),
        ('lang: "en"', 'lang: "sv"', [change("metadata lang | en", "metadata lang | sv")]),
        ('alt: "A line."', 'alt: "A curve."', [change("alternative | A line.", "alternative | A curve.")]),
        ("[1977], [15.8]", "[1977], [15,8]", [change("row | 1977 | 15.8", "row | 1977 | 15,8")]),
        ("- an item\n", "", ["missing  text 1One | • an item"]),
        ('#text(lang: "id")[Kata]', "Kata", ["missing  language id | Kata"]),
        ("example.org", "example.com", [
            change("link https://example.org | a link", "link https://example.com | a link"),
        ]),
        ("#link(<one>)[one]", "one", ["missing  reference one | one"]),
        ('bytes("a,b")', 'bytes("a;b")', [
            change(ATTACHED, f"attachment rows.csv | text/csv | Data | {digest(b'a;b')} | Rows"),
        ]),
        ('relationship: "data"', 'relationship: "source"', [
            change(ATTACHED, f"attachment rows.csv | text/csv | Source | {ROWS} | Rows"),
        ]),
    ],
)  # fmt: skip
def test_what_a_reader_would_miss_is_a_difference(read, old, new, found):
    assert SOURCE.count(old) == 1
    differing = differences(read(SOURCE), read(SOURCE.replace(old, new)))

    assert [line for line in differing if "Contents" not in line and "Figure" not in line] == found


def test_another_standard_is_a_difference(read):
    assert differences(read(SOURCE), read(SOURCE, "a-3b")) == [
        change("standard PDF/A | 3A", "standard PDF/A | 3B"),
        change("standard PDF/UA | 1", "standard PDF/UA | None"),
    ]


def test_words_keep_together_where_a_line_breaks_in_them(read):
    narrow = SOURCE.replace("80mm", "60mm").replace("#set par", "#set text(hyphenate: true)\n#set par")

    assert differences(read(SOURCE), read(narrow)) == []
