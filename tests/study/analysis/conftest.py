"""Rows to count and compare, each with one fact of its own."""

from dataclasses import replace
from decimal import Decimal

import pytest

from multitrack.lang.values import PartialDate
from multitrack.source.data_package import Release
from multitrack.study.dataset import Dataset
from multitrack.study.named_rows import Document
from multitrack.study.rows import Event, Meeting, Quantity, Track

TRACKS = (Track(1, "first", studied=True),)
DAY = PartialDate(1997, 5, 6)
EVENT = Event(
    "T1-01", 1, 1, 1997, "board", 11, "board", 11, DAY, DAY, 1997, 1997, "stated", "Aville", (), "AAA", ("economic",),
    heading_meeting_fits=True, heading_year_fits=True, record="", locator="track 1, item 1",
)  # fmt: skip
MEETING = Meeting("board-11", "board", 11, "Aville", "AAA", DAY, DAY, "", "", "archive")
QUANTITY = Quantity(
    "Q001", "", "results", "trade-total", "", Decimal("9.03"), "billion", "dollars", "USD", "exact", None, None,
    "flow", "two-way", "none", "9,03", "results, paragraph 1",
)  # fmt: skip
DOCUMENT = Document("pact", "agreement", None, "", "", (), (), "track 1, item 1")


@pytest.fixture
def document():
    return lambda **facts: replace(DOCUMENT, **facts)


@pytest.fixture
def event():
    return lambda **facts: replace(EVENT, **facts)


@pytest.fixture
def meeting():
    return lambda **facts: replace(MEETING, **facts)


@pytest.fixture
def quantity():
    return lambda **facts: replace(QUANTITY, **facts)


@pytest.fixture
def dataset():
    def build(*, tracks=TRACKS, **rows):
        others = dict.fromkeys(("events", "quantities", "meetings", "sources"), ())
        package = {"release": Release("study", "1.0.0", "CC-BY-4.0"), "files": {}, "origins": {}}
        return Dataset(**package, tracks=tracks, **{**others, **rows})

    return build
