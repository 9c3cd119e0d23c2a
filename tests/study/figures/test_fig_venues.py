"""Places are sorted by their number of items; an item without a place comes last."""

from itertools import groupby


def test_every_item_stands_once(figure, dataset):
    assert sorted(point.row for point in figure.points) == sorted(event.event_id for event in dataset.events)


def test_countries_stand_by_their_number_of_items(figure):
    counts = [(country, len(list(group))) for country, group in groupby(figure.points, key=lambda point: point.country)]
    assert [country for country, _ in counts][-1] == ""
    named = [count for country, count in counts if country]
    assert named == sorted(named, reverse=True)
    assert len({country for country, _ in counts}) == len(counts)


def test_every_city_on_a_map_is_named_with_its_number_of_items(specs):
    labels = {row["label"] for rows in specs["en"]["datasets"].values() for row in rows if "side" in row}
    assert {"Ottawa (4)", "Vancouver (2)", "Makati", "Bandar Seri Begawan (4)"} <= labels
    assert len(labels) == 15


def test_no_border_is_drawn_and_land_has_its_source(dataset):
    assert {row.source_id for row in dataset.land} == {"natural-earth"}
