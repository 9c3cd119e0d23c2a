"""Places are sorted by their number of items; an item without a place comes last."""

import re
from itertools import groupby


def test_every_item_stands_once(figure, dataset):
    assert sorted(point.row for point in figure.points) == sorted(event.event_id for event in dataset.events)


def test_countries_stand_by_their_number_of_items(figure):
    counts = [(country, len(list(group))) for country, group in groupby(figure.points, key=lambda point: point.country)]
    assert [country for country, _ in counts][-1] == ""
    named = [count for country, count in counts if country]
    assert named == sorted(named, reverse=True)
    assert len({country for country, _ in counts}) == len(counts)


def test_cities_are_named_with_their_number_where_there_are_several(specs):
    lines = [row["cities_label"] for data in specs["en"]["datasets"].values() for row in data if "cities_label" in row]
    assert re.match(r"Ottawa \(\d\), Vancouver \(\d\), ", lines[0])
    assert lines[-1] == ""


def test_an_item_without_a_place_says_so(by_row):
    assert (by_row["id"]["T1-01"]["country_label"], by_row["en"]["T1-01"]["country_label"]) == (
        "Tanpa tempat",
        "No place given",
    )
