"""Every item stands once in its track's lane, at its year, clear of the others."""

from itertools import combinations


def test_every_item_stands_once(figure, dataset):
    assert sorted(point.row for point in figure.points) == sorted(event.event_id for event in dataset.events)


def test_an_item_stands_in_the_middle_of_its_month_or_of_its_year(by_row):
    assert by_row["id"]["T1-05"]["drawn"] == "1997-05-15"
    assert by_row["id"]["T3-04"]["drawn"] == "1995-07-01"


def test_a_corrected_item_stands_at_the_corrected_year_with_a_mark_at_the_printed_one(by_row, figure):
    corrected = {point.row: point.record_row for point in figure.points if point.year != point.year_printed}
    assert corrected.items() >= {"T3-01": "jcc-05", "T3-02": "jcc-06"}.items()
    assert (by_row["en"]["T3-01"]["drawn"], by_row["en"]["T3-01"]["drawn_printed"]) == ("1988-04-15", "1998-04-15")


def test_two_items_of_a_level_keep_a_year_apart(figure):
    for one, other in combinations(figure.points, 2):
        if (one.track, one.level) == (other.track, other.level):
            first, second = sorted((one, other), key=first_month)
            assert first_month(second) - last_month(first) >= 12, (one.row, other.row)


def test_a_series_has_one_shape_and_no_two_share_it(by_row):
    shapes = {(record["series"], record["shape"]) for record in by_row["id"].values()}
    assert len(shapes) == len({series for series, _ in shapes}) == len({shape for _, shape in shapes}) > 1


def test_a_track_has_one_colour_and_no_two_share_it(by_row):
    colours = {(record["track"], record["colour"]) for record in by_row["en"].values()}
    assert len(colours) == len({track for track, _ in colours}) == len({colour for _, colour in colours}) > 1


def first_month(item):
    return 12 * item.year + (item.month or 7)


def last_month(item):
    return 12 * max(item.year, item.year_printed) + (item.month or 7)
