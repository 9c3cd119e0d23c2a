"""Rates of growth beside the published ones."""

from decimal import Decimal

import pytest

from multitrack.lang.values import Amount, Message
from multitrack.study.analysis.growth import find_growth_pairs, make_growth_numbers


@pytest.fixture(scope="module")
def real(opened):
    return opened.package


def test_every_rate_of_an_economy_has_its_pair(real):
    stated = [quantity.quantity_id for quantity in real.quantities if quantity.indicator == "gdp-growth"]
    assert [pair.check.quantity.quantity_id for pair in find_growth_pairs(real)] == stated


def test_a_pair_is_of_one_economy_and_one_year(real):
    for pair in find_growth_pairs(real):
        assert pair.published.economy == pair.check.quantity.economy
        assert pair.published.year == pair.check.quantity.period.end.year


def test_the_earliest_vintage_that_has_the_year_is_taken(real):
    for pair in find_growth_pairs(real):
        same = [row for row in real.gdp_growth if (row.economy, row.year) == (pair.published.economy, pair.year)]
        assert pair.published.vintage == min(row.vintage for row in same)


def test_the_widest_pair_is_named(real):
    numbers = {number.number_id: number.value for number in make_growth_numbers(real)}
    assert numbers["growth-widest-economy"] == Message("places", ("countries", "IDN"))
    assert numbers["growth-widest-difference"] == Amount(Decimal("9.47"), "points")


def test_without_pairs_there_are_no_numbers(dataset):
    assert list(make_growth_numbers(dataset())) == []
