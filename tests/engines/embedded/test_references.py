"""References to nothing, and code that has no place in a page."""

import pytest

from multitrack.engines import rendering
from multitrack.engines.embedded import EmbeddedEngine
from multitrack.errors import InputError
from multitrack.render.markdown import escape

from .conftest import FIGURE


def test_a_reference_to_nothing_is_an_error(report):
    remedy = "correct it, or give the part that is meant the id #fig-two"
    assert report.complaints(f"{FIGURE}\nSee @fig-one and\n[-@fig-two].\n") == [
        f"report/index.xx.qmd:8: @fig-two refers to nothing; {remedy}"
    ]


def test_a_reference_that_begins_like_another_is_told_at_its_own_line(report):
    remedy = "correct it, or give the part that is meant the id #fig-on"
    assert report.complaints(f"{FIGURE}\nSee @fig-one,\n@fig-on.\n") == [
        f"report/index.xx.qmd:8: @fig-on refers to nothing; {remedy}"
    ]


def test_a_section_without_a_number_cannot_be_referred_to(report):
    found = "@sec-a refers to a section without a number"
    assert report.complaints("# A {#sec-a .unnumbered}\n\n@sec-a\n") == [
        f"report/index.xx.qmd:3: {found}; number the section, or name it in words"
    ]


def test_a_citation_of_nothing_is_an_error(report):
    body = "Text [@silva1999, 3].\n\nMore [@souza].\n"
    assert report.complaints(body) == [
        "report/index.xx.qmd:3: @souza cites nothing; correct it, or add the entry to the bibliography"
    ]


def test_a_link_to_no_anchor_is_an_error(report):
    assert report.complaints("# A {#a}\n\n[A](#a)\n[B](#b)\n") == [
        "report/index.xx.qmd:4: a link leads to #b, which is nowhere; correct it"
    ]


def test_an_id_that_stands_twice_is_told_at_the_second(report):
    assert report.complaints("# A {#a}\n\n# B {#a}\n") == [
        "report/index.xx.qmd:3: the id #a occurs 2 times; give each part an id of its own"
    ]


def test_a_note_or_a_link_that_is_defined_twice_is_told_at_the_second(report):
    notes = "A[^a] b[^a].\n\n[^a]: One.\n\n> [^a]: Two.\n\n```\n[^a]: code\n```\n"
    links = (
        "[Here] [so].\n\n[here]: https://example.org\n[Here]: https://example.com\n[so]: a word\n\n[so]: another word\n"
    )
    remedy = "give each note or link its own label"
    assert report.complaints(f"{notes}\n{links}") == [
        f"report/index.xx.qmd:{row}: [{label}] is defined for the second time; {remedy}"
        for row, label in ((5, "^a"), (14, "here"))
    ]


def test_a_formula_is_told_since_no_typeface_has_it(report):
    remedy = "write it in letters, or put a backslash before each $"
    assert report.complaints("# A\n\nAs $a^n$.\n\n$$\nb\n$$\n\nFor 5\\$ or 6\\$.\n") == [
        f"report/index.xx.qmd:{row}: the PDF has no typeface for the formula {formula}; {remedy}"
        for row, formula in ((3, "a^n"), (6, "b"))
    ]


def test_what_one_format_leaves_out_is_not_referred_to_in_it(report):
    shown = '::: {.content-visible when-format="typst"}\n## Paper {#sec-paper}\n\nSee @sec-paper.\n:::\n'
    remedy = "refer to it where it is shown alone"
    other = '::: {.content-hidden when-format="html"}\n[Paper](#sec-paper)\n:::\n'
    assert report.html(f"# A {{#sec-a}}\n\n{shown}\n{other}\nSee @sec-a.\n")
    assert report.complaints(f"# A {{#sec-a}}\n\n{shown.replace('@', '')}\nSee @sec-paper.\n") == [
        f"report/index.xx.qmd:9: sec-paper is left out in the format html, and referred to there; {remedy}"
    ]


def test_headings_without_an_id_may_be_alike_in_two_files(report):
    for name in ("one", "two"):
        report.write(f"{name}.qmd", "# Part\n\nText [@silva1999].\n")
    page = report.html("{{< include one.qmd >}}\n\n{{< include two.qmd >}}\n")
    assert 'id="part"' in page
    assert 'id="part-1"' in page


def test_a_missing_picture_is_an_error(report):
    assert report.complaints("\n![](none.svg)\n") == [
        "report/index.xx.qmd:2: there is no picture none.svg in the report; correct the path"
    ]


