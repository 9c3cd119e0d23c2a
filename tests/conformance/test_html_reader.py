"""A page is read the same whichever engine wrote it, and each thing that a reader would miss is a difference."""

import base64
import gzip
import json

import pytest

from .account import differences
from .html_reader import read_html


def change(old, new):
    return f"expected {old}\n   found {new}"


HEAD = (
    '<!DOCTYPE html><html lang="en-GB"><head><title>A study</title><meta name="author" content="A. Author">'
    '<link rel="alternate" hreflang="id" href="../id/studi.html"></head><body>'
    '<nav id="TOC"><h2 id="toc-title">Contents</h2><ul><li><a href="#sec-one">1 One</a></li></ul></nav>'
    "<script>let x</script><main>"
)
NOTE = '<div class="edition-note" role="note"><p><span class="edition-note-label">Edition note</span> Not so.</p></div>'
CITED = '<span class="citation" data-cites="a2001">(<a href="#ref-a2001" role="doc-biblioref">Author 2001</a>)</span>'
CAPTION = "figure fig-a | Figure 1. Trade. In full. | alt: A line."
WORK = '<div id="refs"><div id="ref-a2001" class="csl-entry" role="listitem">Author. 2001. <em>Work</em>.</div></div>'
BODY = "<thead><tr><th>Year</th><th>Value</th></tr></thead><tbody><tr><td>1977</td><td>15.8</td></tr></tbody></table>"
END = "</main></body></html>"

EMBEDDED = f"""{HEAD}
<section id="sec-one" class="level1" data-number="1">
<h1 data-number="1"><span class="header-section-number">1</span> One</h1>
<p>Trade was 15.8 in 1977
(<a href="#fig-a" class="quarto-xref">Figure&#160;1</a>), see
<a href="#tbl-b" class="quarto-xref">Table&#160;1</a> {CITED}.</p>
{NOTE}
<div id="fig-a" class="quarto-float">
<figure class="quarto-float quarto-float-fig figure">
<div class="float-body" aria-describedby="fig-a-caption">
<p><svg role="img" aria-label="A line."><title>No</title><text>7</text></svg></p>
</div>
<figcaption class="quarto-float-caption-bottom" id="fig-a-caption"><span class="float-label">Figure&#160;1.</span>
<span><strong>Trade.</strong> In full.</span></figcaption>
</figure></div>
<div id="tbl-b" class="quarto-float"><figure class="quarto-float quarto-float-tbl figure">
<figcaption class="quarto-float-caption-top" id="tbl-b-caption">
<span class="float-label">Table&#160;1.</span> <span>Years.</span></figcaption>
<div class="float-body" aria-describedby="tbl-b-caption"><table><colgroup><col></colgroup>{BODY}
<div class="float-source"><p>Rows: Q001</p></div></div>
</figure></div>
<div lang="id"><p>Kata <span lang="fr">mot</span>, <a href="https://example.org">a link</a>.</p></div>
</section>{WORK}{END}"""

QUARTO = f"""{HEAD}
<section id="sec-one" class="level1" data-number="1">
<h1 class="anchored" data-number="1"><span class="header-section-number">1</span> One</h1>
<p>Trade was 15.8 in 1977 (<a href="#fig-a" class="quarto-xref">Figure&nbsp;1</a>), see
<a href="#tbl-b" class="quarto-xref">Table&nbsp;1</a> {CITED}.</p>
{NOTE}
<div id="fig-a" class="quarto-float quarto-figure quarto-figure-center anchored">
<figure class="quarto-float quarto-float-fig figure">
<div aria-describedby="fig-a-caption-0ceaefa1-69ba-4598-a22c-09a6ac19f8ca">
<svg role="img" aria-label="A line."><title>No</title><text>7</text></svg>
</div>
<figcaption class="quarto-float-caption-bottom" id="fig-a-caption-0ceaefa1-69ba-4598-a22c-09a6ac19f8ca">
Figure&nbsp;1. <strong>Trade.</strong> In full.
</figcaption>
</figure>
</div>
<div id="tbl-b" class="quarto-float quarto-figure quarto-figure-center anchored">
<figure class="quarto-float quarto-float-tbl figure">
<figcaption class="quarto-float-caption-top" id="tbl-b-caption-0ceaefa1-69ba-4598-a22c-09a6ac19f8ca">
Table&nbsp;1. Years.
</figcaption>
<div aria-describedby="tbl-b-caption-0ceaefa1-69ba-4598-a22c-09a6ac19f8ca">
<table class="caption-top table">{BODY}
<div class="float-source">
<p>Rows: Q001</p>
</div>
</div>
</figure>
</div>
<div lang="id"><p>Kata <span lang="fr">mot</span>, <a href="https://example.org">a link</a>.</p></div>
</section>{WORK}{END}"""

