"""Patterns with values in them, units without numbers, and days of one month."""

from decimal import Decimal

import pytest
from babel.core import Locale

from multitrack.errors import InputError
from multitrack.lang.language import Catalog, Language, Speaker
from multitrack.lang.values import Amount, PartialDate, Pattern, Period, UnitOnly, Year

LABELS = {
    "scales": {"ones": "{value}", "billion": "{value}\N{NO-BREAK SPACE}billion"},
    "units": {"percent": {"one": "{value} per cent", "other": "{value} per cent"}},
    "currencies": {"USD": "US${value}"},
    "notes": {"supplied": "{year} [not {printed}], {harvest} in all"},
}


def language(locale="en_GB"):
    words = Catalog("data/text/en", {"labels": LABELS})
    return Speaker.of(Language("en", Locale.parse(locale), words), {"harvest": "4 kinds"})


def test_a_phrase_holds_values_and_numbers_of_the_edition():
    phrase = Pattern(("notes", "supplied"), (("year", Year(1988)), ("printed", Year(1998))))
    assert language().say(phrase) == "1988 [not 1998], 4 kinds in all"


def test_a_phrase_without_one_of_its_values_is_an_error():
    with pytest.raises(InputError) as caught:
        language().say(Pattern(("notes", "supplied"), (("year", Year(1988)),)))
    assert str(caught.value) == (
        "data/text/en/labels.yml:notes.supplied: the text names a number {printed} that does not exist; "
        "take an id that `multitrack list numbers` prints"
    )


@pytest.mark.parametrize(
    ("amount", "unit"),
    [
        (Amount(Decimal("9.03"), "dollars", "billion", "USD", "nearly"), "US$\N{NO-BREAK SPACE}billion"),
        (Amount(Decimal("5.0"), "percent"), "per cent"),
        (Amount(Decimal(3)), ""),
    ],
)
def test_a_unit_is_said_without_its_number(amount, unit):
    assert language().say(UnitOnly(amount)) == unit


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en_GB", "21–22 November 1999"), ("id", "21–22 November 1999"), ("de", "21.–22. November 1999")],
)
def test_days_of_a_month_have_the_month_in_full(locale, said):
    days = Period(PartialDate(1999, 11, 21), PartialDate(1999, 11, 22))
    assert language(locale).say(days) == said
