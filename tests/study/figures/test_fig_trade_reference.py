"""Trade after independent series: a basis a panel, nothing joined that must not be."""


def values(figure, series, prices="current"):
    return {point.year: point for point in figure.points if (point.series, point.prices) == (series, prices)}


def steps(spec):
    rows = [row for data in spec["datasets"].values() for row in data]
    return [row for row in rows if "next_year" in row]


def test_each_side_is_drawn_over_all_its_years(figure):
    assert list(values(figure, "canada-total")) == list(range(1980, 2015))
    assert list(values(figure, "asean5-total")) == list(range(1980, 2017))


def test_only_sums_in_the_series_own_currency_are_drawn(figure, dataset):
    stated = {quantity.quantity_id: quantity for quantity in dataset.quantities}
    sums = [point for point in figure.points if point.prices == "study"]
    assert {stated[point.row].currency for point in sums} == {"USD"}
    assert {point.row for point in sums} == {"Q041", "Q044", "Q074", "Q078"}


def test_a_sum_stands_in_the_panel_of_its_own_statistics(by_row, specs):
    panels = {(row["statistics"], row["prices"] == "constant"): set() for row in specs["en"]["data"]["values"]}
    for row in specs["en"]["data"]["values"]:
        panels[row["statistics"], row["prices"] == "constant"].add(row["drawn_y"])
    lowest = {side: max(panels[side, False]) for side in ("canada", "asean")}
    assert by_row["en"]["Q074"]["drawn_y"] < lowest["canada"] < by_row["en"]["Q041"]["drawn_y"] < lowest["asean"]


def test_a_sum_without_statistics_is_marked_and_led_to_the_published_year(by_row):
    record = by_row["id"]["Q044"]
    assert (record["shape"], record["year"], record["published_year"]) == ("diamond", 2012, 2010)
    assert by_row["id"]["Q041"]["shape"] == "circle"


def test_nothing_leads_over_the_break(specs, dataset):
    broken = {row.series_id: row.break_year for row in dataset.series}
    assert broken["canada-total"] == 1988
    red = [row for row in steps(specs["en"]) if row["colour"] == "var(--wrong)"]
    assert 1988 not in {row["next_year"] for row in red}
    assert all(row["next_year"] == row["year"] + 1 for row in steps(specs["en"]))


def test_years_of_low_certainty_are_dashed(specs):
    dashed = [layer for layer in specs["en"]["layer"] if layer["mark"].get("strokeDash") == [1.6, 2.4]]
    rows = [row for layer in dashed for row in specs["en"]["datasets"][layer["data"]["name"]]]
    assert {row["year"] for row in rows} == {*range(1980, 1988), 2014, 2015}


def test_constant_prices_are_those_of_the_last_year_of_the_index(figure, dataset):
    index = {row.year: row.cpi_u for row in dataset.us_cpi}
    last = max(index)
    current, constant = values(figure, "canada-total")[2007], values(figure, "canada-total", "constant")[2007]
    assert constant.price_row == "cpi:2007"
    assert constant.base_row == f"cpi:{last}"
    assert abs(constant.value - current.value * index[last] / index[2007]) < 0.001


def test_the_panels_say_their_basis_and_their_prices(specs):
    headings = [
        row["heading_label"] for data in specs["en"]["datasets"].values() for row in data if "heading_label" in row
    ]
    assert list(dict.fromkeys(headings)) == [
        "Canada’s basis (estimate), all ten members · current prices · US$ billion",
        "Reports of five founders of ASEAN · current prices · US$ billion",
        "All at constant prices of 2018 · US$ billion",
    ]


def test_words_at_marks_touch_no_other_words(specs):
    for spec in specs.values():
        places = [(row["words_x"], row["words_y"]) for row in spec["data"]["values"] if row["prices"] == "study"]
        assert len(set(places)) == len(places)


def test_words_stand_right_under_a_mark_whose_sides_are_taken(by_row):
    record = by_row["en"]["Q041"]
    assert (record["align"], record["words_y"] - record["drawn_y"]) == ("left", 12)


def test_a_break_is_named_beside_its_line_under_the_highest_level(specs):
    rows = [row for data in specs["en"]["datasets"].values() for row in data]
    highest = {row["level_y"] for row in rows if "level_y" in row}
    named = [row["words_y"] for row in rows if "break_label" in row]
    assert len(named) == 2
    assert {y - 7 for y in named} <= highest