PANDOC = """<html lang="en"><head><title>A</title></head><body>
<figure id="fig-a"><img src="a.png" alt="A line."><figcaption>Figure 1. Trade.</figcaption></figure>
<table id="tbl-b"><caption>Table 1. Years.</caption><tr><td>1977</td></tr></table></body></html>"""


@pytest.fixture
def read(tmp_path):
    def lines(page):
        (tmp_path / "page.html").write_text(page, encoding="utf-8")
        return [str(fact) for fact in read_html(tmp_path / "page.html")]

    return lines


def test_a_page_is_what_its_reader_gets_of_it(read):
    assert read(EMBEDDED) == [
        "metadata lang | en-GB",
        "metadata title | A study",
        "metadata author | A. Author",
        "metadata alternate | id ../id/studi.html",
        "contents | Contents",
        "contents #sec-one | 1 One",
        "heading sec-one | 1 | 1 | One",
        "text sec-one | Trade was 15.8 in 1977 (Figure 1), see Table 1 (Author 2001).",
        "reference fig-a | Figure 1",
        "reference tbl-b | Table 1",
        "citation a2001 | (Author 2001)",
        "note sec-one | Edition note Not so.",
        "figure fig-a | Figure 1. Trade. In full. | alt: A line.",
        "table tbl-b | Table 1. Years.",
        "row tbl-b | head | Year | Value",
        "row tbl-b | 1977 | 15.8",
        "text tbl-b | Rows: Q001",
        "language id | Kata mot, a link.",
        "text sec-one | Kata mot, a link.",
        "language fr | mot",
        "link https://example.org | a link",
        "work ref-a2001 | Author. 2001. Work.",
        "numbers sec-one | 15.8 1977 1 1 2001",
        "numbers fig-a | 1",
        "numbers tbl-b | 1 1977 15.8 001",
    ]


def test_the_markup_of_quarto_reads_the_same(read):
    assert differences(read(EMBEDDED), read(QUARTO)) == []


def test_the_plain_markup_of_pandoc_is_read_too(read):
    assert read(PANDOC)[2:5] == [
        "figure fig-a | Figure 1. Trade. | alt: A line.",
        "table tbl-b | Table 1. Years.",
        "row tbl-b | 1977",
    ]


