"""Items are counted by track and decade of the year used in analysis."""

from collections import Counter


def test_counts_are_those_of_the_data(figure, dataset):
    drawn = Counter((point.track, point.group) for point in figure.points)
    assert drawn == Counter((event.track, f"{event.year // 10 * 10}") for event in dataset.events)


def test_a_corrected_item_counts_in_the_corrected_decade(by_row):
    assert by_row["en"]["T3-02"]["group"] == "1980"


def test_decades_are_named_as_the_language_does(by_row):
    assert (by_row["id"]["T1-01"]["group_label"], by_row["en"]["T1-01"]["group_label"]) == ("1970-an", "1970s")


def test_the_count_is_printed_behind_the_squares(specs, dataset):
    counts = [row["count_label"] for data in layers_with(specs["en"], "count_label") for row in data]
    items = Counter((event.track, event.year // 10) for event in dataset.events)
    assert sorted(map(int, counts)) == sorted(items.values())


def test_no_two_squares_share_a_place(by_row, dataset):
    places = [(record["drawn_x"], record["drawn_y"]) for record in by_row["id"].values()]
    assert len(set(places)) == len(places) == len(dataset.events)


def layers_with(spec, field):
    tables = [spec["datasets"][layer["data"]["name"]] for layer in spec["layer"] if "data" in layer]
    return [table for table in tables if field in table[0]]
