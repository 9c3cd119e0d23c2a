"""Tables for use elsewhere: whatever a cell says, it is text and nothing else in Markdown, LaTeX and HTML."""

import io
import json
import re
import subprocess
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import lxml.html
import pytest
from markdown_it import MarkdownIt

from multitrack.bundles import table_formats as grids
from multitrack.bundles.exhibits import Grid
from multitrack.engines.bibliography import find_pandoc
from multitrack.lang.outputs import Column
from multitrack.lang.values import Message
from multitrack.render.table_files import say_cells, say_headers
from office import open_in_office

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
HOSTILE = (
    "50% & more | $5_000 ~ #1 ^ {x} \\ end",
    "<script>alert(1)</script>",
    "\\input{/etc/passwd} \\write18{rm}",
    '[x](javascript:alert) ![](/etc/passwd) `#read("x")`{=typst} *a* _b_',
    "[2em] after a line break, and * too",
    "{{< include /etc/passwd >}} \"quoted\" 'single' -- dash",
    "−1,5 a b",
    "brackets [[[[[[[[[[[[[[[[[[[[ without a partner, which Pandoc would read for days",
)  # fmt: skip


@pytest.fixture
def hostile(bundles, languages):
    """Return a table whose every word is hostile, and its language."""
    exhibit = next(one for one in bundles.exhibits if one.kind == "table")
    code = languages[0].code
    grid = Grid((Column("a", 0.5), Column("b", 0.5, "decimal")), HOSTILE[:2], [[text, text] for text in HOSTILE])
    wording = {code: replace(exhibit.wording[code], title=HOSTILE[0], note=HOSTILE[3])}
    return replace(exhibit, grids={code: grid}, wording=wording), languages[0]


def parsed(content, form):
    command = [find_pandoc(), "--sandbox", f"--from={form}", "--to=json"]
    return json.loads(subprocess.run(command, input=content, capture_output=True, check=True, timeout=60).stdout)


def table_of(tree):
    return next(block for block in tree["blocks"] if block["t"] == "Table")["c"]


def said(cell):
    """Return the text of a cell, of which every part must be text or a space."""
    inlines = [inline for block in cell[4] for inline in block["c"]]
    assert {inline["t"] for inline in inlines} <= {"Str", "Space", "SoftBreak"}, inlines
    return "".join(inline.get("c", " ") for inline in inlines)


def body(tree):
    return [[said(cell) for cell in row[1]] for row in table_of(tree)[4][0][3]]


def spoken(inlines):
    """Return what LaTeX says in a cell; anything but letters, spaces and a minus sign would be an error."""
    said = {"Str": lambda text: text, "Space": lambda: " ", "Math": lambda _, tex: {"-": "−"}[tex]}
    return "".join(
        spoken(inline["c"][1]) if inline["t"] == "Span" else _call(said[inline["t"]], inline.get("c"))
        for inline in inlines
    )


def _call(say, content):
    return say() if content is None else say(*content) if isinstance(content, list) else say(content)


def squeezed(text):
    return "".join(plain(text).split())


def plain(text):
    """Return a text as it is compared: spaces of every width are one, and quotes are straight."""
    return " ".join(text.replace("’", "'").replace("‘", "'").replace("`", "'").split())


def test_pandoc_reads_the_markdown_back_as_the_same_plain_text(hostile):
    tree = parsed(grids.write_markdown(*hostile, "note"), "markdown-smart")
    wanted = [[plain(text), plain(text.replace("−", "-"))] for text in HOSTILE]  # the second column is of numbers
    assert [[plain(cell) for cell in row] for row in body(tree)] == wanted


def test_pandoc_reads_the_latex_back_as_the_same_plain_text(hostile):
    written = grids.write_latex(*hostile, "note").decode()
    lines = [line for line in written.splitlines() if line.count(" & ") == 1 and line.endswith(" \\\\")]
    assert len(lines) == len(HOSTILE) + 2  # the head stands there for the first page and for the others
    cells = [line.removesuffix(" \\\\").split(" & ")[1] for line in lines[2:]]
    read = [spoken(parsed(cell.encode(), "latex-smart")["blocks"][0]["c"]) for cell in cells]
    assert [squeezed(text) for text in read] == [squeezed(text) for text in HOSTILE]


