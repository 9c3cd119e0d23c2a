"""A column is as wide as it wishes; where words need more, the others give of what they can spare."""

import pytest

from multitrack.lang.outputs import Column, Table
from multitrack.typography.columns import SIZE_PT, TABLE_PT, get_inset, measure_unbroken_parts, share_widths
from multitrack.typography.text_metrics import SEMIBOLD, measure


def table(*widths, align="left"):
    return Table("tbl-x", tuple(Column("value", width, align) for width in widths), ())


def pt(*parts):
    return [[("word", width)] for width in parts]


def test_columns_that_fit_stay_as_they_wish():
    assert share_widths(table(0.2, 0.3, 0.5), pt(80, 120, 60)) == [0.2, 0.3, 0.5]


def test_a_column_takes_what_it_lacks_from_the_others_in_proportion_to_what_they_spare():
    found = share_widths(table(0.2, 0.4, 0.4), pt(105.9, 40, 100))
    assert found[0] == pytest.approx((105.9 + 5) / TABLE_PT, abs=0.001)
    assert sum(found) == pytest.approx(1)
    lost = [0.4 - found[1], 0.4 - found[2]]
    assert lost[0] / lost[1] == pytest.approx(0.2 / (0.4 - 109 / TABLE_PT), rel=0.01)


def test_no_column_gives_more_than_half():
    nearly = (0.2 + 0.8 / 2) * TABLE_PT - get_inset(0) - 0.1
    assert share_widths(table(0.2, 0.8), pt(nearly, 10))[1] == pytest.approx(0.4, abs=0.001)
    assert share_widths(table(0.2, 0.8), pt(nearly + 1, 10)) == [0.2, 0.8]


def test_headings_are_measured_heavier_and_broken_like_words():
    (found,) = measure_unbroken_parts(table(1.0), ["Signed/adopted on"], [])
    assert found == [
        (part, measure(part, SIZE_PT, SEMIBOLD, tabular=True).width) for part in ("Signed/", "adopted", "on")
    ]


def test_only_cells_that_could_be_too_long_are_measured_and_each_once():
    cell = "n" * 40
    (found,) = measure_unbroken_parts(table(1.0), ["x"], [[cell], [cell], ["n"]])
    assert [part for part, _ in found] == ["x", cell]


def test_an_amount_is_one_part():
    (found,) = measure_unbroken_parts(table(0.1, align="decimal"), ["Value"], [["more than 13"]])
    assert [part for part, _ in found] == ["Value", "more than 13"]
