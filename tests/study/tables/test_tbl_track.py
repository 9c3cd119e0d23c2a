"""tbl-track-1 and on."""


def test_each_track_has_its_items_in_order(tables, dataset):
    for track in (1, 2, 3):
        items = [row.rows for row in tables[f"tbl-track-{track}"].body]
        assert items == [(event.event_id,) for event in dataset.events if event.track == track]


def test_a_track_of_one_item_has_no_table(tables):
    assert not {"tbl-track-4", "tbl-track-5"} & tables.keys()


def test_an_item_says_what_its_text_describes_and_not_its_heading(said):
    row = said("tbl-track-1")[4]
    assert row[:4] == ("T1-05", "6–7 May 1997", "11th Joint Cooperation Committee (JCC)", "Montreal, Canada")


def test_the_fields_of_an_item_are_dots_with_words(tables, said):
    signs = [cell.sign for cell in tables["tbl-track-1"].body[4].cells[4:7]]
    assert (signs, said("tbl-track-1")[4][4:7]) == (["", "●", ""], ("no", "yes", "no"))


def test_a_corrected_year_stands_in_brackets_beside_the_date_as_printed(said):
    assert said("tbl-track-3")[0][1] == "7–8 April 1998 [1988 in the official record]"
    assert said("tbl-track-3", "id")[0][1] == "7–8 April 1998 [1988 menurut catatan resmi]"


def test_a_year_from_the_context_says_so(said):
    assert said("tbl-track-1")[13][1] == "8 May 2017 [year inferred]"


def test_an_item_without_a_place_has_a_dash(said):
    assert said("tbl-track-1")[0][3] == "–"


def test_a_place_without_a_city_is_its_country_in_print_and_beside_it_that_of_the_record(said):
    assert said("tbl-track-3", "id")[4][3] == "Filipina [Singapura menurut catatan resmi]"
