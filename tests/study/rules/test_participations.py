"""Actors and their participations fit each other."""

FILE = "data/study/participations.csv"


def test_actors_come_with_the_tracks_of_their_kind(fuller_study):
    dataset, _ = fuller_study.load()
    assert [(actor.actor_id, actor.track) for actor in dataset.actors] == [
        ("crown", 1),
        ("traders", 3),
        ("centre", None),
    ]
    assert [row.actor_track for row in dataset.participations] == [1, 3, None]


def test_an_actor_has_one_track(fuller_study):
    fuller_study.edit(FILE, "traders,participant,item,3", "traders,participant,item,1")
    found = "traders has the track 3 in data/study/actors.csv; write the same in both"
    assert fuller_study.complaints() == [f"{FILE}:3:actor_track: {found}"]


def test_an_actor_of_no_track_has_none_in_an_item_either(fuller_study):
    fuller_study.edit(FILE, "reported-activity,,", "reported-activity,2,")
    found = "centre has no track in data/study/actors.csv; write the same in both"
    assert fuller_study.complaints() == [f"{FILE}:4:actor_track: {found}"]


def test_an_actor_that_is_not_there(fuller_study):
    fuller_study.edit(FILE, "T1-02,traders", "T1-02,guilds")
    found = 'no row of data/study/actors.csv has "guilds" as its actor_id; correct it or add the row there'
    assert fuller_study.complaints() == [f"{FILE}:3:actor_id: {found}"]


def test_the_same_part_twice(fuller_study):
    line = 'P003,T1-02,centre,participant,reported-activity,,"track 1, item 2, paragraph 1"\n'
    fuller_study.edit(FILE, line, line + line.replace("P003", "P004"))
    found = "centre has this part in T1-02 in a row above too; keep one of them"
    assert fuller_study.complaints() == [f"{FILE}:5:actor_id: {found}"]


def test_rows_are_numbered_on(fuller_study):
    fuller_study.edit(FILE, "P002", "P005")
    found = "P005 stands where P002 should be; number the rows from P001 without a gap"
    assert fuller_study.complaints() == [f"{FILE}:3:participation_id: {found}"]
