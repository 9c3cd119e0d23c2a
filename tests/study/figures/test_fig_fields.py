"""Shares of a track's items in each field."""


def test_an_item_counts_in_each_of_its_fields(figure, dataset):
    pairs = {(event.event_id, field) for event in dataset.events for field in event.sectors}
    assert {(point.row, point.field) for point in figure.points} == pairs


def test_a_cell_says_its_items_of_all(specs):
    (rows,) = specs["en"]["datasets"].values()
    said = {(row["track"], row["sector"]): row["label"] for row in rows}
    assert said[1, "Economic"] == "14 of 14"
    assert said[3, "Socio-cultural"] == "3 of 8"
    assert said[3, "Political and security"] == "0 of 8"
