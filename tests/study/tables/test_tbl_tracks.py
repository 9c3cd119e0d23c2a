"""tbl-tracks."""


def test_tracks_that_the_study_leaves_aside_have_no_items(said, dataset):
    rows = [(number, studied, items) for number, _, _, studied, items in said("tbl-tracks")]
    assert rows == [
        (str(one.track), "in the study", str(len(dataset.events_of(one.track))))
        if one.studied
        else (str(one.track), "no", "–")
        for one in dataset.tracks
    ]


def test_a_track_names_itself_and_its_items_as_rows(tables):
    assert tables["tbl-tracks"].body[3].rows == ("private-citizen", "T4-01")
