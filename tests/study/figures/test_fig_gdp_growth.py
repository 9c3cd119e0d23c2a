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
