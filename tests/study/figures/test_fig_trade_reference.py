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


def test_nothing_leads_over_the_break(specs, dataset):
    assert {row.series_id: row.break_year for row in dataset.series}["canada-total"] == 1988
    runs = {}
    for rows in specs["en"]["datasets"].values():
        for row in rows:
            if row.get("series") == "canada-total" and "run" in row:
                runs.setdefault(row["run"], set()).add(row["year"])
    assert runs
    assert not [years for years in runs.values() if {1987, 1988} <= years]


def test_constant_prices_are_those_of_the_last_year_of_the_index(figure, dataset):
    index = {row.year: row.cpi_u for row in dataset.us_cpi}
    last = max(index)
    current, constant = values(figure, "canada-total")[2007], values(figure, "canada-total", "constant")[2007]
    assert constant.price_row == "cpi:2007"
    assert constant.base_row == f"cpi:{last}"
    assert abs(constant.value - current.value * index[last] / index[2007]) < 0.001


def test_a_sum_of_another_year_says_the_year_of_the_published_one(specs):
    said = [row["label"] for rows in specs["en"]["datasets"].values() for row in rows if row.get("label")]
    assert "2012: 9.8\npublished for 2010" in said
    assert "2013: 16.5" in said


def test_lines_are_dashed_where_values_are_uncertain(specs):
    runs = [row for rows in specs["en"]["datasets"].values() for row in rows if "run" in row]
    assert {row["year"] for row in runs if not row["certain"]} >= {*range(1980, 1988)}
    ends = {row["year"] for row in runs if row["series"] == "canada-total" and not row["certain"]}
    assert ends == set(range(1980, 1988))
