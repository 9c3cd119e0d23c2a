"""An item becomes a section: what the study says, and in a note what the edition adds."""

from dataclasses import replace
from pathlib import Path

import pytest
from babel.core import Locale

from multitrack.lang.language import Catalog, Language
from multitrack.lang.values import PartialDate
from multitrack.source.data_package import Release
from multitrack.study.dataset import Dataset
from multitrack.study.items import make_item_files, write_item
from multitrack.study.rows import Event, Meeting, Track

GOLDEN = Path(__file__).parent / "item.md"
START, END = PartialDate(1998, 4, 7), PartialDate(1998, 4, 8)
EVENT = Event(
    "T3-01", 3, 1, 1998, "board", 5, "board", 5, START, END, 1998, 1998, "stated", "Aville", (), "AAA", ("economic",),
    heading_meeting_fits=True, heading_year_fits=True, record="board-05", locator="track 3, item 1",
)  # fmt: skip
MEETING = Meeting("board-05", "board", 5, "Aville", "AAA", START, END, "", "", "archive")
TEXTS = {
    "events": {
        "T3-01": {
            "title": "Business: a *first*",
            "meeting": "5th board",
            "heading": "Council founded, 1986",
            "purpose": "To meet.",
            "outcome": "They met.",
        }
    },
    "labels": {
        "joints": {"list": ", ", "place": ", ", "items": "; ", "facts": " · ", "dates": " – "},
        "ordinals": {"one": "{number}st", "two": "{number}nd", "few": "{number}rd", "other": "{number}th"},
        "cells": {
            "none": "–",
            "date-inferred": "{date} [year inferred]",
            "date-corrected": "{date} [{year} in the record]",
            "place-corrected": "{printed} [{place} in the record]",
            "place-also": "{place} [in print also {printed}]",
        },
        "differences": {"number": "number", "year": "year", "day": "days", "place": "place"},
        "notes": {
            "purpose": "Purpose.",
            "outcome": "Outcome.",
            "heading-says": "Heading",
            "text-describes": "Text",
            "record-has": "Record",
            "headed": "headed {heading}",
            "record-agrees": "{facts}: agrees",
            "record-differs": "{facts}: other {differences}",
            "record-differs-number": "{facts}: the {number}",
            "record-alone": "{facts}: perhaps",
        },
    },
    "places": {"cities": {"Aville": "Aville"}, "countries": {"AAA": "Aland", "BBB": "Bland"}},
}
NEITHER = {"heading_meeting_fits": False, "heading_year_fits": False}
ENGLISH = Language("en", Locale("en", "GB"), Catalog("data/text/en", TEXTS))


def note(record=MEETING, **facts):
    """Return the cells of the note on an item, each with its heading."""
    text = write_item(replace(EVENT, **facts), record, ENGLISH)
    _, opened, rest = text.partition("::: {.edition-note}\n\n::: {.comparison}\n".replace("\n\n", "\n"))
    cells = rest.partition("\n:::")[0].replace("\\\n", " ").replace("\\", "").replace("**", "").split("\n\n")
    return cells if opened else None


def test_an_item_is_a_section_with_an_anchor_and_an_edition_note():
    moved = replace(MEETING, date_start=PartialDate(1988, 4, 7), date_end=PartialDate(1988, 4, 8))
    wrong = replace(EVENT, **NEITHER, year=1988, year_basis="corrected")
    assert write_item(wrong, moved, ENGLISH) + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_where_everything_fits_the_edition_adds_nothing():
    assert note() is None
    assert note(record=None) is None


HEADED = "Heading Council founded, 1986"
TOLD = "Text 5th board, 7–8 April 1998"


@pytest.mark.parametrize(
    ("facts", "record", "expected"),
    [
        (NEITHER, None, [HEADED, TOLD]),
        ({"heading_year_fits": False}, None, [HEADED, TOLD]),
        ({"heading_meeting_fits": False}, MEETING, [HEADED, TOLD, "Record 7–8 April 1998, Aville, Aland: agrees"]),
        (
            {"ordinal": 4, "heading_ordinal": 4},
            MEETING,
            [HEADED, TOLD, "Record 7–8 April 1998, Aville, Aland: the 5th"],
        ),
        (
            {"date_start": END},
            replace(MEETING, city="", country=""),
            [HEADED, "Text 5th board, 8 April 1998", "Record 7–8 April 1998: other days"],
        ),
        (NEITHER | {"date_start": None, "date_end": None}, None, [HEADED, "Text 5th board, 1998"]),
    ],
)
def test_heading_text_and_record_are_beside_each_other_where_one_would_mislead(facts, record, expected):
    assert note(record, **facts) == expected


def test_a_record_of_perhaps_another_event_says_so():
    bare = {"ordinal": None, "heading_ordinal": None, "date_start": None, "city": "", "country": ""}
    cells = note(MEETING, **NEITHER, **bare, year_basis="inferred")
    assert cells[-1] == "Record 7–8 April 1998, Aville, Aland: perhaps"


def test_a_year_from_the_context_misleads_nobody():
    assert note(None, year_basis="inferred") is None


def test_a_heading_of_the_topic_alone_is_in_the_line_of_facts():
    text = write_item(replace(EVENT, heading_ordinal=None), None, ENGLISH)
    assert "headed Council founded\\, 1986\n:::" in text


def test_a_country_that_the_record_contradicts_stands_beside_the_printed_one():
    text = write_item(replace(EVENT, city="", country_printed=("BBB",)), None, ENGLISH)
    assert "7–8 April 1998 · Bland \\[Aland in the record\\]\n:::" in text


def test_a_second_country_in_print_stands_beside_the_place():
    text = write_item(replace(EVENT, country_printed=("BBB", "AAA")), None, ENGLISH)
    assert "7–8 April 1998 · Aville\\, Aland \\[in print also Bland\\]\n:::" in text


def test_an_item_without_a_place_is_known_by_its_date():
    text = write_item(replace(EVENT, city="", country=""), None, ENGLISH)
    assert "::: {.item-line}\n[T3\\-01]{#T3-01} · 7–8 April 1998\n:::" in text


def test_each_studied_track_has_a_file_in_each_language():
    tracks = (Track(3, "business", studied=True), Track(6, "activism", studied=False))
    package = {"release": Release("study", "1.0.0", "CC-BY-4.0"), "files": {}, "sources": (), "origins": {}}
    dataset = Dataset(**package, tracks=tracks, events=(EVENT,), quantities=(), meetings=(MEETING,))
    files = make_item_files(dataset, [ENGLISH, replace(ENGLISH, code="xx")])
    assert list(files) == ["en/items-track-3.md", "xx/items-track-3.md"]
    assert files["en/items-track-3.md"].decode().startswith("## Business\\: a \\*first\\* {#sec-t3-01}\n")
