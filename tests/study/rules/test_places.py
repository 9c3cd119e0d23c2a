"""Every city that a row names is a place."""

import pytest


@pytest.mark.parametrize(
    ("file", "line"), [("study/events.csv", 2), ("reference/meetings.csv", 2)], ids=["item", "meeting"]
)
def test_a_city_without_a_place(fuller_study, file, line):
    fuller_study.edit("data/study/places.csv", "bangkok,Bangkok,THA,13.75,100.50\n", "")
    found = 'no row of data/study/places.csv has "Bangkok" as its city; correct it or add the row there'
    assert f"data/{file}:{line}:city: {found}" in fuller_study.complaints()


def test_a_city_in_another_country(fuller_study):
    fuller_study.edit("data/study/documents.csv", "Ottawa,CAN", "Ottawa,THA")
    found = "Ottawa lies in CAN by data/study/places.csv; write the same in both"
    assert fuller_study.complaints() == [f"data/study/documents.csv:2:country: {found}"]


def test_a_place_off_the_map(fuller_study):
    fuller_study.edit("data/study/places.csv", "45.42", "95.42")
    found = "95.42 is above 90, the most that is allowed; correct it"
    assert fuller_study.complaints() == [f"data/study/places.csv:3:latitude: {found}"]


def test_a_study_may_leave_out_its_places(study):
    assert study.load()[0].places == ()
