"""The same document whichever engine made it, and as it was recorded.

After a build with the embedded engine ``python -m tests.conformance --record report/_output`` renews the record.
"""

import re

import pytest

from multitrack.build import build_edition
from multitrack.engines.quarto import NoQuarto, find_quarto
from multitrack.order import BuildRequest
from multitrack.project import Project
from multitrack.study import open_edition

from .account import differences
from .records import account, documents, record_of, short_account

DOCUMENTS = ("en/canada-asean.html", "en/canada-asean.pdf", "id/kanada-asean.html", "id/kanada-asean.pdf")
LANGUAGES = [DOCUMENTS[:2], DOCUMENTS[2:]]


@pytest.fixture(scope="module")
def by_quarto(tmp_path_factory):
    """Return the edition as an installed Quarto makes it."""
    found = find_quarto()
    if isinstance(found, NoQuarto):
        pytest.skip(f"the engines are not compared: {found.why}")
    project = Project.find(record_of("").parents[3], output=tmp_path_factory.mktemp("quarto") / "out")
    build_edition(project, BuildRequest(profiles=project.profiles, engine="quarto"), open_edition)
    return project.output


ENDING = re.compile(r"(Note\.|Catatan\.|Source:|Sumber:).*@[\d.]+\+\w+$")
"""What stands below a table, in one row of it on paper."""


def of_kind(facts, *kinds):
    """Return what the facts of some kinds say, in what a page and a PDF of one engine have in common.

    A PDF sets some white space by moving on, and its outline holds apostrophes as they were typed.
    """
    texts = (fact.partition(" | ")[2] for fact in facts if fact.split(" ", 1)[0] in kinds)
    return [re.sub(r"\s", "", text).replace("'", "’") for text in texts]


def test_every_document_is_recorded_and_no_other(edition):
    assert tuple(documents(edition)) == DOCUMENTS
    assert sorted(record_of("").parent.glob("*.txt")) == [record_of(name) for name in DOCUMENTS]


@pytest.mark.recorded
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_embedded_engine_gives_what_was_recorded(edition, name):
    recorded = record_of(name).read_text(encoding="utf-8").splitlines()

    renew = "if this is meant, renew the record: python -m tests.conformance --record report/_output"
    assert differences(recorded, short_account(edition, name)) == [], renew


@pytest.mark.parametrize("name", DOCUMENTS)
def test_quarto_gives_the_same_document(edition, by_quarto, name):
    assert differences(account(edition, name), account(by_quarto, name)) == []


@pytest.mark.parametrize(("page", "pdf"), LANGUAGES)
def test_page_and_pdf_have_the_same_tables(edition, page, pdf):
    # A group's row is a head on paper, where the last row is of what the page has below the table; and the page's minus
    # sign is one that can be copied.
    rows, printed = (
        [re.sub(r"^head\|(?=[^|]*$)", "", row).replace("\N{MINUS SIGN}", "-") for row in of_kind(facts, "row")]
        for facts in (account(edition, page), account(edition, pdf))
    )

    assert len(rows) > 100
    assert differences(rows, [row for row in printed if not ENDING.search(row)]) == []


@pytest.mark.parametrize(("page", "pdf"), LANGUAGES)
def test_page_and_pdf_have_the_same_alternative_texts(edition, page, pdf):
    figures = [text.partition("|alt:")[2] for text in of_kind(account(edition, page), "figure")]

    assert figures == of_kind(account(edition, pdf), "alternative")


@pytest.mark.parametrize(("page", "pdf"), LANGUAGES)
def test_the_outline_of_the_pdf_is_the_contents_of_the_page_and_follows_its_headings(edition, page, pdf):
    headings = [text.partition("|")[2] for text in of_kind(account(edition, page), "heading")]
    contents = of_kind(account(edition, page), "contents")[1:]

    outline = [text.partition("|")[2] for text in of_kind(account(edition, pdf), "outline")]
    assert [entry for entry in outline if entry in contents] == contents
    # Only the abstract in the other language and the colophon stand in no contents.
    assert len(outline) == len(contents) + 2
    named = [heading.removeprefix("–").replace("|", "") for heading in headings]
    assert [heading for heading in named if heading in contents] == contents
