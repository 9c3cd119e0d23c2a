"""The page that the embedded engine writes."""

import re

import pytest

from multitrack.engines.embedded import EmbeddedEngine
from multitrack.errors import ProgramError

from .conftest import FIGURE, PICTURE, TABLE


def test_figures_tables_and_sections_are_numbered_in_order(report):
    second = FIGURE.replace("fig-one}", "fig-two}")
    sections = "# A\n\n## B {#sec-b}\n\n# C\n\n## D {#sec-d}\n\n"
    body = f"{sections}{FIGURE}\n{second}\n{TABLE}\n@sec-b @sec-d @fig-two @tbl-one"
    links = re.findall(r'<a href="(#\S+)">([^<]*)</a>', report.html(body))
    assert links == [
        ("#sec-b", "Seção\N{NO-BREAK SPACE}1.1"),
        ("#sec-d", "Seção\N{NO-BREAK SPACE}2.1"),
        ("#fig-two", "Fig.\N{NO-BREAK SPACE}2"),
        ("#tbl-one", "Tab.\N{NO-BREAK SPACE}1"),
    ]


def test_a_section_without_a_number_takes_none_from_the_next(report):
    page = report.html("# Summary {.unnumbered}\n\n# A {#sec-a}\n\n@sec-a\n")
    assert ">Seção\N{NO-BREAK SPACE}1</a>" in page
    assert re.findall(r'header-section-number">(.*?)<', page) == ["1"]


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("[-@fig-one]", '<a href="#fig-one">1</a>'),
        ("[Chart @fig-one]", '<a href="#fig-one">Chart\N{NO-BREAK SPACE}1</a>'),
        (
            "[@fig-one; @tbl-one]",
            ('<a href="#fig-one">Fig.\N{NO-BREAK SPACE}1</a>, <a href="#tbl-one">Tab.\N{NO-BREAK SPACE}1</a>'),
        ),
    ],
)
def test_a_reference_can_be_written_in_other_ways(report, reference, text):
    assert f"<p>{text}</p>" in report.html(f"{FIGURE}\n{TABLE}\n{reference}\n")


def test_a_figures_caption_stands_below_it_and_a_tables_above(report):
    page = report.html(f"{FIGURE}\n{TABLE}")
    order = [
        page.index(part)
        for part in (
            'id="fig-one"',
            "<svg",
            "Figura\N{NO-BREAK SPACE}1",
            'id="tbl-one"',
            "Tabela\N{NO-BREAK SPACE}1",
            "<table",
        )
    ]
    assert order == sorted(order)
    assert '<span class="float-label">Figura\N{NO-BREAK SPACE}1.</span> <strong>Title.</strong> Caption.' in page
    assert '<span class="float-label">Tabela\N{NO-BREAK SPACE}1.</span> <strong>Title.</strong> Caption.' in page


def test_the_line_of_sources_stays_with_its_figure_and_its_table(report):
    source = "\n::: {.float-source}\nTea Board\n:::\n\n**Title"
    page = report.html(f"{FIGURE}\n{TABLE}".replace("\n**Title", source))
    line = r'\s*<div class="float-source">\s*<p>Tea Board</p>\s*</div>\s*</div>\s*'
    assert re.search(rf"</p>{line}<figcaption>", page)
    assert re.search(rf"</table>{line}</figure>", page)


def test_a_figures_caption_stands_above_it_where_the_configuration_says_so(report):
    report.configure("number-sections: true\n", "number-sections: true\nfig-cap-location: top\n")
    page = report.html(FIGURE)
    assert page.index("<figcaption>") < page.index("<svg")


def test_columns_of_numbers_are_set_to_the_right(report):
    right = 'style="text-align: right;"'
    assert re.findall(r"<t[hd]\b[^>]*>", report.html(TABLE)) == ["<th>", f"<th {right}>", "<td>", f"<td {right}>"]


def test_what_a_cell_says_is_no_markup(report):
    page = report.html(TABLE.replace("\n| ", "\n| \\<b\\>\\&amp; ", 1))
    assert "&lt;b&gt;&amp;amp;" in page


def test_a_page_can_be_begun_before_its_pictures_are_there(report):
    report.write("index.xx.qmd", FIGURE)
    (report.folder / "_generated/xx/fig-one.svg").unlink()
    (profile,) = report.project.profiles
    (finish,) = EmbeddedEngine().begin(report.folder, profile, ["html"]).late
    report.write("_generated/xx/fig-one.svg", PICTURE)
    assert "Picture</text>" in finish()["html"].read_text(encoding="utf-8")


