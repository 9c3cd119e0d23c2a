"""tbl-series."""

from dataclasses import replace

from multitrack.study.tables.tbl_series import build


def test_the_meetings_of_a_series_stand_in_order_with_both_sixth_ones(said):
    committee = [row[:2] for row in said("tbl-series") if "Joint Cooperation Committee" in row[0]]
    assert committee == [
        ("5th Joint Cooperation Committee (JCC)", "T3-01"),
        ("6th Joint Cooperation Committee (JCC)", "T3-02"),
        ("6th Joint Cooperation Committee (JCC)", "T3-03"),
        ("10th Joint Cooperation Committee (JCC)", "T3-04"),
        ("11th Joint Cooperation Committee (JCC)", "T1-05"),
    ]


def test_an_item_stands_as_the_study_prints_it(said):
    rows = {row[1]: row[2:] for row in said("tbl-series")}
    assert rows["T3-01"][:2] == ("7–8 April 1998 [1988 in the official record]", "Ottawa, Canada")


def test_the_record_is_quoted_where_it_differs_and_only_there(said):
    rows = {row[1]: row[-1] for row in said("tbl-series")}
    assert rows["T3-01"] == "year: 7–8 April 1988"
    assert rows["T3-03"] == "number of the meeting: 9th"
    assert rows["T1-14"] == "days: 7–8 May 2017"
    assert rows["T1-13"] == "place: Philippines"
    assert rows["T2-03"] == "agrees"


def test_a_record_that_differs_in_year_and_days_is_quoted_once(dataset):
    wrong = [
        replace(event, year_basis="stated", year_printed=1990) for event in dataset.events if event.event_id == "T1-14"
    ]
    [row] = build(replace(dataset, events=tuple(wrong)))[0].body
    said = {name: len(value.parts) for name, value in row.cells[-1].words.parts}
    assert said == {"differences": 2, "facts": 1}


def test_a_meeting_without_a_record_says_so(said):
    assert {row[1]: row[-1] for row in said("tbl-series")}["T1-08"] == "none found"


def test_items_without_a_number_are_left_out(dataset):
    bare = replace(dataset, events=tuple(replace(event, ordinal=None) for event in dataset.events))
    assert build(bare)[0].body == ()
