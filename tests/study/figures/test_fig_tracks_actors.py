"""Actors by the track of their items and by their own."""

from collections import Counter
from dataclasses import replace

from multitrack.study.figures.fig_tracks_actors import build


def test_every_actor_stands_once_in_each_of_its_items(figure, dataset):
    drawn = Counter((point.event_row, point.actor_row) for point in figure.points)
    assert drawn == dict.fromkeys({(row.event_id, row.actor_id) for row in dataset.participations}, 1)


def test_an_actor_s_own_track_does_not_depend_on_the_item(figure, dataset):
    own = {actor.actor_id: actor.track or 0 for actor in dataset.actors}
    assert [point for point in figure.points if point.own_track != own[point.actor_row]] == []


def words(spec, field):
    """Return what the layers apart from the points say in a field."""
    return [row[field] for table in spec["datasets"].values() for row in table if field in row]


def test_the_line_of_a_track_s_own_actors_is_there_even_if_it_is_empty(specs, figure):
    drawn = {(point.track, point.own_track) for point in figure.points}
    empty = sum((track, track) not in drawn for track in {track for track, _ in drawn})
    for spec in specs.values():
        assert words(spec, "count_label").count("0") == empty


def test_only_those_in_the_item_itself_are_filled(specs):
    for spec in specs.values():
        for row in spec["data"]["values"]:
            assert (row["inside"] == row["colour"]) == (row["part_in"] == "item")


def test_no_two_squares_share_a_place(specs):
    for spec in specs.values():
        places = [(row["drawn_x"], row["drawn_y"]) for row in spec["data"]["values"]]
        assert len(set(places)) == len(places)
        assert all(0 <= x <= spec["width"] and 0 <= y <= spec["height"] for x, y in places)


def test_an_actor_of_no_known_track_has_a_line_of_its_own(dataset, speakers):
    parts = (*dataset.participations[:1], replace(dataset.participations[1], actor_track=None))
    spec = build(replace(dataset, participations=parts)).draw(speakers[-1]).to_dict()
    assert "No track told" in words(spec, "own_label")
