"""Flows and stocks, directions and currencies of investment stand apart."""


def test_every_sum_of_investment_is_drawn(figure, dataset):
    stated = [one.quantity_id for one in dataset.quantities if one.currency and one.indicator.startswith("fdi")]
    assert sorted(figure.rows) == sorted(stated)


def test_flows_stocks_directions_and_currencies_never_share_a_strip(figure):
    for name in ("measure", "direction", "currency"):
        kinds = {(point.strip, getattr(point, name)) for point in figure.points}
        assert len(kinds) == len({point.strip for point in figure.points})


def test_flows_stand_above_stocks(figure):
    measures = [point.measure for point in figure.points]
    assert measures == sorted(measures)
    assert set(measures) == {"flow", "stock"}


def test_a_sum_printed_in_two_currencies_is_drawn_in_both_and_says_so(figure, by_row):
    pairs = {(point.row, point.same_row) for point in figure.points if point.same_row}
    assert pairs == {("Q081", "Q082"), ("Q082", "Q081")}
    assert by_row["id"]["Q081"]["value_label"] == "2013: 5,7 (= C$6,1\N{NO-BREAK SPACE}miliar)"
    assert by_row["en"]["Q082"]["value_label"] == "2013: 6.1 (= US$5.7\N{NO-BREAK SPACE}billion)"


def test_a_label_gives_way_to_the_next_mark(by_row):
    assert by_row["en"]["Q082"]["side"] == "left"
    assert by_row["en"]["Q081"]["side"] == "right"


def test_a_scale_goes_beyond_a_sum_that_is_exceeded(specs):
    levels = [row for data in specs["en"]["datasets"].values() for row in data if "level_label" in row]
    assert {row["level_label"] for row in levels} == {"0", "2", "10", "20"}
