"""What a printed number can mean."""

from decimal import Decimal

import pytest

from multitrack.study.analysis.rounding import Interval, interpret, round_to


def interval(low, high):
    return Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("printed", "qualifier", "low", "high"),
    [
        ("15.8", "exact", "15.75", "15.85"),
        ("5.0", "exact", "4.95", "5.05"),
        ("5", "exact", "4.5", "5.5"),
        ("-15.8", "exact", "-15.85", "-15.75"),
        ("13", "more-than", "13", "Infinity"),
        ("100", "nearly", "90", "100"),
        ("5", "about", "4.5", "5.5"),
    ],
)
def test_digits_and_qualifier_say_what_a_number_can_mean(printed, qualifier, low, high):
    assert interpret(Decimal(printed), qualifier) == interval(low, high)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (("1", "2"), ("2", "3"), False),
        (("1", "2.1"), ("2", "3"), True),
        (("2", "2"), ("2", "3"), True),
        (("3", "3"), ("2", "3"), False),
        (("2", "2"), ("2", "2"), True),
        (("2", "2"), ("3", "3"), False),
    ],
)
def test_an_interval_has_its_lower_end_and_not_its_upper_one(one, other, meet):
    assert interval(*one).meets(interval(*other)) is meet
    assert interval(*other).meets(interval(*one)) is meet


def test_a_margin_widens_both_ends():
    assert interval("100", "200").widen(Decimal(5)) == interval("95", "210")


def test_halves_are_rounded_away_from_nought():
    assert (round_to(Decimal("7.15"), Decimal("0.1")), round_to(Decimal("0.25"), Decimal("0.1"))) == (
        Decimal("7.2"),
        Decimal("0.3"),
    )
