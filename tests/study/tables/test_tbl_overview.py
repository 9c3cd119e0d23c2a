"""tbl-overview."""


def test_a_track_is_counted_by_series(said, dataset):
    years, *counts = {row[0]: row[1:] for row in said("tbl-overview")}["Business"]
    events = dataset.events_of(3)
    assert years == f"{min(event.year for event in events)}–{max(event.year for event in events)}"
    series = [sum(event.series == one for event in events) for one in ("jcc", "dialogue", "aem", "pmc", "other")]
    assert counts == [*(str(number) if number else "–" for number in series), str(len(events))]


def test_a_single_year_is_no_span(said):
    assert {row[0]: row[1] for row in said("tbl-overview")}["Private citizens"] == "2011"


def test_the_last_line_is_the_sum_of_the_others(said, dataset):
    *lines, total = said("tbl-overview")
    assert (total[0], total[-1]) == ("All tracks", str(len(dataset.events)))
    for column in range(2, len(total)):
        assert int(total[column]) == sum(int(line[column]) for line in lines if line[column] != "–")
