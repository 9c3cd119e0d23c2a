"""Series of values by year are lines where neighbours are known, and dots where they are not."""

import pandas as pd
import pytest

from multitrack.charts.canvas import Canvas, Years
from multitrack.charts.series import draw_series, make_values_axis


@pytest.fixture
def lines(speakers):
    """Return the rows of the lines and of the dots for the values of some years."""

    def draw(years, breaks=None):
        values = pd.DataFrame({"series": "one", "year": years, "value": 1.0, "certain": True})
        canvas, axis = Canvas(speakers[0]), make_values_axis(0, 2)
        parts = draw_series(values, {"one": breaks}, {}, axis, canvas, Years(2000, 2010))
        return [[row["year"] for row in part.data.values] for part in parts[:2]]  # noqa: PD011  (Altair's own)

    return draw


def test_neighbouring_years_are_a_line(lines):
    assert lines([2001, 2002, 2003]) == [[2001, 2002, 2003], []]


def test_a_year_without_neighbours_is_a_dot(lines):
    assert lines([2001, 2002, 2005])[1] == [2005]


def test_no_line_leads_over_a_break(lines):
    assert lines([2001, 2002, 2003], 2003)[1] == [2003]