def test_a_picture_becomes_a_part_of_the_page_with_its_alternative_text(report):
    page = report.html(FIGURE)
    assert (
        '<span class="picture" role="img" aria-label="A &quot;line&quot; &lt;rises> &amp; falls.">'
        '<svg viewBox="0 0 440 100">' in page
    )
    assert "<?xml" not in page
    assert "<img" not in page


def test_columns_take_the_widths_that_the_table_names(report):
    assert re.findall(r'<col style="width: (\d+)%" />', report.html(TABLE)) == ["25", "75"]


def test_an_edition_note_says_that_it_is_one(report):
    page = report.html("::: {.edition-note}\nWe add this.\n:::\n")
    label = '<span class="edition-note-label">Nota da edição</span>'
    assert f'<div id="note" class="edition-note" role="note">\n<p>{label} We add this.</p>\n</div>' in page


def test_an_edition_note_is_called_after_its_section(report):
    note = "::: {.edition-note}\nNote.\n:::\n"
    page = report.html(f"# A {{#sec-a}}\n\n{note}\n{note}\n## B {{#sec-b}}\n\n{note}")
    assert re.findall(r'id="(note[^"]*)"', page) == ["note-sec-a", "note-sec-a-2", "note-sec-b"]


def test_an_edition_note_that_begins_with_a_list_has_its_label_before_it(report):
    page = report.html("::: {.edition-note}\n- One\n:::\n")
    assert '<p><span class="edition-note-label">Nota da edição</span></p>\n<ul>' in page


def test_content_for_one_format_is_in_that_format_alone(report):
    body = (
        '::: {.content-visible when-format="html"}\nA\n:::\n\n::: {.content-visible when-format="typst"}\nB\n:::\n\n'
        '::: {.content-hidden when-format="html"}\nC\n:::\n\n::: {.content-visible unless-format="typst"}\nD\n:::\n'
    )
    assert re.findall("<p>([ABCD])</p>", report.html(body)) == ["A", "D"]


def test_a_number_is_text_and_never_markup(report):
    assert "<p>It is US$9,03 mil.</p>" in report.html("It is {{< n q001 >}}.\n")


def test_the_frame_is_in_the_documents_language(report):
    page = report.html("# A\n")
    for part in (
        '<html lang="pt-BR" ', "<title>Um título &amp; &lt;mais&gt;, 1900–1999</title>",
        '<h1 class="title">Um título &amp; &lt;mais&gt;</h1>',
        '<span id="toc-title">Sumário</span>', ">Ao texto</a>", '<meta name="keywords" content="primeira, segunda">',
        '<a href="../en/document.html" hreflang="en" lang="en">English</a>', "Versão 1.0.0 · sha256 0123abcd",
    ):  # fmt: skip
        assert part in page


def test_words_that_css_prints_keep_their_backslashes_and_quotes(report):
    report.configure('voice: "Edição"', r"""voice: "A \\b 'c'" """, "_quarto-xx.yml")
    assert r"""style="--voice: 'A \\b \'c\''">""" in report.html("# A\n")


def test_a_citation_leads_to_its_entry(report):
    page = report.html("Text [@silva1999, 3].\n\n::: {#refs}\n:::\n")
    assert '<a href="#ref-silva1999" role="doc-biblioref">Silva 1999, 3</a>' in page
    assert re.search(r'id="ref-silva1999".*>\s*Silva, Ana. 1999. <em>Um livro</em>. Editora.', page)


def test_the_same_page_gives_the_same_bytes(report):
    assert report.html(f"# A\n\n{FIGURE}\n{TABLE}") == report.html(f"# A\n\n{FIGURE}\n{TABLE}")


def test_a_page_with_figures_is_refused_where_their_charts_are_not_packed(report):
    report.write("_generated/xx/charts.json", "{}")
    with pytest.raises(ProgramError) as caught:
        report.html(FIGURE)
    assert "_generated/xx/charts.b64: No such file or directory" in str(caught.value)
    report.write("_generated/xx/charts.b64", "packed")
    assert '<script type="application/gzip" id="charts">packed</script>' in report.html(FIGURE)
