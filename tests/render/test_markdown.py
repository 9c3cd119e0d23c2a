"""Whatever a text says, Pandoc reads it back as that text and nothing else."""

import json
import string

import pypandoc
import pytest

from multitrack.render.markdown import escape, make_division

HOSTILE = [
    '`#read("/etc/passwd")`{=typst}',
    '[x]{typst:text:fill="{read("a")}"}',
    "<script>alert(1)</script>",
    "<!-- hidden -->",
    "![](/etc/passwd)",
    "[here](javascript:alert(1))",
    "<javascript:alert(1)>",
    "https://example.org/a_b",
    "{{< include /etc/passwd >}}",
    "{{< n q041 >}}",
    "@fig-timeline and [-@tbl-x]",
    "a | b | c",
    "$x$ and $$y$$",
    "~~struck~~ ^up^ ~down~ **bold** _slanted_",
    "# Heading {#sec-x}",
    "::: {.edition-note}",
    "1. one",
    "(a) one",
    "- one",
    "> quoted",
    "---",
    "    indented",
    "back\\slash\\",
    "&lt;b&gt; &amp;",
    "[^1] and ^[note]",
    ":smile: --- ... 'single' \"double\"",
    "Term\n:   Definition",
    "two\r\n\r\nparagraphs\n\n| and | a |\n|--|--|",
    "\\newpage \\(x\\) %",
    string.punctuation,
]


def blocks_of(markdown, reader="markdown"):
    return json.loads(pypandoc.convert_text(markdown, "json", format=reader, extra_args=["--sandbox"]))["blocks"]


def words_of(inlines):
    assert {inline["t"] for inline in inlines} <= {"Str", "Space"}
    return "".join(inline.get("c", " ") for inline in inlines)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("reader", ["markdown", "markdown+emoji+autolink_bare_uris+hard_line_breaks"])
def test_a_hostile_text_is_plain_words_in_a_paragraph(text, reader):
    (paragraph,) = blocks_of(escape(text), reader)
    assert paragraph["t"] == "Para"
    assert words_of(paragraph["c"]) == " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_plain_words_in_a_cell(text):
    (table,) = blocks_of(f"| head | other |\n|------|-------|\n| {escape(text)} | end |\n")
    (_, _, _, _, bodies, _) = table["c"]
    cells = [cell[4] for cell in bodies[0][3][0][1]]
    assert [words_of(cell[0]["c"]) for cell in cells] == [" ".join(text.split()), "end"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_inside_an_attribute(text):
    ((paragraph),) = blocks_of(f'[word]{{title="{escape(text)}"}}')
    (span,) = paragraph["c"]
    assert span["t"] == "Span"
    assert span["c"][0] == ["", [], [["title", " ".join(text.split())]]]


def test_spaces_that_carry_meaning_stay():
    assert escape("9\N{NO-BREAK SPACE}km\N{FIGURE SPACE}") == "9\N{NO-BREAK SPACE}km\N{FIGURE SPACE}"


def test_letters_of_any_script_stay():
    assert escape("naïve – “öl” 東京") == "naïve – “öl” 東京"


def test_a_division_holds_its_blocks():
    assert make_division(".edition-note", ["one", "", "two"]) == "::: {.edition-note}\none\n\ntwo\n:::"