def test_text_around_a_block_within_it_is_kept(read):
    facts = read("<html><body><ul><li>An <a href='#a'>item</a><ul><li>and one below</li></ul> to its end</li></ul>")

    assert facts[2:] == ["text top | An item to its end", "reference a | item", "text top | and one below"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "</span> One</h1>", "</span> Two</h1>",
            [change("heading sec-one | 1 | 1 | One", "heading sec-one | 1 | 1 | Two")],
        ),
        (
            'number">1</span> One', 'number">2</span> One',
            [change("heading sec-one | 1 | 1 | One", "heading sec-one | 1 | 2 | One")],
        ),
        ('aria-label="A line."', 'aria-label=""', [
            change(CAPTION, "figure fig-a | Figure 1. Trade. In full."),
        ]),
        ("In full.</span>", "In part.</span>", [
            change(CAPTION, "figure fig-a | Figure 1. Trade. In part. | alt: A line."),
        ]),
        ('class="float-label">Table&#160;1.', 'class="float-label">Table&#160;2.', [
            change("table tbl-b | Table 1. Years.", "table tbl-b | Table 2. Years."),
            change("numbers tbl-b | 1 1977 15.8 001", "numbers tbl-b | 2 1977 15.8 001"),
        ]),
        ("<td>15.8</td>", "<td>15,8</td>", [
            change("row tbl-b | 1977 | 15.8", "row tbl-b | 1977 | 15,8"),
            change("numbers tbl-b | 1 1977 15.8 001", "numbers tbl-b | 1 1977 15,8 001"),
        ]),
        (
            "<tr><td>1977</td><td>15.8</td></tr>", "",
            [
                "missing  row tbl-b | 1977 | 15.8",
                change("numbers tbl-b | 1 1977 15.8 001", "numbers tbl-b | 1 001"),
            ],
        ),
        (
            '<a href="#fig-a"', '<a href="#tbl-b"',
            [change("reference fig-a | Figure 1", "reference tbl-b | Figure 1")],
        ),
        (
            'href="#ref-a2001"', 'href="#ref-b2002"',
            [change("citation a2001 | (Author 2001)", "citation b2002 | (Author 2001)")],
        ),
        ("<em>Work</em>", "Essay", [
            change("work ref-a2001 | Author. 2001. Work.", "work ref-a2001 | Author. 2001. Essay."),
        ]),
        (NOTE, "", ["missing  note sec-one | Edition note Not so."]),
        ('class="edition-note" ', "", [
            "   added text sec-one | Edition note Not so.", "missing  note sec-one | Edition note Not so.",
        ]),
        (' lang="fr"', "", ["missing  language fr | mot"]),
        ('href="https://example.org"', 'href="https://example.com"', [
            change("link https://example.org | a link", "link https://example.com | a link"),
        ]),
        ("<title>A study", "<title>A book", [change("metadata title | A study", "metadata title | A book")]),
        ('href="#sec-one">1 One', 'href="#sec-one">One', [
            change("contents #sec-one | 1 One", "contents #sec-one | One"),
        ]),
        ("<p>Rows: Q001</p>", "<p>Rows: Q001</p><p>More.</p>", [
            change("text tbl-b | Rows: Q001", "text tbl-b | Rows: Q001 More."),
        ]),
    ],
)  # fmt: skip
def test_what_a_reader_would_miss_is_a_difference(read, old, new, found):
    assert EMBEDDED.count(old) == 1
    assert differences(read(EMBEDDED), read(EMBEDDED.replace(old, new))) == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            '<h1 data-number="1">',
            '<h1 id="one">',
            change("heading sec-one | 1 | 1 | One", "heading one | 1 | 1 | One"),
        ),
        (
            '<div id="tbl-b"',
            '<div id="tbl-c"',
            change("table tbl-b | Table 1. Years.", "table tbl-c | Table 1. Years."),
        ),
    ],
)
def test_another_anchor_is_a_difference_and_one_of_what_stands_under_it(read, old, new, found):
    differing = differences(read(EMBEDDED), read(EMBEDDED.replace(old, new)))

    assert found in differing
    assert len(differing) > 3


def test_the_data_that_a_page_lays_out_when_asked_are_read_as_well(read):
    charts = {"figures": {"fig-a": {"head": ["Year", "Value"], "rows": [["1977", "15.8\N{FIGURE SPACE}"]]}}}
    packed = base64.b64encode(gzip.compress(json.dumps(charts).encode())).decode()
    block = f'<script type="application/gzip" id="charts">{packed}\n</script>'
    facts = differences(read(EMBEDDED), read(EMBEDDED.replace("</body>", f"{block}</body>")))
    assert facts == ["   added data fig-a | head | Year | Value", "   added data fig-a | 1977 | 15.8"]
