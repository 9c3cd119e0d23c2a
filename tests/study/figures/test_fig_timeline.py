"""Every item stands once in its track's lane, at its year, clear of the others."""


def test_every_item_stands_once(figure, dataset):
    assert sorted(point.row for point in figure.points) == sorted(event.event_id for event in dataset.events)


def test_an_item_stands_in_the_middle_of_its_month_or_of_its_year(figure):
    when = {point.row: (point.when, point.when_printed) for point in figure.points}
    assert (when["T1-05"], when["T3-04"]) == ((1997.38, 1997.38), (1995.5, 1995.5))
    assert when["T3-01"] == (1988.29, 1998.29)


def test_a_mark_says_meeting_place_date_track_and_last_its_code(by_row):
    said = by_row["en"]["T2-01"]["words"]
    assert said.startswith("2nd ASEAN–Canada Dialogue, Vancouver, 4 April 2005, ")
    assert said.endswith(" · T2-01")


def test_the_first_item_of_each_series_is_named(by_row):
    named = {row: record["label"] for row, record in by_row["en"].items() if record["label"]}
    assert named == {"T3-01": "JCC", "T1-06": "PMC", "T1-07": "Dialogue", "T3-06": "AEM–Canada"}


def test_corrections_of_a_track_do_not_lie_on_each_other(by_row):
    below = [record["below"] for record in by_row["en"].values() if record["year"] != record["year_printed"]]
    assert len(set(below)) == len(below) == 2
    assert max(below) < 0
