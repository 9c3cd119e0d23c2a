"""Recomputed numbers are drawn around the stated one, which is a hundred."""

from decimal import Decimal


def test_only_what_computes_and_tests_is_drawn(figure, dataset):
    quantities = {quantity.quantity_id: quantity for quantity in dataset.quantities}
    claims = {claim.claim_id: claim for claim in dataset.claims}
    for point in figure.points:
        claim = claims[point.row]
        assert quantities[point.stated_row].unit != "years"
        assert not quantities[point.stated_row].economy
        assert not claim.note_key.startswith("other-")
        assert "missing" not in ";".join(claim.operands)


def test_a_stated_number_is_within_what_it_can_mean(figure):
    assert all(point.stated_low <= 100 <= point.stated_high for point in figure.points)


def test_intervals_hold_each_other(figure):
    assert all(point.least <= point.low <= point.high <= point.most for point in figure.points)


def test_the_stated_number_is_a_hundred(by_row):
    assert by_row["en"]["C077"]["centre"] == round(float(Decimal("15.8411") / Decimal("15.8") * 100), 4)


def test_a_hundred_is_a_level_of_each_group_and_every_level_is_drawn(specs):
    axes = [one["layer"][1]["encoding"]["x"]["axis"] for one in specs["en"]["concat"]]
    assert all(100 in axis["values"] for axis in axes)
    assert [axis["tickCount"] for axis in axes] == [len(axis["values"]) for axis in axes]
