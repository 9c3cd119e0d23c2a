"""What the cells of a quantity must agree on."""

import pytest

FILE = "data/study/quantities.csv"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            ",dollars,USD,",
            ",dollars,,",
            (
                "3:currency: the unit is dollars and no currency is given; "
                "write it, or unspecified where the study names none"
            ),
        ),
        (
            ",countries,,exact",
            ",countries,USD,exact",
            "6:currency: USD is given for the unit countries; leave the cell empty, or write dollars as the unit",
        ),
        (",1987,1988,", ",1989,1988,", "5:period_end: 1988 lies before the period_start 1989; correct one of them"),
        (
            "T1-02,track-1,",
            "T1-02,introduction,",
            "5:section: T1-02 is not in the section introduction; write track-1, or correct event_id",
        ),
        (
            ",dua negara,",
            ",satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua belas,",
            "6:as_printed: the snippet has 13 words; quote 12 at the most",
        ),
        (
            ",9.03,billion,",
            ",9.30,billion,",
            (
                '3:value: 9.30 is not what "hampir US $ 9,03 miliar" prints (9.03); '
                "write the number with the digits that are printed"
            ),
        ),
        (
            ",625,million,",
            ",625.0,million,",
            (
                '2:value: 625.0 is not what "625 juta orang" prints (625); '
                "write the number with the digits that are printed"
            ),
        ),
        (
            ",625,million,",
            ",625,billion,",
            '2:scale: "625 juta orang" names the scale million, not billion; correct the scale or the snippet',
        ),
        (
            "Q003,T1-02",
            "Q007,T1-02",
            "5:quantity_id: Q007 stands where Q003 should be; number the rows from Q001 without a gap",
        ),
        (
            "Q003,T1-02",
            "Q003,T1-09",
            '5:event_id: no row of data/study/events.csv has "T1-09" as its event_id; correct it or add the row there',
        ),
    ],
)
def test_a_quantity_that_contradicts_itself(study, old, new, complaint):
    study.edit(FILE, old, new)
    assert study.complaints() == [f"{FILE}:{complaint}"]
