"""The table of claims says what is stated, from what it is recomputed, and the verdict."""


def test_every_claim_has_a_row_here_or_among_the_rates_of_economies(said, dataset):
    rows = [row[0] for table in ("tbl-claims", "tbl-gdp-growth") for row in said(table)]
    assert sorted(rows) == sorted(claim.claim_id for claim in dataset.claims)


def test_a_number_is_said_once_for_all_the_ways_to_recompute_it(said):
    rows = {row[0]: row for row in said("tbl-claims")}
    assert rows["C68"][1] == "This is 5.0 per cent a year on average"
    assert rows["C69"][1] == "as above"


def test_a_result_comes_with_its_interval(said):
    rows = {row[0]: row[3:] for row in said("tbl-claims")}
    assert rows["C77"] == ("4.43 per cent a year (3.79 to 5.08)", "holds within rounding")
    assert rows["C31"] == ("41 years", "holds")
    assert rows["C39"] == ("2010", "does not hold")


def test_a_bound_a_range_and_a_missing_number_are_said_as_such(said):
    rows = {row[0]: row[3:] for row in said("tbl-claims", "id")}
    assert rows["C41"] == ("sekurangnya US$10,25 miliar", "tidak cocok")
    assert rows["C01"] == ("antara 618,5 dan 626,4 juta jiwa", "cocok dalam batas galat")
    assert rows["C83"] == ("–", "tidak dapat diperiksa")


def test_a_row_names_the_claim_the_number_and_the_rows_behind_it(tables):
    rows = {row.rows[0]: row.rows for row in tables["tbl-claims"].body}
    assert rows["C56"] == ("C56", "Q062", "trade:canada-total:2007", "rate:frb-h10:2007")
