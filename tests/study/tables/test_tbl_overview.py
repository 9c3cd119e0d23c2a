"""tbl-overview."""


def test_a_track_is_summed_up_in_a_line(said, dataset):
    items, years, series, numbers = {row[0]: row[1:] for row in said("tbl-overview")}["Business"]
    events = dataset.events_of(3)
    told = [one for one in dataset.quantities if one.event_id in {event.event_id for event in events}]
    assert (items, numbers) == (str(len(events)), str(len(told)))
    assert years == f"{min(event.year for event in events)}–{max(event.year for event in events)}"
    committee = sum(event.series == "jcc" for event in events)
    assert series.startswith(f"Joint Cooperation Committee ({committee}); Post-Ministerial Conference (")


def test_a_single_year_is_no_span(said):
    assert {row[0]: row[2] for row in said("tbl-overview")}["Private citizens"] == "2011"


def test_the_last_line_is_the_sum_of_the_others(said, dataset):
    *lines, total = said("tbl-overview")
    assert total[:2] == ("All tracks", str(len(dataset.events)))
    for column in (1, 4):
        assert int(total[column]) == sum(int(line[column]) for line in lines)
