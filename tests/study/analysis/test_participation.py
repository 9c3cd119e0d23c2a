"""An actor counts once in an item, by the track of the item and by its own."""

from dataclasses import replace
from decimal import Decimal

import pytest

from multitrack.study.analysis.counts import count_all
from multitrack.study.analysis.subjects import select_appearances
from multitrack.study.named_rows import Actor, Participation
from multitrack.study.rows import Track

TRACKS = (Track(1, "first", studied=True), Track(2, "second", studied=True), Track(3, "third", studied=False))
ACTORS = (
    Actor("crown", "Crown", "government", "AAA", 1, ""),
    Actor("guild", "Guild", "business", "", 2, ""),
    Actor("centre", "Centre", "centre", "", None, ""),
)
OWN = {actor.actor_id: actor.track for actor in ACTORS}


def part(number, event_id, actor_id, part_in="item", role="participant"):
    return Participation(f"P{number:03}", event_id, actor_id, role, part_in, OWN[actor_id], "")


PARTS = (
    part(1, "T1-01", "crown"),
    part(2, "T1-01", "crown", role="speaker"),
    part(3, "T2-01", "guild", "reported-activity"),
    part(4, "T2-01", "crown"),
    part(5, "T2-02", "guild", "reported-activity"),
    part(6, "T2-02", "guild"),
    part(7, "T2-02", "centre"),
)


@pytest.fixture
def study(event, dataset):
    events = tuple(event(event_id=name, track=int(name[1]), item=1) for name in ("T1-01", "T2-01", "T2-02"))
    return dataset(tracks=TRACKS, events=events, actors=ACTORS, participations=PARTS)


@pytest.fixture
def counted(study):
    return {number.number_id: number for number in count_all(study)}


def test_several_roles_make_one_appearance(study):
    assert [(one.participation_id, one.event_id) for one in select_appearances(study)][:2] == [
        ("P001", "T1-01"),
        ("P003", "T2-01"),
    ]


def test_what_the_item_is_about_goes_before_what_it_tells_of(study):
    found = {(one.event_id, one.actor_id): one for one in select_appearances(study)}
    guild = found["T2-02", "guild"]
    assert (guild.participation_id, guild.part_in) == ("P006", "item")
    assert found["T2-01", "guild"].part_in == "reported-activity"


def test_both_tracks_are_kept_apart(study):
    assert [(one.track, one.own_track) for one in select_appearances(study)] == [
        (1, 1),
        (2, 2),
        (2, 1),
        (2, 2),
        (2, None),
    ]


@pytest.mark.parametrize(
    ("number_id", "number", "rows"),
    [
        ("actors", 3, ("crown", "guild", "centre")),
        ("actors-kind-business", 1, ("guild",)),
        ("actors-track-2", 1, ("guild",)),
        ("actors-track-3", 0, ("crown", "guild", "centre")),
        ("participations", 7, tuple(f"P{number:03}" for number in range(1, 8))),
        ("appearances", 5, ("P001", "P003", "P004", "P006", "P007")),
        ("appearances-reported", 1, ("P003",)),
        ("track-2-appearances", 4, ("P003", "P004", "P006", "P007")),
        ("track-2-appearances-own-1", 1, ("P004",)),
        ("track-2-appearances-own-2", 2, ("P003", "P006")),
        ("track-2-items-own", 1, ("T2-02",)),
        ("track-2-items-only-1", 1, ("T2-01",)),
        ("track-1-items-only-1", 1, ("T1-01",)),
        ("track-2-items-only-2", 0, ("T2-01", "T2-02")),
    ],
)
def test_a_count_names_its_rows(counted, number_id, number, rows):
    assert (counted[number_id].value.value, counted[number_id].rows) == (Decimal(number), rows)


def test_a_study_without_actors_has_no_such_counts(study):
    bare = replace(study, actors=(), participations=())
    assert not [
        number.number_id for number in count_all(bare) if number.number_id.startswith(("actors", "appearances"))
    ]