def test_latex_has_its_caption_on_the_first_page_alone(hostile):
    written = grids.write_latex(*hostile, "note").decode()
    first, others, _ = re.split(r"\\endfirsthead|\\endhead", written)
    assert "\\caption{" in first
    assert others == first[first.index("\n\\toprule") :]


def test_an_address_under_latex_can_break_after_its_slashes(hostile):
    written = grids.write_latex(*hostile, "See https://example.org/a_b/c.").decode()
    assert written.endswith("See https://example.org/\\allowbreak{}a\\_b/\\allowbreak{}c.\\par}\n}\n")


def test_latex_has_no_command_that_a_cell_brought_along(hostile):
    written = grids.write_latex(*hostile, "note").decode()
    assert "\\input" not in written
    assert "\\write" not in written
    assert "50\\% \\& more | \\$5\\_000 \\textasciitilde{} \\#1 \\textasciicircum{} \\{x\\}" in written


def test_a_browser_s_parser_finds_only_the_table_in_the_html(hostile, bundles):
    tags, texts = [], []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append(tag)
            assert [name for name, _ in attrs if name not in {"lang", "charset", "style"}] == []

        def handle_data(self, data):
            texts.append(data)

    Reader().feed(grids.write_html(*hostile, "note", bundles.edition.theme).decode())
    assert set(tags) == {
        "html",
        "head",
        "meta",
        "title",
        "body",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "p",
    }
    assert [text for text in texts if text in HOSTILE].count(HOSTILE[1]) == 3


def test_the_latex_of_a_real_table_is_read_back_with_all_its_rows(bundles, kit_of):
    exhibit = next(one for one in bundles.exhibits if one.exhibit_id == "tbl-claims")
    labelled = parsed(kit_of("tbl-claims")["tbl-claims.en.tex"], "latex")["blocks"][0]["c"]
    assert labelled[0][0] == "tbl-claims"
    # Pandoc takes the head of the later pages for a row, in its own long tables too.
    assert len(table_of({"blocks": labelled[1]})[4][0][3]) == 1 + len(exhibit.data.rows)


READERS = ("gfm", "commonmark_x", "markdown", "markdown_mmd")


@pytest.mark.parametrize("table_id", ["tbl-investment", "tbl-claims", "tbl-gdp-growth"])
def test_no_reader_of_markdown_shows_a_backslash_in_a_real_table(kit_of, table_id):
    written = kit_of(table_id)[f"{table_id}.en.md"].rstrip().rpartition(b"\n\n")[0]  # without the note below it
    for form in READERS:
        shown = subprocess.run([find_pandoc(), f"--from={form}", "--to=plain", "--wrap=none"], input=written,
                               capture_output=True, check=True, timeout=60).stdout.decode()  # fmt: skip
        assert ("\\" in shown, "|" in shown) == (False, False), form
    rows = [line for line in written.decode().splitlines() if line.startswith("|")]
    assert "\\" not in "".join(rows)
    assert "\\" not in MarkdownIt("commonmark").enable("table").render(written.decode())


@pytest.mark.parametrize("code", ["en", "id"])
def test_a_cell_that_is_copied_is_the_number_as_the_language_writes_it(opened, see, code):
    copied = see(opened.pages[code]).evaluate("""() => [...document.querySelectorAll("#tbl-gdp-growth td")]
      .filter((cell) => cell.style.textAlign === "right")
      .map((cell) => { getSelection().selectAllChildren(cell); return getSelection().toString(); })""")
    table = opened.outputs.shown["tbl-gdp-growth"]
    numbers = [place for place, column in enumerate(table.columns) if column.align != "left"]
    said = say_cells(table, next(one for one in opened.speakers if one.code == code))
    wanted = [row[place].rstrip("\u2007\u2008").replace("−", "-") for row in said for place in numbers]
    assert copied == wanted
    assert any(text.startswith("-") for text in copied)


