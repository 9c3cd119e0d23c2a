"""Each heading stands against the text below it, in the study's order."""

from itertools import pairwise


def test_every_item_stands_in_the_order_of_the_study(figure, dataset):
    assert [point.row for point in figure.points] == [event.event_id for event in dataset.events]


def test_lines_go_down_the_page_and_tracks_stand_apart(specs, figure):
    heights = [record["drawn_y"] for record in specs["id"]["data"]["values"]]
    steps = [round(below - above, 6) for above, below in pairwise(heights)]
    begins = [one.track != other.track for one, other in pairwise(figure.points)]
    assert all((step > 13) == begin for step, begin in zip(steps, begins, strict=True))


def test_heading_and_text_are_named_where_they_differ(by_row):
    assert by_row["id"]["T3-06"]["shift_label"] == "JCC 9 → AEM–Kanada 2"
    assert by_row["en"]["T1-13"]["shift_label"] == "Dialogue 14 → Dialogue 13"
    assert by_row["en"]["T3-03"]["shift_label"] == "JCC 6 → JCC 6 (record: 9)"


def test_nothing_is_said_where_the_occasion_is_the_same(by_row):
    same = [record for record in by_row["en"].values() if record["heading_meeting_fits"]]
    assert same
    assert not any(record["shift_label"] for record in same)


def test_only_another_occasion_has_the_accent_and_the_strongest_line(by_row):
    records = by_row["id"].values()
    elsewhere = [one["row"] for one in records if not one["heading_meeting_fits"]]
    assert [one["row"] for one in records if one["colour"] == "var(--wrong)"] == elsewhere
    assert [one["row"] for one in records if one["strength"] == 2.2] == elsewhere


def test_the_same_matter_in_another_year_is_dark(by_row):
    dark = [one for one in by_row["en"].values() if one["colour"] == "var(--ink)"]
    assert "T1-04" in [one["row"] for one in dark]
    assert all(one["heading_meeting_fits"] and one["heading_year_fits"] is False for one in dark)


def test_a_heading_without_a_year_is_not_drawn_at_one(by_row, specs):
    assert by_row["en"]["T4-01"]["heading_year"] is None
    filters = [
        layer["transform"]
        for layer in specs["en"]["layer"]
        if "x2" in layer.get("encoding", {}) and "transform" in layer
    ]
    assert [{"filter": "datum.heading_year !== null"}] in filters


def test_a_corrected_year_names_the_record(figure):
    corrected = {point.row: point.record_row for point in figure.points if point.record_row}
    assert corrected.items() >= {"T3-01": "jcc-05", "T3-02": "jcc-06", "T3-03": "jcc-09"}.items()
