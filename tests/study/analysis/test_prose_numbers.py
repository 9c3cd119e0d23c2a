"""Each row gives the numbers that a page may want of it, under ids that no other row has."""

from decimal import Decimal

import pytest

from multitrack.errors import InputError
from multitrack.lang.values import Amount, Message, NumberOnly, Ordinal, PartialDate, Period, Year
from multitrack.study.analysis.prose_numbers import make_numbers


def of_row(study, row):
    ids = {number.number_id: number for number in make_numbers(study)}
    return {key: number.value for key, number in ids.items() if key.startswith(row) and number.rows == (row.upper(),)}


def test_a_sum_of_money_is_printed_with_and_without_its_qualifier(quantity, dataset):
    study = dataset(quantities=(quantity(qualifier="nearly", period_end=PartialDate(2009)),))
    exact, said = (Amount(Decimal("9.03"), "dollars", "billion", "USD", word) for word in ("exact", "nearly"))
    year = PartialDate(2009)
    assert of_row(study, "q001") == {
        "q001": exact, "q001-said": said, "q001-value": NumberOnly(said), "q001-period": Period(year, year),
    }  # fmt: skip


def test_a_whole_number_is_printed_in_words_and_a_rank_as_an_ordinal_too(quantity, dataset):
    rank = quantity(value=Decimal(6), scale="ones", unit="rank", currency="", measure="rank")
    amount = Amount(Decimal(6), "rank")
    assert of_row(dataset(quantities=(rank,)), "q001") == {
        "q001": amount, "q001-said": amount, "q001-value": NumberOnly(amount),
        "q001-words": Message("labels", ("cardinals", "6")), "q001-ordinal": Ordinal(6),
        "q001-ordinal-words": Message("labels", ("ordinals-in-words", "6")),
    }  # fmt: skip


def test_a_rate_with_a_decimal_is_no_count(quantity, dataset):
    rate = quantity(value=Decimal("5.0"), scale="ones", unit="percent", currency="", measure="rate")
    assert of_row(dataset(quantities=(rate,)), "q001").keys() == {"q001", "q001-said", "q001-value"}


def test_an_item_gives_its_date_and_its_heading(event, dataset):
    moved = event(year=1988, year_basis="corrected", heading_year=1986, heading_ordinal=4)
    day, month = PartialDate(1997, 5, 6), PartialDate(1997, 5)
    assert of_row(dataset(events=(moved,)), "t1-01") == {
        "t1-01-date": Period(day, day), "t1-01-month": Period(month, month), "t1-01-year": Year(1988),
        "t1-01-year-printed": Year(1997), "t1-01-ordinal": Ordinal(11), "t1-01-ordinal-words": Ordinal(11),
        "t1-01-heading-year": Year(1986), "t1-01-heading-ordinal": Ordinal(4),
        "t1-01-heading-ordinal-words": Message("labels", ("ordinals-in-words", "4")),
    }  # fmt: skip


def test_an_item_without_a_date_gives_its_year_for_it(event, dataset):
    bare = event(date_start=None, date_end=None, ordinal=None, heading_year=None, heading_ordinal=None)
    assert of_row(dataset(events=(bare,)), "t1-01") == {
        "t1-01-date": Year(1997), "t1-01-year": Year(1997), "t1-01-year-printed": Year(1997),
    }  # fmt: skip


def test_an_item_of_several_days_gives_the_first_and_the_last(event, dataset):
    first, last = PartialDate(2011, 7, 22), PartialDate(2012, 1, 20)
    numbers = of_row(dataset(events=(event(date_start=first, date_end=last),)), "t1-01")
    days = (numbers["t1-01-date"], numbers["t1-01-date-start"], numbers["t1-01-date-end"])
    assert days == (Period(first, last), Period(first, first), Period(last, last))


def test_a_document_with_a_date_gives_it_and_one_without_gives_nothing(document, dataset):
    month = PartialDate(2006, 7)
    papers = (document(document_id="pact", date=month), document(document_id="plan"))
    numbers = {number.number_id: (number.value, number.rows) for number in make_numbers(dataset(documents=papers))}
    assert {key: value for key, value in numbers.items() if key.startswith("doc-")} == {
        "doc-pact-date": (Period(month, month), ("pact",)), "doc-pact-year": (Year(2006), ("pact",)),
    }  # fmt: skip


def test_a_meeting_of_the_record_gives_its_date(meeting, dataset):
    numbers = {number.number_id: number.value for number in make_numbers(dataset(meetings=(meeting(),)))}
    day = PartialDate(1997, 5, 6)
    assert numbers["board-11-date"] == Period(day, day)
    assert (numbers["board-11-year"], numbers["board-11-ordinal"]) == (Year(1997), Ordinal(11))


def test_every_number_names_rows(event, quantity, meeting, dataset):
    study = dataset(events=(event(),), quantities=(quantity(),), meetings=(meeting(),))
    assert [number.number_id for number in make_numbers(study) if not number.rows] == []


def test_over_no_rows_there_is_no_count(event, dataset):
    ids = {number.number_id for number in make_numbers(dataset(events=(event(),)))}
    assert "events" in ids
    assert not ids & {"sources", "meetings", "quantities"}


def test_two_rows_with_the_same_id_are_refused(meeting, quantity, dataset):
    study = dataset(quantities=(quantity(quantity_id="X-1-year"),), meetings=(meeting(meeting_id="x-1"),))
    with pytest.raises(InputError) as caught:
        make_numbers(study)
    assert str(caught.value) == (
        "data:x-1-year: this number would come from X-1-year and from x-1; give one of the rows another id"
    )
