"""Right values of single rows, each of which once stood otherwise, and what the printed texts make of them."""

import csv
from decimal import Decimal

import pytest

from multitrack.lang.values import PartialDate
from multitrack.study.analysis.subjects import compare, find_differences, find_meeting
from multitrack.study.figures import fig_venues as venues

_LAST = {1: 14, 2: 4, 3: 8, 4: 1, 5: 1}
ITEMS = frozenset(f"T{track}-{item:02}" for track, last in _LAST.items() for item in range(1, last + 1))
"""What was settled is settled for these; of an item that is added later nothing is said here."""
ANOTHER_OCCASION = {"T1-05", "T1-06", "T1-12", "T1-13", "T1-14", *(f"T3-0{item}" for item in range(1, 9))}


@pytest.fixture(scope="session")
def events(dataset):
    return {event.event_id: event for event in dataset.events if event.event_id in ITEMS}


@pytest.fixture(scope="session")
def meetings(dataset):
    return {meeting.meeting_id: meeting for meeting in dataset.meetings}


@pytest.fixture(scope="session")
def actors(dataset):
    return {actor.actor_id: actor for actor in dataset.actors}


@pytest.fixture(scope="session")
def periods(dataset):
    dates = {one.quantity_id: (one.period_start, one.period_end) for one in dataset.quantities}
    return {row: tuple(date and date.year for date in pair) for row, pair in dates.items()}


@pytest.fixture(scope="session")
def texts(languages):
    return {language.code: language.words.files["events"] for language in languages}


@pytest.fixture(scope="session")
def treatments(languages):
    """Return code of a language and id of a discrepancy → how it is treated."""
    files = {language.code: language.words.files["discrepancies"] for language in languages}
    return {
        (code, row): " ".join(said["treatment"].split()) for code, file in files.items() for row, said in file.items()
    }


def test_thirteen_headings_belong_to_another_occasion(events):
    assert {row for row, event in events.items() if not event.heading_meeting_fits} == ANOTHER_OCCASION


def test_a_heading_fits_fully_by_matter_or_in_one_point_alone(events):
    found = {}
    for row, event in events.items():
        found.setdefault(event.heading_match, set()).add(row)
    assert found["label"] == {"T1-03", "T1-11"}
    assert found["partial"] == {"T1-04", "T1-12"}
    assert found["mismatch"] == ANOTHER_OCCASION - {"T1-12"}
    assert len(found["full"]) == 12


def test_every_item_in_the_category_of_shifted_headings_does_not_fit_in_full(dataset, events):
    shifted = {one.event_id for one in dataset.discrepancies if one.category == "heading-shift"} & ITEMS
    assert shifted == ANOTHER_OCCASION | {"T1-04"}
    assert {events[row].heading_match for row in shifted} == {"partial", "mismatch"}


def test_the_conference_of_1999_was_in_singapore(events, meetings):
    item, record = events["T3-05"], meetings["pmc-1999"]
    assert (item.country_printed, item.country, item.city) == (("PHL",), "SGP", "")
    assert (record.country, record.date_start) == ("SGP", PartialDate(1999, 7, 27))
    assert find_differences(item, record) == ("place",)


def test_two_more_conferences_have_a_record_that_agrees(events, meetings):
    for row, record in (("T1-06", "pmc-1998"), ("T5-01", "pmc-2017")):
        assert events[row].record == record
        assert all(compare(events[row], meetings[record]).values())


def test_the_year_of_the_scholarships_rests_on_a_record_too(events, meetings):
    assert events["T5-01"].year_basis == "inferred"
    assert meetings["pmc-2017"].date_start == PartialDate(2017, 8, 6) == events["T5-01"].date_start


def test_the_record_of_the_thirteenth_dialogue_names_no_city(events, meetings):
    assert (meetings["dialogue-13"].city, meetings["dialogue-13"].country) == ("", "PHL")
    assert events["T1-13"].country_printed == ("IDN", "PHL")
    assert find_differences(events["T1-13"], meetings["dialogue-13"]) == ("place",)


def test_the_first_item_says_nothing_that_its_record_could_confirm(dataset, events):
    record = find_meeting(dataset, events["T1-01"])
    assert record.meeting_id == "formal-1977"
    assert compare(events["T1-01"], record) == {}


def test_the_contest_has_neither_a_place_nor_a_year_of_its_own(events):
    contest = events["T4-01"]
    assert (contest.city, contest.country, contest.year, contest.year_basis) == ("", "", 2011, "inferred")


def test_a_body_that_does_not_date_its_own_occasion_has_no_date(events):
    assert [row for row, event in events.items() if event.period is None] == ["T1-01", "T1-03"]


def test_years_are_inferred_in_six_items(events):
    inferred = {row for row, event in events.items() if event.year_basis == "inferred"}
    assert inferred == {"T1-01", "T1-03", "T1-07", "T1-14", "T4-01", "T5-01"}


@pytest.mark.parametrize(
    ("row", "years"),
    [
        ("Q042", (2012, 2012)),
        ("Q049", (2015, 2015)),
        ("Q052", (None, 2016)),
        ("Q053", (2015, 2016)),
        ("Q055", (2018, 2018)),
        ("Q065", (1994, 1994)),
        ("Q070", (1999, 1999)),
        ("Q071", (1998, 1998)),
    ],
)
def test_a_number_has_the_time_that_its_words_give_it(periods, row, years):
    assert periods[row] == years


def test_a_person_or_a_group_has_no_country_that_the_study_does_not_print(actors):
    assert [actors[key].country for key in ("mackenzie", "business-community", "senior-officials")] == ["", "", ""]


