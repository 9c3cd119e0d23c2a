"""Shares of a track's items in each field."""


def test_an_item_counts_in_each_of_its_fields(figure, dataset):
    pairs = {(event.event_id, field) for event in dataset.events for field in event.sectors}
    assert {(point.row, point.field) for point in figure.points} == pairs


def test_a_cell_says_its_items_of_all_and_there_is_one_for_none(specs, dataset):
    (rows,) = specs["en"]["datasets"].values()
    said = {(row["track"], row["sector"]): row["label"] for row in rows}
    for track in {track for track, _ in said}:
        items = dataset.events_of(track)
        economic = [item for item in items if "economic" in item.sectors]
        assert said[track, "Economic"] == f"{len(economic)} of {len(items)}"
    assert len(said) == len({track for track, _ in said}) * len({sector for _, sector in said})
