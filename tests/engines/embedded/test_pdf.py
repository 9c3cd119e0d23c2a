"""The PDF that the embedded engine writes."""

import re
import shutil
import subprocess

import pikepdf
import pymupdf
import pytest

from multitrack.engines import typesetting
from multitrack.engines.formats import pdf as pdf_format
from multitrack.errors import InputError, ProgramError

from .conftest import ATTACHMENT, FIGURE, PICTURE, TABLE

SOURCED_FIGURE = FIGURE.replace("\n**Title", "\n::: {.float-source}\nRows Q001\n:::\n\n**Title")
SOURCED_TABLE = TABLE.replace("\n**Title", "\n::: {.float-source}\nRows Q002\n:::\n\n**Title")
ABSTRACTS = """::: {.abstract}
# Resumo {#sec-abstract .unnumbered}

O relato conta {{< n count >}}.
:::

::: {.abstract lang="en"}
## Abstract {#sec-abstract-translated .unnumbered .unlisted}

The report tells {{< n count >}}.
:::

"""
BODY = f"""# A {{#sec-a}}

Text with [a *foreign* word]{{lang=en-GB}}, {{{{< n q001 >}}}}, @fig-one, @tbl-one, @sec-a and [@silva1999].

{SOURCED_FIGURE}
{SOURCED_TABLE}
::: {{.edition-note}}
We add this.
:::

::: {{#refs}}
:::
"""


