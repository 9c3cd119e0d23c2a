"""Numbered meetings stand as the study prints them, and what only the record has stands beside them."""


def test_study_and_record_are_told_apart(figure, dataset):
    events = {event.event_id for event in dataset.events}
    assert all((point.row in events) == point.in_study for point in figure.points)


def test_a_number_printed_twice_stands_twice(figure):
    sixth = [point.row for point in figure.points if (point.series, point.ordinal) == ("jcc", 6)]
    assert sixth == ["T3-02", "T3-03"]


def test_a_number_that_the_record_contradicts_is_joined_to_the_right_one(figure):
    differing = {point.row: (point.ordinal, point.record_ordinal, point.record_row) for point in figure.points}
    assert differing["T3-03"] == (6, 9, "jcc-09")
    assert "jcc-09" not in differing
    assert sum(one[1] not in (None, one[0]) for one in differing.values()) == 1


def test_the_record_is_named_where_there_is_one_and_only_there(figure, dataset):
    known = {event.event_id: event.record for event in dataset.events}
    studied = [point for point in figure.points if point.in_study]
    assert all(point.record_row == known[point.row] for point in studied)
    without = {point.row for point in studied if point.record_ordinal is None}
    assert without == {"T1-08", "T1-09", "T1-10", "T1-11", "T2-02", "T3-04", "T3-06", "T3-07"}


def test_a_corrected_year_leads_to_the_printed_one(figure):
    moved = {point.row: (point.year, point.year_printed) for point in figure.points if point.year != point.year_printed}
    assert moved == {"T3-01": (1988, 1998), "T3-02": (1989, 1999)}


def test_meetings_after_the_last_year_of_the_study_are_left_out(figure, dataset):
    last = max(event.year for event in dataset.events)
    assert max(point.year for point in figure.points) == last
    assert "dialogue-16" not in figure.rows


def test_only_series_with_numbered_items_are_drawn(figure):
    assert {point.series for point in figure.points} == {"jcc", "dialogue", "aem"}


def test_gaps_are_listed_at_the_series(specs):
    gaps = [row["gaps_label"] for data in specs["en"]["datasets"].values() for row in data if "gaps_label" in row]
    assert sorted(gaps) == ["not in the study: 1", "not in the study: 10–12", "not in the study: 1–4, 7–8"]


def test_the_axis_says_what_it_counts(specs):
    titles = {
        code: [layer.get("encoding", {}).get("y", {}).get("axis") for layer in spec["layer"]]
        for code, spec in specs.items()
    }
    assert any(axis and axis["title"] == "Nomor pertemuan dalam rangkaiannya" for axis in titles["id"])
    assert any(axis and axis["title"] == "Number of the meeting in its series" for axis in titles["en"])