def test_the_html_of_a_table_holds_numbers_as_the_language_writes_them(kit_of):
    page = lxml.html.fromstring(kit_of("tbl-gdp-growth")["tbl-gdp-growth.id.html"].decode())
    numbers = [cell.text for cell in page.iter("td") if cell.get("style")]
    assert all(re.fullmatch(r"-?\d{1,3}(\.\d{3})*(,\d+)?|–|\d{4}", text) for text in numbers), numbers


@pytest.mark.parametrize(("code", "locale"), [("id", "id-ID"), ("en", "en-US")])
def test_a_word_processor_opens_each_table_with_its_head_its_caption_and_its_cells(
    kit_of, opened, tmp_path, code, locale
):
    speaker = next(one for one in opened.speakers if one.code == code)
    paths = [tmp_path / f"{table.table_id}.docx" for table in opened.outputs.tables]
    for path in paths:
        path.write_bytes(kit_of(path.stem)[f"{path.stem}.{code}.docx"])
    documents = open_in_office(paths, "fodt", tmp_path, locale, needs="writer")
    for shown in opened.outputs.tables:
        root = ET.fromstring(documents[shown.table_id])
        (table,) = root.iter(f"{TABLE}table")
        assert spaced(table.find(f"{TABLE}table-header-rows")) == say_headers(shown, speaker)
        grid = grids.strip_padding(Grid(shown.columns, (), say_cells(shown, speaker)))
        assert [spaced(row) for row in table.findall(f"{TABLE}table-row")] == [
            [" ".join(cell.split()) for cell in row] for row in grid.cells
        ], shown.table_id
        said = " ".join(" ".join(root.itertext()).split())
        assert speaker.say(Message("tables", (shown.table_id, "title"))) in said
        assert opened.versions[shown.table_id] in said.replace(" ", "")
        assert "\N{FIGURE SPACE}" not in said


def spaced(row):
    """Return the texts of a row's cells."""
    return [" ".join("".join(cell.itertext()).split()) for cell in row.iter(f"{TABLE}table-cell")]


def test_a_document_is_the_same_bytes_alone_and_among_others_and_names_its_table(bundles, kit_of):
    exhibit = next(one for one in bundles.exhibits if one.exhibit_id == "tbl-investment")
    alone = grids.write_documents([exhibit], bundles.edition, bundles.edition.speakers[1])["tbl-investment"]
    assert alone == kit_of("tbl-investment")["tbl-investment.en.docx"]
    with zipfile.ZipFile(io.BytesIO(alone)) as archive:
        core = ET.fromstring(archive.read("docProps/core.xml"))
    assert exhibit.versioned_id in [part.text for part in core]


@pytest.mark.parametrize("text", ["a\x01b", "\x0bab", "a\ufffeb", "ab" * 20_000])
def test_a_text_that_no_file_of_xml_can_hold_and_a_long_one_break_no_document(bundles, hostile, text):
    exhibit, language = hostile
    grid = replace(exhibit.grids[language.code], cells=[[text, ""]])
    changed = replace(exhibit, grids={language.code: grid})
    made = grids.write_documents([changed], bundles.edition, language)[exhibit.exhibit_id]
    (row,) = body(parsed(made, "docx"))
    assert re.findall("[ab]", row[0]) == re.findall("[ab]", text)


def test_texts_stay_texts_in_a_document(hostile, bundles):
    exhibit, language = hostile
    made = grids.write_documents([exhibit], bundles.edition, language)[exhibit.exhibit_id]
    tree = parsed(made, "docx")
    wanted = [[plain(text), plain(text.replace("−", "-"))] for text in HOSTILE]
    assert [[plain(cell) for cell in row] for row in body(tree)] == wanted
