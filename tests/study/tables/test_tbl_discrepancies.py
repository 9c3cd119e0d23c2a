"""tbl-discrepancies."""


def test_every_discrepancy_stands_in_the_order_of_the_study(said, dataset):
    ids = [row[0].split(" · ")[0] for row in said("tbl-discrepancies")]
    assert ids == [row.discrepancy_id for row in dataset.discrepancies]


def test_a_row_says_where_it_stands_in_the_words_of_the_language(said):
    places = {row[0] for row in said("tbl-discrepancies", "id")}
    assert {"D002 · Abstrak", "D087 · T3-01"} <= places


def test_a_row_says_what_was_found_what_is_done_and_how_it_is_known(said):
    row = next(row for row in said("tbl-discrepancies") if row[0].startswith("D087"))
    assert "1998" in row[1]
    assert row[3] == "major; proved by a source"


def test_a_row_names_what_proves_it(tables):
    rows = {row.rows[0]: row.rows[1:] for row in tables["tbl-discrepancies"].body}
    assert rows["D087"] == ("T3-01", "jcc-05", "asean-or-id")
