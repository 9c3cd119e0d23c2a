"""An item is held against the record only in what both sides say."""

import pytest

from multitrack.lang.values import PartialDate
from multitrack.study.analysis.subjects import compare, find_differences, find_meeting


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ({}, ()),
        ({"ordinal": 10}, ("number",)),
        ({"ordinal": None}, ()),
        ({"year_printed": 1998}, ("year",)),
        ({"date_end": PartialDate(1997, 5, 7)}, ("day",)),
        ({"date_start": PartialDate(1997, 6), "date_end": PartialDate(1997, 6)}, ("day",)),
        ({"date_start": PartialDate(1997, 5), "date_end": PartialDate(1997, 5)}, ()),
        ({"date_start": PartialDate(1997), "date_end": PartialDate(1997)}, ()),
        ({"date_start": None, "date_end": None}, ()),
        ({"city": "Bville"}, ("place",)),
        ({"city": "", "country": "BBB"}, ("place",)),
        ({"country_printed": ("AAA", "BBB")}, ("place",)),
        ({"city": "", "country_printed": ("BBB",)}, ("place",)),
        ({"year_printed": 1998, "year_basis": "inferred"}, ()),
        ({"city": ""}, ()),
        ({"city": "", "country": ""}, ()),
        ({"ordinal": 10, "year_printed": 1998, "city": "Bville"}, ("number", "year", "place")),
    ],
)
def test_only_what_both_sides_say_can_differ(event, meeting, printed, expected):
    assert find_differences(event(**printed), meeting()) == expected


def test_a_year_alone_is_no_other_day(event, meeting):
    later = event(year_printed=1998, date_start=PartialDate(1998, 5, 6), date_end=PartialDate(1998, 5, 6))
    assert find_differences(later, meeting()) == ("year",)


def test_an_item_that_says_nothing_of_its_own_cannot_be_compared(event, meeting):
    bare = event(ordinal=None, year_basis="inferred", date_start=None, date_end=None, city="", country="")
    assert compare(bare, meeting()) == {}


def test_an_item_finds_the_meeting_that_it_names(event, meeting, dataset):
    record = dataset(meetings=(meeting(meeting_id="board-10"), meeting()))
    assert find_meeting(record, event(record="board-11")) == meeting()
    assert find_meeting(record, event()) is None