def nodes(pdf):
    """Yield all structure elements."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, pikepdf.Array):
            waiting = [*node, *waiting]
        elif isinstance(node, pikepdf.Dictionary):
            yield node
            waiting = [*([node.K] if "/K" in node else []), *waiting]


def elements(pdf, wanted):
    """Return all structure elements of a kind."""
    return [node for node in nodes(pdf) if node.get("/S") == wanted]


def pages(path):
    """Return the words of each page of a file, in the order of reading."""
    program = shutil.which("pdftotext") or pytest.skip("pdftotext is not installed")
    text = subprocess.run([program, path, "-"], capture_output=True, text=True, check=True, timeout=60).stdout
    return [" ".join(page.split()) for page in text.removesuffix("\f").split("\f")]


def spoken(pdf):
    """Return the languages that words or parts of a file are marked with."""
    marks = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    words = {str(tag, "ascii") for tag in re.findall(rb"/Lang\(([\w-]+)\)", marks)}
    return words | {str(node.Lang) for node in nodes(pdf) if "/Lang" in node}


@pytest.fixture
def pdf(report):
    with pikepdf.open(report.pdf(BODY)) as opened:
        yield opened


def test_the_same_page_gives_the_same_bytes(report):
    assert report.pdf(BODY).read_bytes() == report.pdf(BODY).read_bytes()


def test_it_claims_the_two_standards_that_typst_has_checked(pdf):
    with pdf.open_metadata() as claims:
        assert (claims["pdfaid:part"], claims["pdfaid:conformance"], claims["pdfuaid:part"]) == ("3", "A", "1")


def test_it_says_what_it_is(pdf):
    assert str(pdf.docinfo.Title) == "Um título & <mais>"
    assert str(pdf.docinfo.Author) == "A equipe"
    assert str(pdf.docinfo.Subject) == "O que o documento é."
    assert str(pdf.docinfo.Keywords) == "primeira, segunda"
    assert str(pdf.docinfo.CreationDate) == "D:20200229000000Z"
    assert str(pdf.Root.Lang) == "pt-BR"


def test_every_picture_has_its_alternative_text(pdf):
    assert [str(figure.Alt) for figure in elements(pdf, "/Figure") if "/Alt" in figure] == ['A "line" <rises> & falls.']


def test_a_foreign_word_is_marked_as_such(pdf):
    assert any(b"/Lang(en-GB)" in page.Contents.read_bytes() for page in pdf.pages)


def test_only_the_chosen_typefaces_are_in_it_and_whole(pdf):
    fonts = [
        item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]
    names = {str(font.FontName).partition("+")[2].partition("-")[0] for font in fonts}
    assert names == {"SourceSerif4", "SourceSerif4Display", "SourceSans3"}
    assert all("/FontFile2" in font for font in fonts)


def test_the_data_are_attached(pdf):
    assert pdf.attachments["study-rows.csv"].get_file().read_bytes() == ATTACHMENT.encode()
    assert pdf.attachments["study-rows.csv"].description == "Rows (of data)"


def test_sections_figures_tables_and_rows_are_places_that_a_link_can_name(report):
    body = BODY.replace("| x |", "| [D048]{#D048} |") + "\n\n[There](#fig-one) and [there](#D048).\n"
    with pikepdf.open(report.pdf(body)) as pdf:
        names = set(pikepdf.NameTree(pdf.Root.Names.Dests).keys())
        links = [str(link.Dest) for page in pdf.pages for link in page.get("/Annots", ()) if "/Dest" in link]
    assert names >= {"sec-a", "fig-one", "tbl-one", "D048"}
    assert "D048" in links


def test_the_outline_holds_the_numbered_sections(pdf):
    with pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["1 A", "Sobre este documento"]


def test_the_title_page_has_both_abstracts_and_says_how_to_cite(report):
    cover, *others = pages(report.pdf(ABSTRACTS + BODY))
    for part in (
        "Resumo", "O relato conta 28.", "Abstract", "The report tells 28.",
        "Como citar A equipe (2020). Um título & <mais>, 1900–1999. Edição de um estudo.",
        "Versão 1.0.0, sha256 0123abcd.",
    ):  # fmt: skip
        assert part in cover
    assert "O relato" not in " ".join(others)


def test_the_title_page_says_by_whom_and_when_and_where_to_read_it_if_it_has_an_address(report):
    (without, *_), by = pages(report.pdf("# A\n")), "A equipe · 29 de fevereiro de 2020"
    assert by in without
    assert "Ler em linha" not in without
    report.configure("released:", "site-url: https://example.org/edition/\nreleased:")
    cover, *_ = pages(report.pdf("# A\n"))
    assert "Ler em linha https://example.org/edition/" in cover
    assert "English https://example.org/edition/en/document.html" in cover


def test_the_abstracts_keep_anchors_bookmarks_and_languages(report):
    with pikepdf.open(report.pdf(ABSTRACTS + BODY)) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["Resumo", "1 A", "Sobre este documento"]
        assert [entry.title for entry in outline.root[0].children] == ["Abstract"]
        assert "en" in spoken(pdf)
        assert {"sec-abstract", "sec-abstract-translated"} <= set(pikepdf.NameTree(pdf.Root.Names.Dests).keys())


def test_a_listed_word_of_another_language_is_marked_wherever_it_stands(report):
    table = TABLE.replace("| x | 1 |", "| (mot juste), | 1 |")
    with pikepdf.open(report.pdf(f"# A\n\nNem mottos.\n\n{table}")) as pdf:
        assert "fr" in spoken(pdf)
    with pikepdf.open(report.pdf("# A\n\nNem mottos, nem juste mot-a-mot.\n")) as pdf:
        assert "fr" not in spoken(pdf)


def test_the_lists_take_captions_and_leave_what_stands_around_them(report):
    body = f"# A\n\n{SOURCED_FIGURE}\n{TABLE}"
    lists = next(page for page in pages(report.pdf(body)) if "Figuras" in page)
    assert "Figuras 1 Title. Caption. 3 Tabelas 1 Title. Caption. 3" in lists


def test_the_colophon_names_the_programs_that_made_the_document(report):
    last = pages(report.pdf(BODY))[-1]
    assert "Sobre este documento Um programa fez tudo. Dados Versão 1.0.0, sha256 0123abcd" in last
    assert re.search(r"Programas Pandoc 3[\d.]+, Typst 0\.15\.\d", last)
    assert "Tipos Source Serif 4, Source Serif 4 Display, Source Sans 3, Source Code Pro (OFL)" in last


def test_a_chapters_figures_come_after_its_heading_and_before_the_next(report):
    figures = [FIGURE.replace("#fig-one", f"#fig-{name}").replace("Title", name) for name in ("north", "east", "south")]
    text = " ".join(["word"] * 700)
    parts = [
        "# First {#sec-one}",
        figures[0],
        "# Second {#sec-two}",
        figures[1],
        text,
        figures[2],
        "# Third {#sec-three}",
    ]
    words = " ".join(pages(report.pdf("\n\n".join(parts)))[2:])
    marks = ("SEÇÃO 1", "north", "SEÇÃO 2", "east", "south", "SEÇÃO 3")
    assert sorted(marks, key=words.index) == list(marks)


def test_a_page_names_the_chapter_that_it_begins_with(report):
    text = " ".join(["word"] * 900)
    body = f"# First {{#sec-one}}\n\n{text}\n\n# Second {{#sec-two}}\n\n{text}"
    heads = [page.partition(" Um")[0] for page in pages(report.pdf(body))[2:-1]]
    assert heads[:2] == ["Seção 1 First", "Seção 1 First"]
    assert set(heads[2:]) == {"Seção 2 Second"}


def with_rows(counts, note=""):
    """Return a page with a table of each number of rows, which name it: each is in a part, since parts begin pages."""
    tables = []
    for count in counts:
        rows = "\n".join([f"| row of {count} | 1 |"] * count)
        table = TABLE.replace("#tbl-one", f"#tbl-{count}").replace("| x | 1 |", rows)
        tables.append(f"# A {{#sec-part-{count}}}\n\n{table.replace('**Title', f'{note.format(count)}**Title')}")
    return "\n\n".join(tables)


def test_a_long_table_says_whose_rows_a_page_goes_on_with_and_leaves_none_alone(report):
    counts = range(40, 55, 3)
    said = pages(report.pdf(with_rows(counts)))
    for number, count in enumerate(counts, start=1):
        parts = [page for page in said if f"row of {count} 1" in page]
        assert [f"Tabela {number} (continuação)" in page for page in parts] == [False, *[True] * (len(parts) - 1)]
        assert min(page.count(f"row of {count} 1") for page in parts) >= 3
        assert sum(page.count(f"row of {count} 1") for page in parts) == count


def test_the_note_of_a_long_table_is_not_parted_from_its_last_rows(report):
    counts = range(24, 56, 2)
    said = pages(report.pdf(with_rows(counts, note=f"::: {{{{.float-note}}}}\n{'noted{0} ' * 60}\n:::\n\n")))
    for count in counts:
        noted = [page for page in said if f"noted{count}" in page]
        assert [page.count(f"row of {count} 1") >= 3 for page in noted] == [True]


@pytest.mark.parametrize("lines", range(20, 36, 5))
def test_a_list_that_a_figure_comes_into_keeps_its_structure(report, lines):
    report.write("_generated/xx/fig-one.svg", PICTURE.replace("100", "480"))
    before, entries = "\n\n".join(["before."] * lines), "\n".join([f"- {'entry ' * 60}"] * 6)
    with pikepdf.open(report.pdf(f"# A\n\n{before}\n\n{FIGURE}\n\nText.\n\n{entries}")) as pdf:
        lists = [len(node.K) for node in elements(pdf, "/L")]
    assert lists.count(6) == 1


def test_a_text_goes_on_after_a_figure_with_an_indented_paragraph(report):
    beside = "::: {.figure-data}\n\n:::\n\n::: {.exhibit-bar}\nReuse\n:::"
    other = FIGURE.replace("#fig-one", "#fig-two")
    said = f"# A\n\nFirst.\n\n{FIGURE}\n\n{beside}\n\nSecond.\n\n# B\n\n{other}\n\n{beside}\n\nThird."
    with pymupdf.open(report.pdf(said)) as document:
        words = {word[4]: word[0] for page in document for word in page.get_text("words")}
    assert words["First."] == words["Third."]
    assert words["Second."] > words["First."] + 10


@pytest.mark.parametrize("lines", range(24, 38, 4))
def test_text_goes_on_before_a_figure_that_its_page_has_no_room_for(report, lines):
    before, after = ("\n\n".join([f"{word}."] * count) for word, count in (("before", lines), ("after", 30)))
    said = pages(report.pdf(f"# A\n\n{before}\n\n{FIGURE}\n\n{after}"))
    first = next(page for page in said if "SEÇÃO 1" in page)
    assert "Figura 1. Title" in first or "after" in first


def test_a_language_without_a_word_of_the_title_page_is_an_error(report):
    report.configure('  cite-as: "Edição de um estudo"\n', "", file="_quarto-xx.yml")
    with pytest.raises(ProgramError) as caught:
        report.pdf("# A\n")
    assert "the language's _quarto file has no words.cite-as: add it" in str(caught.value)


def test_a_letter_that_the_typefaces_lack_is_an_error_and_no_hole(report):
    with pytest.raises(InputError) as caught:
        report.pdf("# A\n\nText 漢.\n\nMore.\n\nText 字.\n")
    assert str(caught.value).splitlines() == [
        f'report/index.xx.qmd:{row}: the typefaces have no "{letter}; write it in Latin letters, or another way'
        for row, letter in ((3, '漢" (U+6F22)'), (7, '字" (U+5B57)'))
    ]


def test_a_document_that_takes_too_long_is_ended(report, monkeypatch):
    monkeypatch.setattr(typesetting, "LIMIT_S", 0.01)
    with pytest.raises(ProgramError) as caught:
        report.pdf("# A\n")
    assert str(caught.value) == (
        "Typst for the page report/index.xx.qmd was ended because it took longer than 0.01 s; "
        "its last lines say how far it came"
    )


def test_figures_stand_on_top_of_pages_if_their_places_keep_changing_each_other(report, monkeypatch):
    asked, settled = [], typesetting.Typeset(b"%PDF settled %%EOF")

    def typeset(_what, wanted):
        asked.append(wanted.inputs)
        unsettled = typesetting.Typeset(warnings=["warning: document did not converge within five attempts"])
        return settled if wanted.inputs else unsettled

    monkeypatch.setattr(pdf_format, "typeset", typeset)
    assert report.pdf("# A\n").read_bytes() == settled.pdf
    assert asked == [{}, {"exhibits": "float"}]


def test_a_failed_page_leaves_no_document(report):
    report.configure('  cite-as: "Edição de um estudo"\n', "", file="_quarto-xx.yml")
    with pytest.raises(ProgramError):
        report.pdf("# A\n")
    assert not list(report.folder.glob("_output/**/*.pdf"))
    assert not list(report.folder.glob("*.typ"))
