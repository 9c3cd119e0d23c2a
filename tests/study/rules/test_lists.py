"""Keys that a cell lists lead somewhere."""

import pytest

FILE = "data/study/documents.csv"


def test_listed_keys_become_tuples(fuller_study):
    document = fuller_study.load()[0].documents[0]
    assert (document.parties, document.event_ids) == (("crown", "traders"), ("T1-01", "T1-02"))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("crown;traders", "crown;guilds", 'parties: no row of data/study/actors.csv has "guilds" as its actor_id'),
        ("T1-01;T1-02", "T1-01;T1-09", 'event_ids: no row of data/study/events.csv has "T1-09" as its event_id'),
    ],
)
def test_a_listed_key_that_is_not_there(fuller_study, old, new, complaint):
    fuller_study.edit(FILE, old, new)
    assert fuller_study.complaints() == [f"{FILE}:2:{complaint}; correct it or add the row there"]


def test_a_key_is_listed_once(fuller_study):
    fuller_study.edit(FILE, "crown;traders", "crown;crown")
    assert fuller_study.complaints() == [f"{FILE}:2:parties: a key is listed twice; list each once"]