def test_a_picture_from_outside_the_report_is_an_error(report):
    assert report.complaints("![](/etc/hostname)\n") == [
        "report/index.xx.qmd:1: there is no picture /etc/hostname in the report; correct the path"
    ]


def test_raw_html_is_an_error(report):
    remedy = "write it in Markdown, or put a backslash before it if it is text"
    assert report.complaints("A\n<script>x()</script>\n") == [
        f"report/index.xx.qmd:2: raw html: <script>x()</script>; {remedy}"
    ]


def test_raw_typst_is_an_error(report):
    remedy = "write it in Markdown, or put a backslash before it if it is text"
    assert report.complaints('`#read("x")`{=typst}\n') == [f'report/index.xx.qmd:1: raw typst: #read("x"); {remedy}']


@pytest.mark.parametrize(
    ("body", "line", "cell"),
    [
        ("A\n\n```{python}\n1 + 1\n```\n", 3, "{python}"),
        ("``` {r, echo=FALSE}\n1\n```\n", 1, "{r, echo=FALSE}"),
        ("Two is `{ojs} 1 + 1`.\n", 1, "{ojs}"),
        ("```{mermaid}\na\n```\n", 1, "{mermaid}"),
    ],
)
def test_a_cell_that_quarto_would_run_is_an_error(report, body, line, cell):
    remedy = "compute it in the program, or put a dot before the name if it is to be shown"
    assert report.complaints(body) == [f"report/index.xx.qmd:{line}: {cell} is a cell to be run; {remedy}"]


def test_code_that_is_shown_is_none(report):
    assert "<code>1 + 1</code>" in report.html("```{.text}\n1 + 1\n```\n\n`{{{< n q001 >}}}`\n")


def test_an_unknown_condition_is_an_error(report):
    body = '::: {.content-visible when-format="pdf"}\nA\n:::\n'
    remedy = 'take when-format or unless-format with "html" or "typst"'
    assert report.complaints(body) == [f'report/index.xx.qmd:1: unknown condition when-format="pdf"; {remedy}']


def test_a_problem_in_an_included_file_names_that_file(report):
    report.write("xx/part.qmd", "One\n\n[@souza]\n")
    body = "{{< include /xx/part.qmd >}}\n"
    assert report.complaints(body) == [
        "report/xx/part.qmd:3: @souza cites nothing; correct it, or add the entry to the bibliography"
    ]


def test_a_check_tells_the_problems_of_every_language_and_renders_none(report):
    report.configure("    - [xx]", "    - [xx, yy]")
    report.write(
        "_quarto-yy.yml", (report.folder / "_quarto-xx.yml").read_text(encoding="utf-8").replace("index.xx", "index.yy")
    )
    report.write("index.xx.qmd", "[@souza]\n")
    report.write("index.yy.qmd", "@fig-none\n")
    with pytest.raises(InputError) as caught:
        EmbeddedEngine().check(report.folder, report.project.profiles)
    assert [(problem.file, problem.found) for problem in caught.value.problems] == [
        ("report/index.xx.qmd", "@souza cites nothing"),
        ("report/index.yy.qmd", "@fig-none refers to nothing"),
    ]
    assert not (report.folder / "_output").exists()


def test_escaped_text_is_nothing_but_text(report):
    hostile = (
        '<script>x()</script> `#read("x")`{=typst} ![](/etc/passwd) @fig-none {{< video x >}} [a](javascript:b) | $x$'
    )
    shown = hostile.replace("<", "&lt;").replace(">", "&gt;")
    assert f"<p>{shown}</p>" in report.html(escape(hostile))


def test_hostile_cells_and_numbers_are_plain_text_in_pandocs_tree(report, monkeypatch):
    seen = []
    join = rendering.join_words
    monkeypatch.setattr(rendering, "join_words", lambda blocks, but=(): [join(blocks, but=but), seen.append(blocks)])
    hostile = '[x]{typst:text:fill="{1}"} <b onclick=x> `#read(1)`{=typst} {{< include /x >}} a | b ~~c~~ [@silva1999]'
    report.html(f"| A |\n|:--|\n| {escape(hostile)} |\n")
    (table,) = seen[0]
    assert table["t"] == "Table"
    (cell,) = table["c"][4][0][3][0][1]
    assert cell[4][0]["c"] == [{"t": "Str", "c": hostile}]
