"""A count says how many rows there are, and which."""

from decimal import Decimal

import pytest

from multitrack.lang.values import Amount, Message, NumberOnly, Ordinal, PartialDate, Year
from multitrack.study.analysis.counts import count_all, say_in_words
from multitrack.study.rows import Track

NEITHER = {"heading_year": 1986, "heading_meeting_fits": False, "heading_year_fits": False}
TRACKS = (Track(1, "first", studied=True), Track(2, "second", studied=False))


@pytest.fixture
def counted(event, meeting, quantity, dataset):
    events = (
        event(event_id="T1-01", record="board-11"),
        event(event_id="T1-02", year=1988, year_basis="corrected", city="Bville", **NEITHER),
        event(
            event_id="T1-03",
            series="fair",
            ordinal=None,
            city="",
            sectors=("economic", "art"),
            heading_meeting_fits=False,
        ),
    )
    quantities = (quantity(), quantity(quantity_id="Q002", currency="", measure="count", qualifier="about"))
    study = dataset(tracks=TRACKS, events=events, quantities=quantities, meetings=(meeting(),))
    return {number.number_id: (number.value, number.rows) for number in count_all(study)}


def whole(number):
    return Amount(Decimal(number))


@pytest.mark.parametrize(
    ("number_id", "value", "rows"),
    [
        ("events", whole(3), ("T1-01", "T1-02", "T1-03")),
        ("tracks", whole(2), ("first", "second")),
        ("tracks-studied", whole(1), ("first",)),
        ("tracks-not-studied", whole(1), ("second",)),
        ("track-1-items", whole(3), ("T1-01", "T1-02", "T1-03")),
        ("year-first", Year(1988), ("T1-02",)),
        ("year-last", Year(1997), ("T1-01", "T1-03")),
        ("decade-1980-items", whole(1), ("T1-02",)),
        ("items-corrected", whole(1), ("T1-02",)),
        ("sector-economic-items", whole(3), ("T1-01", "T1-02", "T1-03")),
        ("sector-art-items", whole(1), ("T1-03",)),
        ("items-several-sectors", whole(1), ("T1-03",)),
        ("headings-mismatch", whole(1), ("T1-02",)),
        ("headings-partial", whole(1), ("T1-03",)),
        ("headings-not-full", whole(2), ("T1-02", "T1-03")),
        ("headings-other-occasion", whole(2), ("T1-02", "T1-03")),
        ("headings-other-year", whole(1), ("T1-02",)),
        ("series-board-items", whole(2), ("T1-01", "T1-02")),
        ("series-board-meetings", whole(1), ("T1-01", "T1-02")),
        ("series-board-ordinal-last", Ordinal(11), ("T1-01", "T1-02")),
        ("series-fair-items", whole(1), ("T1-03",)),
        ("venues-cities", whole(2), ("T1-01", "T1-02")),
        ("venues-countries", whole(1), ("T1-01", "T1-02", "T1-03")),
        ("items-without-city", whole(1), ("T1-03",)),
        ("meetings", whole(1), ("board-11",)),
        ("items-recorded", whole(1), ("T1-01",)),
        ("items-record-agrees", whole(1), ("T1-01",)),
        ("quantities", whole(2), ("Q001", "Q002")),
        ("quantities-money", whole(1), ("Q001",)),
        ("quantities-currency-usd", whole(1), ("Q001",)),
        ("quantities-qualified", whole(1), ("Q002",)),
        ("indicators", whole(1), ("Q001", "Q002")),
    ],
)
def test_a_count_names_its_rows(counted, number_id, value, rows):
    assert counted[number_id] == (value, rows)


@pytest.mark.parametrize("number_id", ["items-inferred", "headings-label", "items-record-differs"])
def test_a_count_of_none_names_the_rows_that_were_looked_through(counted, number_id):
    assert counted[number_id] == (whole(0), ("T1-01", "T1-02", "T1-03"))


def test_a_series_without_numbers_has_no_last_one(counted):
    assert not {"series-fair-meetings", "series-fair-ordinal-last"} & counted.keys()


def test_a_count_comes_a_second_time_as_prose_prints_it(counted):
    assert counted["events-words"] == (Message("labels", ("cardinals", "3")), ("T1-01", "T1-02", "T1-03"))


@pytest.mark.parametrize(("number", "word"), [(0, False), (1, True), (10, True), (11, False)])
def test_one_to_ten_are_words(number, word):
    said = Message("labels", ("cardinals", str(number))) if word else NumberOnly(whole(number))
    assert say_in_words(whole(number)) == said


def test_a_meeting_is_left_out_if_no_item_describes_it_though_it_falls_in_the_time_of_the_items(
    event, meeting, dataset
):
    day = PartialDate(2005, 4, 4)
    late = meeting(meeting_id="board-13", date_start=day, date_end=day)
    meetings = (meeting(), meeting(meeting_id="board-10"), late)
    study = dataset(events=(event(record="board-11"),), meetings=meetings)
    left_out = next(number for number in count_all(study) if number.number_id == "meetings-left-out")
    assert (left_out.value, left_out.rows) == (whole(1), ("board-10",))