def test_the_business_council_is_first_named_in_the_introduction(actors):
    assert actors["asean-canada-business-council"].locator == "introduction, paragraph 3"
    assert "canada-asean-business-council" not in actors


def test_academics_civil_society_and_the_private_sector_are_actors(actors):
    named = ("canadian-academics", "canadian-civil-society", "canadian-private-sector", "idrc")
    assert {actors[key].locator for key in named} == {"introduction, paragraph 4"}
    assert [actors[key].track for key in named] == [5, None, 3, 5]


def test_actors_stand_in_the_order_in_which_the_study_has_them(actors):
    sections = ("abstract", "introduction", "track 1", "track 2", "track 3", "track 4", "track 5")
    places = [actor.locator.replace(", heading", ", paragraph 0").split(", ") for actor in actors.values()]
    keys = [(sections.index(place[0]), *(int(part.rpartition(" ")[2]) for part in place[1:])) for place in places]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("row", "part", "english", "indonesian"),
    [
        ("T1-03", "outcome", "“through ASEAN” [as printed]", "“melalui ASEAN” [demikian tercetak]"),
        ("T1-12", "result", "terms for a feasibility study", "kerangka acuan studi kelayakan"),
        ("T1-12", "outcome", "feasibility study", "bagi kemungkinan perjanjian perdagangan bebas"),
        ("T3-05", "purpose", "the study names opening statements", "studi menyebut pernyataan pembukaan"),
        ("T2-01", "result", "Vientiane Action Programme reported", "Program Aksi Vientiane dilaporkan"),
        (
            "T3-06",
            "outcome",
            "in Japan, or that in China and India combined",
            "di Jepang, atau daripada gabungan di Cina dan India",
        ),
        ("T3-07", "outcome", "At the time of the meeting Canadian", "Pada waktu pertemuan itu, investasi"),
        ("T3-08", "outcome", "direct investment in ASEAN still", "investasi langsung Kanada tetap melebihi"),
    ],
)
def test_an_item_is_told_as_the_study_has_it(texts, row, part, english, indonesian):
    assert english in " ".join(texts["en"][row][part].split())
    assert indonesian in " ".join(texts["id"][row][part].split())


def test_the_cut_sentence_on_the_ways_of_cooperation_is_no_headline(texts):
    assert all("ASEAN" not in texts[code]["T1-03"]["result"] for code in texts)


def test_no_actor_is_told_to_lack_a_first_name(project):
    for language, words in (("en", "first name"), ("id", "nama depan")):
        assert words not in (project.data / "text" / language / "actors.yml").read_text(encoding="utf-8")


def test_the_record_of_a_numbered_meeting_is_in_the_data_beside_the_figure(edition):
    with (edition / "figures" / "fig-series" / "fig-series.csv").open(encoding="utf-8") as file:
        rows = {row["row"]: (row["ordinal"], row["record_ordinal"], row["record_row"]) for row in csv.DictReader(file)}
    assert rows["T3-04"] == ("10", "", "")
    assert rows["T3-03"] == ("6", "9", "jcc-09")
    assert rows["T3-01"] == ("5", "5", "jcc-05")


def test_both_languages_count_the_headings_of_other_occasions_alike(project):
    for name, ending in (("00-abstract", "-words"), ("02-at-a-glance", ""), ("76-headings-texts", "")):
        for language in ("en", "id"):
            page = (project.report / language / f"{name}.qmd").read_text(encoding="utf-8")
            assert f"{{{{< n headings-other-occasion{ending} >}}}}" in page
            assert "headings-mismatch" not in page


def test_no_treatment_says_partly_where_neither_meeting_nor_year_fits(dataset, events, treatments):
    told = {"en": "partial match", "id": "cocok sebagian"}
    for row in dataset.discrepancies:
        if row.event_id in ITEMS and events[row.event_id].heading_match == "mismatch":
            for code, words in told.items():
                assert words not in treatments[code, row.discrepancy_id]


def test_the_treatment_of_the_contest_gives_it_no_place(events, treatments):
    assert (events["T4-01"].city, events["T4-01"].country) == ("", "")
    assert treatments["en", "D123"].startswith("The item is coded without a place")
    assert treatments["id", "D123"].startswith("Butir ini dikodekan tanpa tempat")


def test_figure_of_venues_has_the_conference_of_1999_in_singapore_and_the_contest_nowhere(dataset):
    points = {point.row: point for point in venues.build(dataset).points}
    assert (points["T3-05"].country, points["T3-05"].country_printed, points["T3-05"].record_row) == (
        "SGP",
        "PHL",
        "pmc-1999",
    )
    assert points["T4-01"].country == ""


@pytest.mark.parametrize(
    ("row", "sectors"), [("T3-06", ("economic",)), ("T3-08", ("economic",)), ("T5-01", ("socio-cultural",))]
)
def test_fields_are_those_that_the_judgement_calls_give(events, row, sectors):
    assert tuple(events[row].sectors) == sectors


def test_offices_that_the_study_names_are_actors(actors):
    assert actors["canada-minister-foreign-affairs"].locator == "track 1, item 3, paragraph 1"
    assert actors["asean-permanent-representatives"].locator == "introduction, paragraph 3"


def test_a_fall_of_trade_that_the_page_words_oddly_says_that_it_is_a_reading(dataset):
    (row,) = [row for row in dataset.statements if row.statement_id == "trade-growth-2009-asean"]
    assert (row.value, row.statistics) == (Decimal("-15.8"), "asean")
    assert "which is read as by" in row.statement


def test_neither_coding_is_described_with_the_heading_of_another_body(project):
    assert "another body" not in (project.data / "datapackage.json").read_text(encoding="utf-8")
