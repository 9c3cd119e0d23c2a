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


def test_verdicts_differ_in_shape_or_filling_and_not_by_colour_alone(by_row):
    marks = {(row["shape"], row["fill"] == "white"): row["verdict"] for row in by_row["en"].values() if drawn(row)}
    assert set(marks.values()) == {row["verdict"] for row in by_row["en"].values()}


def drawn(row):
    return row["fill"] != "transparent"


def test_what_lies_beyond_the_picture_is_an_arrow(by_row):
    record = by_row["en"]["C010"]
    assert record["centre"] > 160
    assert (record["arrow_right"], record["fill"]) == (True, "transparent")


def test_marks_stay_in_the_plot(specs):
    for spec in specs.values():
        for row in spec["data"]["values"]:
            places = [row[name] for name in row if name.endswith("_x")]
            assert all(0 <= place <= spec["width"] for place in places)


def test_the_result_is_said_with_its_unit(by_row):
    assert by_row["en"]["C060"]["recomputed_label"].replace("\N{NO-BREAK SPACE}", " ") == "C$13.3 billion"
    assert by_row["id"]["C088"]["recomputed_label"] == "5,48–5,97"


def test_the_picture_fits_a_page(specs):
    assert all(spec["height"] + spec["padding"]["top"] + spec["padding"]["bottom"] < 600 for spec in specs.values())


def test_the_stated_number_is_a_hundred(by_row):
    assert by_row["en"]["C077"]["centre"] == round(float(Decimal("15.8411") / Decimal("15.8") * 100), 4)
