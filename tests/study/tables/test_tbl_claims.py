"""The table of claims says what is stated, from what it is recomputed, and the verdict."""


def test_every_claim_has_a_row_here_or_among_the_rates_of_economies(said, dataset):
    rows = [row[1] for table in ("tbl-claims", "tbl-gdp-growth") for row in said(table)]
    assert sorted(rows) == sorted(claim.claim_id for claim in dataset.claims)


def test_the_checks_of_a_number_are_grouped_under_its_words(said, tables):
    rows = {row[1]: row for row in said("tbl-claims")}
    assert rows["C074"][0] == rows["C075"][0] == "This is 5.0 per cent a year on average"
    assert tables["tbl-claims"].grouped


def test_a_result_comes_with_its_interval(said):
    rows = {row[1]: row[4:] for row in said("tbl-claims")}
    assert rows["C083"] == ("4.43 per cent a year (3.79 to 5.08)", "agrees within rounding")
    assert rows["C032"] == ("41 years", "agrees")
    assert rows["C041"] == ("2010", "does not agree")


def test_a_bound_a_range_and_a_missing_number_are_said_as_such(said):
    rows = {row[1]: row[4:] for row in said("tbl-claims", "id")}
    assert rows["C042"] == ("paling sedikit US$10,25 miliar", "batas dari statistik lain")
    assert rows["C001"] == ("antara 618,5 dan 626,4 juta jiwa", "tahun dipilih agar cocok")
    assert rows["C088"] == ("antara US$5,48 miliar dan US$5,97 miliar", "cocok dalam batas galat")
    assert rows["C089"] == ("–", "ada angka yang tidak tersedia")


def test_a_row_names_the_claim_the_number_and_the_rows_behind_it(tables):
    rows = {row.rows[0]: row.rows for row in tables["tbl-claims"].body}
    assert rows["C060"] == ("C060", "Q062", "trade:canada-total:2007", "rate:frb-h10:2007")


def test_a_quotation_is_said_with_the_word_before_it(said):
    rows = {row[1]: row[3:] for row in said("tbl-claims")}
    assert rows["C052"] == ("statement", "about C$76 million", "agrees")
    assert rows["C070"] == ("statement", "22 years", "agrees")


def test_a_claim_says_with_what_the_number_is_compared(said):
    rows = {row[1]: row[3] for row in said("tbl-claims")}
    assert (rows["C045"], rows["C077"]) == ("own", "statistics")


def test_a_result_has_a_sign_of_its_own(tables):
    signs = {row.code: row.cells[-1].sign for row in tables["tbl-claims"].body}
    assert (signs["C074"], signs["C075"], signs["C089"]) == ("✓", "≠", "?")
