"""A language says values: its own words, decimal signs, months and plurals."""

from decimal import Decimal

import pytest
from babel.core import Locale

from multitrack.errors import InputError
from multitrack.lang.language import Catalog, Language, Speaker
from multitrack.lang.values import Amount, Joined, Message, NumberOnly, Ordinal, PartialDate, Period, Verbatim, Year

LABELS = {
    "en": {
        "scales": {"ones": "{value}", "billion": "{value} billion"},
        "units": {"persons": {"one": "{value} person", "other": "{value} people"}},
        "currencies": {"USD": "US${value}"},
        "qualifiers": {"exact": "{value}", "nearly": "nearly {value}"},
        "joints": {"list": ", ", "span": "–", "dates": " – "},
        "ordinals": {"one": "{number}st", "two": "{number}nd", "few": "{number}rd", "other": "{number}th"},
    },
    "id": {
        "scales": {"ones": "{value}", "billion": "{value} miliar"},
        "units": {"persons": {"other": "{value} jiwa"}},
        "currencies": {"USD": "US${value}"},
        "qualifiers": {"exact": "{value}", "nearly": "hampir {value}"},
        "joints": {"list": ", ", "span": "–", "dates": " – "},
        "ordinals": {"other": "ke-{number}"},
    },
}


def language(code, **texts):
    words = Catalog(f"data/text/{code}", {"labels": LABELS[code], **texts})
    return Language(code, Locale.parse({"en": "en_GB", "id": "id"}[code]), words)


def period(start, end=None):
    return Period(PartialDate.parse(start), PartialDate.parse(end or start))


@pytest.mark.parametrize(
    ("value", "english", "indonesian"),
    [
        (Amount(Decimal("9.03"), "dollars", "billion", "USD"), "US$9.03 billion", "US$9,03 miliar"),
        (Amount(Decimal(12000), "persons", qualifier="nearly"), "nearly 12,000 people", "hampir 12.000 jiwa"),
        (Amount(Decimal(1), "persons"), "1 person", "1 jiwa"),
        (Amount(Decimal("5.0")), "5.0", "5,0"),
        (NumberOnly(Amount(Decimal("-2.10"), "persons")), "\N{MINUS SIGN}2.10", "\N{MINUS SIGN}2,10"),
        (Year(1997), "1997", "1997"),
        (Ordinal(11), "11th", "ke-11"),
        (Ordinal(2), "2nd", "ke-2"),
        (Verbatim("T1-05"), "T1-05", "T1-05"),
        (Joined((Year(1997), Verbatim("x"))), "1997, x", "1997, x"),
        (Joined(()), "", ""),
        (period("1995"), "1995", "1995"),
        (period("2014-08"), "August 2014", "Agustus 2014"),
        (period("1998-07-29"), "29 July 1998", "29 Juli 1998"),
        (period("2007", "2012"), "2007–2012", "2007–2012"),
        (period("2004-03-30", "2004-04-02"), "30 March 2004 – 2 April 2004", "30 Maret 2004 – 2 April 2004"),
    ],
)
def test_values_are_said_in_each_language(value, english, indonesian):
    assert (language("en").say(value), language("id").say(value)) == (english, indonesian)


def test_days_of_one_month_are_said_together():
    said = [language(code).say(period("1997-05-06", "1997-05-07")) for code in ("en", "id")]
    assert [text.replace("\N{THIN SPACE}", "") for text in said] == ["6–7 May 1997", "6–7 Mei 1997"]


def test_a_text_prints_the_numbers_that_it_names():
    silent = language("en", events={"T1-05": {"title": "Trade of {q041}"}})
    english = Speaker.of(silent, {"q041": "US$9.03 billion"})
    assert english.say(Message("events", ("T1-05", "title"))) == "Trade of US$9.03 billion"


def test_a_text_that_names_an_unknown_number_is_refused():
    english = language("en", events={"T1-05": {"title": "Trade of {q999}"}})
    with pytest.raises(InputError) as refused:
        english.say(Message("events", ("T1-05", "title")))
    assert str(refused.value) == (
        "data/text/en/events.yml:T1-05.title: the text names a number {q999} that does not exist; "
        "take an id that `multitrack list numbers` prints"
    )


def test_a_missing_word_is_refused_and_never_replaced():
    with pytest.raises(InputError) as refused:
        language("id").label("sectors", "economic")
    assert str(refused.value) == "data/text/id/labels.yml:sectors.economic: no words for this key; add them"


@pytest.mark.parametrize("text", ["", "97", "1997-13", "1997-02-30", "1997-5-6", "1997/05", "1997-05-06T00:00"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        PartialDate.parse(text)


def test_vague_dates_sort_before_exact_ones():
    dates = ["1998-07-29", "1995", "1998", "1998-07"]
    assert [str(date) for date in sorted(map(PartialDate.parse, dates))] == ["1995", "1998", "1998-07", "1998-07-29"]
