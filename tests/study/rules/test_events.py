"""What the cells of an event must agree on."""

import pytest

FILE = "data/study/events.csv"
TRACKS = "data/study/tracks.csv"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            "T2-01,2,1,",
            "T2-01,2,2,",
            "4:event_id: T2-01 is not item 2 of track 2; write T2-02, or correct track and item",
        ),
        (
            ",1986-11-25,1986-11-27,1986,1986,",
            ",1985-11-25,1985-11-27,1986,1986,",
            "2:year_printed: 1986 is not the year of the date 1985-11-25/1985-11-27; code the year as printed in both",
        ),
        (",1986-11-25,1986-11-27,", ",,1986-11-27,", "2:date_start: the date has an end but no start; write both"),
        (
            ",1986-11-25,1986-11-27,",
            ",1986-11-25,1986-10-27,",
            "2:date_end: 1986-10-27 lies before the date_start 1986-11-25; correct one of them",
        ),
        (
            ",1986-11-25,",
            ",1986-11-31,",
            '2:date_start: "1986-11-31" is no date; write a year, a month or a day, like 1995, 2014-08 or 2014-08-25',
        ),
        (
            ",1986-11-25,",
            ",25/11/1986,",
            '2:date_start: "25/11/1986" has not the form that the column asks for; write it like 2014-08-25',
        ),
        (
            ",1986,1986,stated,",
            ",1986,1987,stated,",
            (
                "2:year: 1987 is not the printed year 1986, and year_basis is stated; "
                "write 1986, or corrected and the record"
            ),
        ),
        (
            ",true,false,jcc-05,",
            ",true,false,,",
            "3:record: the year is corrected and no record is named; name the meeting that proves the correction",
        ),
        (
            ",1998,1988,corrected,",
            ",1998,1998,corrected,",
            "3:year: 1998 is the printed year, and year_basis is corrected; write the corrected year, or another basis",
        ),
        (
            ",true,false,jcc-05,",
            ",true,false,jcc-04,",
            "3:year: 1988 is not the year of jcc-04, 1986; write the year of the record, or name another record",
        ),
        (
            "T1-01,1,1,1986,jcc,4,",
            "T1-01,1,1,1986,,4,",
            "2:heading_series: the heading has the ordinal 4 and no series; name the series that is counted",
        ),
        (",Bangkok,,THA,", ",Bangkok,,,", "2:country: Bangkok lies in no country; write the country's code"),
        (",economic;socio-cultural,", ",economic;economic,", "3:sectors: a sector is named twice; name each once"),
        (
            ",1986,jcc,4,jcc,4,",
            ",1986,jcc,4,jcc,11,",
            (
                "2:heading_meeting_fits: the heading announces jcc 4 and the body describes jcc 11; "
                "write false, or correct series and number"
            ),
        ),
        (
            ",economic,true,true,",
            ",economic,true,false,",
            "2:heading_year_fits: the heading has 1986 and the body 1986; write true, or correct the years",
        ),
        (
            ',true,,,"track 2',
            ',true,true,,"track 2',
            "4:heading_year_fits: the heading has no year and the body 1995; leave the cell empty",
        ),
    ],
)
def test_an_event_that_contradicts_itself(study, old, new, complaint):
    study.edit(FILE, old, new)
    assert study.complaints()[0] == f"{FILE}:{complaint}"


def test_items_are_numbered_without_a_gap(study):
    study.edit(FILE, "T1-02,1,2,", "T1-03,1,3,")
    study.edit("data/study/quantities.csv", "Q003,T1-02", "Q003,T1-03")
    for language in ("en", "fr"):
        study.edit(f"data/text/{language}/events.yml", "T1-02:", "T1-03:")
    found = "item 3 of track 1 stands where item 2 should be; number the items from 1 without a gap"
    assert study.complaints() == [f"{FILE}:3:item: {found}"]


def test_a_studied_track_without_items(study):
    study.edit(TRACKS, "business,false", "business,true")
    assert study.complaints() == [
        f"{TRACKS}:4:studied: track 3 is studied and has no item in {FILE}; write false, or add its items"
    ]


def test_a_track_with_items_that_is_not_studied(study):
    study.edit(TRACKS, "professional,true", "professional,false")
    assert study.complaints() == [
        f"{TRACKS}:3:studied: track 2 has items in {FILE} and is not studied; write true, or remove the items"
    ]


def test_a_meeting_that_ends_before_it_begins(study):
    study.edit("data/reference/meetings.csv", "1988-04-07,1988-04-08", "1988-04-07,1988-03")
    found = "1988-03 lies before the date_start 1988-04-07; correct one of them"
    assert study.complaints() == [f"data/reference/meetings.csv:3:date_end: {found}"]


def test_a_vaguer_end_is_no_contradiction(study):
    study.edit("data/reference/meetings.csv", "1988-04-07,1988-04-08", "1988-04-07,1988")
    assert str(study.load()[0].meetings[1].date_end) == "1988"


def test_a_sequence_is_not_judged_while_a_row_cannot_be_read(study):
    study.edit(FILE, "T1-01,1,1,", "T1-01,1,one,")
    assert study.complaints() == [f'{FILE}:2:item: "one" is no whole number; write digits only']
