"""tbl-discrepancies."""


def test_the_major_ones_of_a_kind_come_first_and_else_the_order_of_the_study(said):
    years = [row[1:3] for row in said("tbl-discrepancies") if row[0] == "Year or date"]
    majors = [code for weight, code in years if weight.startswith("major")]
    assert majors == sorted(majors)
    assert [code for _, code in years][: len(majors)] == majors


def test_every_discrepancy_has_a_row(said, dataset):
    assert sorted(row[2] for row in said("tbl-discrepancies")) == [row.discrepancy_id for row in dataset.discrepancies]


def test_a_row_says_where_it_stands_in_the_words_of_the_language(said):
    places = {row[2]: row[3] for row in said("tbl-discrepancies", "id")}
    assert places["D002"].startswith("Abstrak · ")
    assert places["D087"].startswith("T3-01 · ")


def test_a_row_says_what_was_found_and_how_it_is_known(said):
    row = next(row for row in said("tbl-discrepancies") if row[2] == "D087")
    assert row[1] == "major; proved"
    assert "1998" in row[3]


def test_a_row_names_what_proves_it(tables):
    rows = {row.rows[0]: row.rows[1:] for row in tables["tbl-discrepancies"].body}
    assert rows["D087"] == ("T3-01", "jcc-05", "asean-or-id")


def test_the_treatment_is_left_to_the_table_s_own_folder(tables):
    table = tables["tbl-discrepancies"]
    assert table.columns[-1].key == "treatment"
    assert [column.key for column in table.inner.columns] == ["weight", "code", "finding"]
