"""An item counts in each of its sectors."""

from collections import Counter


def test_every_item_counts_once_in_each_of_its_sectors(figure, dataset):
    drawn = Counter((point.row, point.group) for point in figure.points)
    assert drawn == Counter((event.event_id, sector) for event in dataset.events for sector in event.sectors)


def test_sectors_are_named_in_the_words_of_the_language(specs):
    named = {code: {row["group_label"] for row in spec["data"]["values"]} for code, spec in specs.items()}
    assert named == {
        "id": {"Politik dan keamanan", "Ekonomi", "Sosial budaya"},
        "en": {"Political and security", "Economic", "Socio-cultural"},
    }


def test_order_within_a_cell_runs_without_gaps(figure):
    cells = {}
    for point in figure.points:
        cells.setdefault((point.track, point.group), []).append(point.order)
    assert all(orders == list(range(len(orders))) for orders in cells.values())
