"""Cells and keys that the description forbids, told in plain words and in the line where they stand."""

import pytest

EVENTS = "data/study/events.csv"
MEETINGS = "data/reference/meetings.csv"
QUANTITIES = "data/study/quantities.csv"
TRACKS = "data/study/tracks.csv"


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (TRACKS, "3,business", "three,business", '4:track: "three" is no whole number; write digits only'),
        (TRACKS, "business,false", "business,no", '4:studied: "no" is neither true nor false; write true or false'),
        (EVENTS, ",1998,1988,", ",98,1988,", '3:year_printed: "98" is no year; write four digits'),
        (
            QUANTITIES,
            ",9.03,billion",
            ',"9,03",billion',
            '3:value: "9,03" has a decimal comma, as a spreadsheet writes it under Indonesian settings; write 9.03',
        ),
        (
            QUANTITIES,
            ",625,",
            ",6_25,",
            '2:value: "6_25" is no plain number; write digits, with a point before the decimals',
        ),
        (
            EVENTS,
            ",stated,Bangkok",
            ",guessed,Bangkok",
            '2:year_basis: "guessed" is no known category; take one of stated, inferred, corrected',
        ),
        (
            EVENTS,
            "economic;socio-cultural",
            "economic;sport",
            (
                '3:sectors: "economic;sport" has not the form that the column asks for; '
                "write it like political-security;economic"
            ),
        ),
        (
            EVENTS,
            ",THA,",
            ",Thailand,",
            '2:country: "Thailand" has not the form that the column asks for; write it like IDN',
        ),
        (
            EVENTS,
            ",jcc-05,",
            ",jcc-99,",
            f'3:record: no row of {MEETINGS} has "jcc-99" as its meeting_id; correct it or add the row there',
        ),
        (EVENTS, ",jcc,4,1986-", ",jcc,0,1986-", "2:ordinal: 0 is below 1, the least that is allowed; correct it"),
        (
            EVENTS,
            ",1995,1995,",
            ",2995,1995,",
            "4:year_printed: 2995 is above 2100, the most that is allowed; correct it",
        ),
        (MEETINGS, "1988-04-08,,,secretariat", "1988-04-08,,,", "3:source_id: the cell is empty; fill it in"),
        (
            MEETINGS,
            "jcc-04,jcc",
            "jcc-05,jcc",
            '3:meeting_id: "jcc-05" is the key of a row above too; give each row a key of its own',
        ),
        (
            TRACKS,
            "3,business",
            "3,professional",
            '4:key: "professional" is in another row too; give each row its own',
        ),
        (TRACKS, "1,government", "1,government ", "2:key: the cell begins or ends with a space; remove it"),
        (
            MEETINGS,
            "1986-11-27,,",
            "1986-11-27,@SUM(A1),",
            (
                '2:note: the cell begins with "@", which a spreadsheet takes for a formula; '
                "begin it with another character"
            ),
        ),
    ],
)
def test_a_cell_is_refused(study, file, old, new, complaint):
    study.edit(file, old, new)
    assert study.complaints() == [f"{file}:{complaint}"]
