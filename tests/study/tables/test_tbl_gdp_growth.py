"""The table of growth rates puts each printed rate beside the published one."""


def test_the_widest_pair_is_there_with_its_vintage(said):
    rows = {row[0]: row[1:] for row in said("tbl-gdp-growth")}
    assert rows["C024"] == ("Indonesia", "2016", "14.5", "5.03", "9.47", "December 2025", "does not agree")


def test_a_lower_printed_rate_has_a_minus_sign(said):
    rows = {row[0]: row[1:] for row in said("tbl-gdp-growth", "id")}
    assert rows["C029"][:5] == ("Filipina", "2012", "4,2", "6,68", "−2,48")
