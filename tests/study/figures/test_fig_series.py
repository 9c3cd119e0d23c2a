"""Numbered meetings stand as the study prints them, and what only the record has stands beside them."""

from collections import Counter


def test_study_and_record_are_told_apart(figure, dataset):
    events = {event.event_id for event in dataset.events}
    assert all((point.row in events) == point.in_study for point in figure.points)


def test_a_number_printed_twice_stands_twice(figure):
    sixth = [point.row for point in figure.points if (point.series, point.ordinal) == ("jcc", 6)]
    assert {"T3-02", "T3-03"} <= {*sixth}


def test_a_number_that_the_record_contradicts_is_joined_to_the_right_one(figure):
    differing = {point.row: (point.ordinal, point.record_ordinal, point.record_row) for point in figure.points}
    assert differing["T3-03"] == (6, 9, "jcc-09")
    assert "jcc-09" not in differing


def test_the_record_is_named_where_there_is_one_and_only_there(figure, dataset):
    known = {event.event_id: event.record for event in dataset.events}
    studied = [point for point in figure.points if point.in_study]
    assert all(point.record_row == known[point.row] for point in studied)
    assert all((point.record_ordinal is None) == (not point.record_row) for point in studied)


def test_meetings_after_the_last_year_of_the_study_are_left_out(figure, dataset):
    last = max(event.year for event in dataset.events)
    assert max(point.year for point in figure.points) <= last
    late = {meeting.meeting_id for meeting in dataset.meetings if meeting.date_start.year > last}
    assert late.isdisjoint(figure.rows)


def test_only_series_with_several_numbered_items_are_drawn(figure, dataset):
    times = Counter(event.series for event in dataset.events if event.ordinal)
    assert {point.series for point in figure.points} == {series for series, count in times.items() if count > 1}
