"""The PDF that the embedded engine writes."""

import pikepdf
import pytest

from multitrack.errors import ProgramError

from .conftest import ATTACHMENT, FIGURE, TABLE

SOURCED_FIGURE = FIGURE.replace("Caption.", "[Caption.]{.float-text} [Rows Q001]{.provenance}")
SOURCED_TABLE = TABLE.replace("\n**Title", "\n::: {.provenance}\nRows Q002\n:::\n\n**Title")
BODY = f"""# A {{#sec-a}}

Text with [a *foreign* word]{{lang=en-GB}}, {{{{< meta n.q001 >}}}}, @fig-one, @tbl-one, @sec-a and [@silva1999].

{SOURCED_FIGURE}
{SOURCED_TABLE}
::: {{.edition-note}}
We add this.
:::

::: {{#refs}}
:::
"""


def elements(pdf, wanted):
    """Return all structure elements of a kind."""
    waiting, found = [pdf.Root.StructTreeRoot.K], []
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, pikepdf.Array):
            waiting = [*node, *waiting]
        elif isinstance(node, pikepdf.Dictionary):
            found += [node] if node.get("/S") == wanted else []
            waiting = [*([node.K] if "/K" in node else []), *waiting]
    return found


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
    assert pdf.attachments["data/study/rows.csv"].get_file().read_bytes() == ATTACHMENT.encode()
    assert pdf.attachments["data/study/rows.csv"].description == "Rows (of data)"


def test_the_outline_holds_the_numbered_sections(pdf):
    with pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["1 A"]


def test_a_letter_that_the_typefaces_lack_is_an_error_and_no_hole(report):
    with pytest.raises(ProgramError) as caught:
        report.pdf("# A\n\nText 漢.\n")
    assert str(caught.value).splitlines()[0] == "Typst for the page report/index.xx.qmd failed"
    assert "漢" in str(caught.value)


def test_a_failed_page_leaves_no_document(report):
    with pytest.raises(ProgramError):
        report.pdf("# A\n\nText 漢.\n")
    assert not list(report.folder.glob("_output/**/*.pdf"))
    assert not list(report.folder.glob("*.typ"))
