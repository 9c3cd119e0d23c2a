"""Each row of independent statistics is a number, and each series says what is known of it."""

from decimal import Decimal

import pytest

from multitrack.lang.values import Amount, Year
from multitrack.study.analysis.trade_series import (
    make_reference_numbers,
    select_main_series,
    select_one_way_series,
    select_study_sums,
)


@pytest.fixture(scope="module")
def real(opened):
    return opened.package


@pytest.fixture(scope="module")
def numbers(real):
    return {number.number_id: number for number in make_reference_numbers(real)}


def test_every_reference_row_is_a_number(real, numbers):
    rows = {row for number in numbers.values() for row in number.rows}
    assert {row.row_id for row in real.reference_rows} <= rows


def test_trade_is_said_in_billions(numbers):
    assert numbers["trade-canada-total-2007"].value == Amount(Decimal("12.40"), "dollars", "billion", "USD")


def test_a_break_says_its_year_and_its_leap(numbers):
    assert numbers["trade-canada-imports-break"].value == Year(1988)
    assert numbers["trade-canada-imports-leap"].value == Amount(Decimal(74), "percent")
    assert "trade-canada-exports-leap" not in numbers


def test_one_series_stands_for_each_side(real):
    assert [(one.series_id, one.statistics) for one in select_main_series(real)] == [
        ("canada-total", "canada"), ("asean5-total", "asean"),
    ]  # fmt: skip


def test_the_greater_direction_comes_first(real):
    assert [one.series_id for one in select_one_way_series(real)] == ["canada-imports", "canada-exports"]


def test_sums_stand_on_the_statistics_that_they_name_and_never_in_another_currency(real):
    found = {
        one.quantity.quantity_id: (one.statistics, one.named, one.published_year) for one in select_study_sums(real)
    }
    assert found == {
        "Q041": ("asean", True, 0), "Q044": ("asean", False, 2010),
        "Q074": ("canada", True, 0), "Q078": ("canada", True, 0),
    }  # fmt: skip
