"""The table of growth rates puts each printed rate beside the published one."""


def test_the_widest_pair_is_there_with_its_vintage(said):
    rows = {row[1]: row for row in said("tbl-gdp-growth")}
    assert rows["C024"] == ("2016", "C024", "Indonesia", "14.5", "5.03", "9.47", "December 2025", "does not agree")


def test_a_lower_printed_rate_has_a_minus_sign(said):
    rows = {row[1]: row for row in said("tbl-gdp-growth", "id")}
    assert rows["C029"][:6] == ("2012", "C029", "Filipina", "4,2", "6,68", "−2,48")


def test_the_widest_difference_of_a_year_comes_first(said):
    firsts = {}
    for year, code, *_ in said("tbl-gdp-growth"):
        firsts.setdefault(year, code)
    assert firsts == {"2012": "C029", "2016": "C024"}
