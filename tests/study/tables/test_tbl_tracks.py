"""tbl-tracks."""


def test_tracks_that_the_study_leaves_aside_have_no_items(said):
    rows = [(number, studied, items) for number, _, _, studied, items in said("tbl-tracks")]
    assert rows == [
        ("1", "yes", "14"), ("2", "yes", "4"), ("3", "yes", "8"), ("4", "yes", "1"), ("5", "yes", "1"),
        ("6", "no", "–"), ("7", "no", "–"), ("8", "no", "–"), ("9", "no", "–"),
    ]  # fmt: skip


def test_a_track_names_itself_and_its_items_as_rows(tables):
    assert tables["tbl-tracks"].body[3].rows == ("private-citizen", "T4-01")
