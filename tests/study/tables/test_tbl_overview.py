"""tbl-overview."""


def test_a_track_is_summed_up_in_a_line(said):
    lines = {row[0]: row[1:] for row in said("tbl-overview")}
    assert lines["Business"] == (
        "8",
        "1988–2015",
        "Joint Cooperation Committee (4); Post-Ministerial Conference (1); Economic Ministers–Canada Consultations (3)",
        "26",
    )


def test_a_single_year_is_no_span(said):
    assert {row[0]: row[2] for row in said("tbl-overview")}["Private citizens"] == "2011"


def test_the_last_line_is_the_sum_of_the_others(said):
    *lines, total = said("tbl-overview")
    assert total[:2] == ("All tracks", "28")
    for column in (1, 4):
        assert int(total[column]) == sum(int(line[column]) for line in lines)
