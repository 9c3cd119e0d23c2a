"""Aid and pledges stand in groups of one currency, with what they are for and over how long."""

from itertools import groupby


def test_every_sum_is_drawn_with_the_row_of_its_duration(figure):
    durations = {point.row: point.duration_row for point in figure.points}
    assert (
        durations.items()
        >= {
            "Q064": "",
            "Q030": "",
            "Q052": "",
            "Q075": "",
            "Q076": "Q077",
            "Q071": "",
            "Q100": "Q101",
        }.items()
    )
    assert {"Q077", "Q101"} <= set(figure.rows)


def test_a_currency_has_one_group_and_years_go_down_it(figure):
    groups = [list(group) for _, group in groupby(figure.points, key=lambda point: point.currency)]
    assert len(groups) == len({point.currency for point in figure.points}) > 1
    assert all([one.year for one in group] == sorted(one.year for one in group) for group in groups)


def test_a_sum_without_a_year_takes_that_of_its_item(figure):
    years = {point.row: point.year for point in figure.points}
    assert (years["Q030"], years["Q064"], years["Q100"]) == (2012, 1989, 2017)


def test_the_year_before_an_item_is_not_the_item_s(figure):
    assert {point.row: point.year for point in figure.points}["Q071"] == 1998


def test_amounts_are_said_with_currency_qualifier_and_duration(by_row):
    assert by_row["en"]["Q052"]["sum"] == "nearly C$76\N{NO-BREAK SPACE}million"
    assert by_row["id"]["Q076"]["sum"] == "US$4,3\N{NO-BREAK SPACE}juta selama 3\N{NO-BREAK SPACE}tahun"


def test_all_currencies_have_one_scale(specs):
    domains = [one["layer"][0]["encoding"]["x"]["scale"]["domain"] for one in specs["en"]["concat"]]
    assert domains == [[0, 100.0]] * 3
