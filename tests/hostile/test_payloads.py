"""Text is text: a tenth of the corpus in a whole edition; the rest of it is for the soak."""

import json
import re
import unicodedata

import pikepdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from multitrack.bundles.bundle_metadata import escape as escape_readme
from multitrack.characters import escape_unprintable, find_unprintable, is_web_address
from multitrack.engines.formats import pdf
from multitrack.render.markdown import escape, escape_attribute

from ..engines.embedded.conftest import report  # noqa: TID252, F401  (a fixture)
from ..soak import payloads as soak  # noqa: TID252
from .fields import accepted, payloads
from .readers import read_tree

_LEADING = payloads()["typst-line"] + ["/ term: x", "’tis “x” ‘y’", "a....b", "1. one"]


def test_a_tenth_of_the_corpus_comes_back_from_every_format_of_an_edition():
    figures = soak.run_once(accepted()[::10])
    assert (figures.faults, figures.samples) == ([], [])
    assert figures.occurrences > 50_000


def test_what_is_refused_is_refused_with_its_place():
    figures = soak.Figures()
    soak.refuse(figures, payloads()["refused"][::10])
    assert figures.accepted == []
    assert figures.refused == 10


def body(texts):
    """Return a page with texts as a table's cells, its title and caption, in a paragraph and in headings."""
    rows = "\n".join(f"| {escape(text)} | {escape(text)} |" for text in texts)
    caption = f"**{escape(texts[0])}.** {escape(texts[0])}"
    table = f'::: {{#tbl-one widths="50,50"}}\n| A | B |\n|:--|:--|\n{rows}\n\n{caption}\n:::\n'
    headings = "\n".join(f"## {escape(text)}\n\n{escape(text)}\n" for text in texts)
    return f"# A {{#sec-a}}\n\nSee @tbl-one.\n\n{table}\n{headings}"


def query(report, monkeypatch, page):  # noqa: F811  (the fixture's value)
    """Return what Typst itself finds of some kinds in a page, and the PDF."""
    found = {}

    def set_and_ask(what, wanted):
        for kind in ("list", "enum", "terms", "link", "heading", "raw", "math.equation", "cite"):
            told = typst.query(
                wanted.main, kind, root=wanted.root, font_paths=list(wanted.fonts), ignore_system_fonts=True
            )
            found[kind] = json.loads(told)
        return typeset(what, wanted)

    typeset = pdf.typeset
    monkeypatch.setattr(pdf, "typeset", set_and_ask)
    return found, report.pdf(page)


def said(content):
    """Return the text of a piece of content as Typst tells it."""
    if isinstance(content, dict):
        if content.get("func") == "space":
            return " "
        parts = [content.get(key) for key in ("text", "children", "body", "child")]
        return "".join(said(part) for part in parts if part is not None)
    return "".join(map(said, content)) if isinstance(content, list) else str(content)


def test_typst_finds_no_heading_list_or_link_in_texts(report, monkeypatch):  # noqa: F811
    found, path = query(report, monkeypatch, body(_LEADING))
    links = [link for link in found.pop("link") if not link["dest"].startswith("location(")]
    assert (links, {kind for kind, elements in found.items() if elements}) == ([], {"heading"})
    wanted = [" ".join(text.split()) for text in _LEADING]
    headings = [said(heading["body"]) for heading in found["heading"]]
    assert [heading for heading in headings if heading in wanted] == wanted
    with pikepdf.open(path) as opened, opened.open_outline() as outline:
        titles = [re.sub(r"^[\d.]+ ", "", item.title) for part in outline.root for item in part.children]
    assert [title for title in titles if title in wanted] == wanted


@pytest.mark.parametrize("space", ["\N{NO-BREAK SPACE}", "\N{EM SPACE}", "", "\N{FIGURE SPACE}"])
def test_an_alternative_text_that_begins_with_a_space_is_one(space):
    source = f'![](x.svg){{fig-alt="{escape_attribute(space + "A [line] & “more”")}"}}'
    tree = read_tree(source.encode(), "markdown-yaml_metadata_block")
    image = tree["blocks"][0]["c"][0] if tree["blocks"][0]["t"] == "Para" else tree["blocks"][0]["c"][2][0]["c"][0]
    assert ["fig-alt", f"{space}A [line] & “more”"] in image["c"][0][2]


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Zl", "Zp", "Cn"]), min_size=1)


def words(blocks):
    """Return the text of a tree in which everything must be text."""
    assert [block["t"] for block in blocks] in ([], ["Para"])
    inlines = blocks[0]["c"] if blocks else []
    assert {inline["t"] for inline in inlines} <= {"Str", "Space"}
    return "".join(inline.get("c", " ") for inline in inlines)


@given(st.lists(_TEXTS, min_size=40, max_size=40))
@settings(max_examples=3, deadline=None)
def test_any_text_is_only_words_in_markdown(texts):
    source = "\n\n".join(f"x{escape(text)}x" for text in texts)
    blocks = read_tree(source.encode(), "markdown-yaml_metadata_block")["blocks"]
    read = [unicodedata.normalize("NFC", words([block])) for block in blocks]
    assert read == [composed(f"x{escape(text)}x") for text in texts]


def composed(escaped):
    """Return what escaped Markdown says, its accents composed as Pandoc does."""
    return unicodedata.normalize("NFC", re.sub(r"\\(.)", r"\1", escaped))


@given(st.text())
def test_what_is_shown_holds_nothing_that_a_terminal_obeys(text):
    assert find_unprintable(escape_unprintable(text), allowed="\n") == ""
    escape_unprintable(text).encode()


@given(_TEXTS)
def test_no_address_of_the_web_has_another_scheme_or_a_user(text):
    for scheme in ("javascript:", "file:", "data:", "//", "https://a@", "http://"):
        if is_web_address(scheme + text):
            assert scheme == "http://"
            assert "@" not in re.split(r"[/?#]", text)[0]


@pytest.mark.parametrize("text", ["[x] done", "[X] done", "[ ] open"])
def test_a_task_that_begins_an_entry_of_a_readme_is_only_words(text):
    (entries,) = read_tree(f"- a\n- {escape_readme(text)}".encode(), "gfm")["blocks"]
    (entry,) = entries["c"][1]
    assert words([{**entry, "t": "Para"}]) == text


@pytest.mark.parametrize("text", [text for text in accepted() if not text.startswith(("=", "+", "-", "@"))][::4])
def test_a_line_of_a_readme_is_only_words(text):
    tree = read_tree(escape_readme(text).encode(), "gfm")
    assert words(tree["blocks"]) == " ".join(word for word in text.split(" ") if word)
