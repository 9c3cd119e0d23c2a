"""Actors by the track of their items and by their own."""

from collections import Counter


def test_every_actor_stands_once_in_each_of_its_items(figure, dataset):
    drawn = Counter((point.event_row, point.actor_row) for point in figure.points)
    assert drawn == dict.fromkeys({(row.event_id, row.actor_id) for row in dataset.participations}, 1)


def test_an_actor_s_own_track_does_not_depend_on_the_item(figure, dataset):
    own = {actor.actor_id: actor.track or 0 for actor in dataset.actors}
    assert [point for point in figure.points if point.own_track != own[point.actor_row]] == []


def test_the_share_of_governments_stands_at_each_track(by_row):
    shares = {record["track"]: record["share"] for record in by_row["en"].values()}
    assert shares == {1: "39 of 39", 2: "10 of 10", 3: "23 of 30", 4: "4 of 6", 5: "5 of 5"}


def test_units_of_a_track_stand_one_after_the_other(figure):
    for track in {point.track for point in figure.points}:
        orders = [point.order for point in figure.points if point.track == track]
        assert orders == list(range(len(orders)))
