"""Each heading stands against the text below it, in the study's order."""


def test_a_corrected_year_names_the_record(figure):
    corrected = {point.row: point.record_row for point in figure.points if point.record_row}
    assert corrected.items() >= {"T3-01": "jcc-05", "T3-02": "jcc-06", "T3-03": "jcc-09"}.items()


def test_only_what_does_not_fit_is_drawn_and_the_widest_gap_comes_first(figure, dataset):
    wrong = {one.event_id for one in dataset.events if not one.heading_meeting_fits or one.heading_year_fits is False}
    assert {point.row for point in figure.points} == wrong
    gaps = [point.gap for point in figure.points]
    assert gaps == sorted(gaps, reverse=True)


def test_both_ends_say_meeting_and_year(by_row):
    record = by_row["en"]["T3-06"]
    assert (record["left_words"], record["right_words"]) == ("JCC 9, 1996", "AEM–Canada 2, 2013")
    assert by_row["id"]["T1-13"]["left_words"] == "Dialog 13, 2016"


def test_the_first_row_says_which_end_is_the_heading(specs):
    for code, words in (("en", ["heading", "text"]), ("id", ["judul", "isi"])):
        assert [one["mark"]["text"] for one in specs[code]["layer"] if "text" in one["mark"]] == words
