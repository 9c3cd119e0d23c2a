"""tbl-series."""

from dataclasses import replace

from multitrack.tables.series import build


def test_the_meetings_of_a_series_stand_in_order_with_both_sixth_ones(said):
    committee = [row[1:3] for row in said("tbl-series") if row[0] == "Joint Cooperation Committee"]
    assert committee == [("5th", "T3-01"), ("6th", "T3-02"), ("6th", "T3-03"), ("10th", "T3-04"), ("11th", "T1-05")]


def test_the_record_stands_beside_the_study_and_says_where_they_part(said):
    rows = {row[2]: row[3:] for row in said("tbl-series")}
    assert rows["T3-01"] == (
        "7–8 April 1998 [1988 in the official record]", "1988", "Ottawa, Canada", "7–8 April 1988; Ottawa, Canada",
        "no: year",
    )  # fmt: skip
    assert rows["T3-03"][-1] == "no: number of the meeting"
    assert rows["T1-14"][-1] == "no: days"
    assert rows["T2-03"][-2:] == ("10–11 May 2007; Ottawa, Canada", "yes")


def test_a_meeting_without_a_record_says_so(said):
    rows = {row[2]: row[-2:] for row in said("tbl-series")}
    assert rows["T1-08"] == ("–", "no record found")


def test_items_without_a_number_are_left_out(dataset):
    bare = replace(dataset, events=tuple(replace(event, ordinal=None) for event in dataset.events))
    assert build(bare)[0].body == ()
