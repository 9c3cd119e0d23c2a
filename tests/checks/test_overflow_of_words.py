"""A word that is too long for its column is an error at the line of the text, or at the row of the data."""

from decimal import Decimal

import pytest

from multitrack.checks.overflow import find_ill_fitting_words
from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import Amount, Message, Verbatim
from multitrack.typography.columns import SIZE_PT, TABLE_PT, get_inset
from multitrack.typography.text_metrics import measure

REMEDY = "shorten it, or write it so that a line can break in it"


def complaints(tables, dataset, speakers):
    return [str(problem) for problem in find_ill_fitting_words(tables, dataset, speakers)]


def table(key, width, value, align="left"):
    """Return a table of two columns, of which the first has nothing to spare for the second."""
    full = "x" * int(((1 - width) * TABLE_PT - get_inset(0)) / measure("x", SIZE_PT).width)
    columns = (Column("meaning", 1 - width), Column(key, width, align))
    return Table("tbl-tracks", columns, (Row((Verbatim(full), value), ("Q001",)),))


def all_of(edition):
    """Return the tables but for the last, which lists the versions of the others."""
    return edition.outputs.tables[:-1]


def test_every_word_of_the_edition_fits(opened, dataset, speakers):
    assert complaints(all_of(opened), dataset, speakers) == []


def test_a_heading_that_does_not_fit_is_named(retold):
    word = "countersigned" * 5
    edition, line = retold("en/labels.yml", "document-date", f"Signed/{word}")
    (said,) = complaints(all_of(edition), edition.package, edition.numbered)
    assert said == (
        f'data/text/en/labels.yml:{line}:columns.document-date: the word "{word}" is 194 pt too long '
        f'for the column "Signed/{word}" of tbl-documents; {REMEDY}'
    )


def test_a_word_of_a_cell_that_does_not_fit_is_named_with_its_text(retold):
    edition, line = retold("id/labels.yml", "business-council", "Dewan bisnis")
    value = Message("labels", ("actor-kinds", "business-council"))
    indonesian = [one for one in edition.numbered if one.code == "id"]
    (said,) = complaints([table("value", 0.07, value)], edition.package, indonesian)
    assert said == (
        f'data/text/id/labels.yml:{line}:actor-kinds.business-council: the word "Dewan" is 3 pt too long for the '
        f'column "Nilai" of tbl-tracks; {REMEDY}'
    )


def test_an_amount_that_does_not_fit_is_named_by_the_words_that_it_is_said_in(dataset, speakers):
    amount = Amount(Decimal(13), scale="billion", currency="USD", qualifier="more-than")
    english = [one for one in speakers if one.code == "en"]
    (said,) = complaints([table("value", 0.15, amount, "decimal")], dataset, english)
    assert said.split(":", 2)[2] == (
        'qualifiers.more-than: the word "more than US$13\N{NO-BREAK SPACE}billion" is 27 pt too long for the column '
        f'"Value" of tbl-tracks; {REMEDY}'
    )


def test_a_word_that_no_text_file_says_is_reported_at_its_row(dataset, speakers):
    (said,) = complaints([table("value", 0.1, Verbatim("T1-01234567890"))], dataset, speakers[:1])
    assert said == (
        'data/study/quantities.csv:2: the word "T1-01234567890" is 22 pt too long for the column "Nilai" of '
        f"tbl-tracks; {REMEDY}"
    )


@pytest.mark.parametrize("words", ["one/two/three/four", "one-two-three-four", "one–two–three–four", "one two three"])
def test_a_line_breaks_after_a_slash_a_hyphen_and_a_dash(dataset, speakers, words):
    assert complaints([table("value", 0.12, Verbatim(words))], dataset, speakers[:1]) == []


@pytest.mark.parametrize("words", ["1234567–7654321", "one\N{NO-BREAK SPACE}two\N{NO-BREAK SPACE}three"])
def test_a_line_breaks_neither_in_a_span_of_years_nor_at_a_no_break_space(dataset, speakers, words):
    assert len(complaints([table("value", 0.12, Verbatim(words))], dataset, speakers[:1])) == 1


@pytest.mark.parametrize(("align", "faults"), [("left", 0), ("decimal", 1)])
def test_what_lines_up_on_the_decimal_sign_stays_on_one_line(dataset, speakers, align, faults):
    value = Verbatim("13 or more")
    assert len(complaints([table("value", 0.09, value, align)], dataset, speakers[:1])) == faults
