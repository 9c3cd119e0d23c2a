"""Printed and published rates of growth, an economy a line, a year a panel."""


def test_every_pair_is_drawn(figure):
    assert len(figure.points) == 18
    assert {(point.economy, point.year) for point in figure.points} == {
        (economy, year) for economy in {point.economy for point in figure.points} for year in (2012, 2016)
    }


def test_the_widest_gap_of_the_later_year_comes_first(figure):
    later = [point.printed - point.published for point in figure.points if point.year == 2016]
    assert later == sorted(later, reverse=True)
    assert figure.points[0].economy == "IDN"


def test_years_stand_side_by_side_on_one_scale(specs):
    rows = specs["en"]["data"]["values"]
    first, second = ([row for row in rows if row["year"] == year] for year in (2012, 2016))
    assert max(row["printed_x"] for row in first) < min(row["published_x"] for row in second)
    scales = {round((row["printed_x"] - row["published_x"]) / (row["printed"] - row["published"]), 6) for row in rows}
    assert len(scales) == 1


def test_vintages_differ_in_shape_and_are_named(by_row, specs):
    shapes = {(row["vintage"], row["shape"]) for row in specs["en"]["data"]["values"]}
    assert len(shapes) == len({shape for _, shape in shapes}) == 2
    keys = [row["key_label"] for data in specs["id"]["datasets"].values() for row in data if "key_label" in row]
    assert "Bank Dunia, November 2016" in keys
    assert by_row["id"]["Q021"]["printed_label"] == "14,5"
