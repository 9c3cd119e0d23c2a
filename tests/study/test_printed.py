"""Numbers are read from print in both conventions of marks."""

import pytest

from multitrack.study.rules import read_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("US $ 9,03 miliar", ["9.03"]),
        ("41 years", ["41"]),
        ("5,0%", ["5.0"]),
        ("hampir 12.000 siswa", ["12.000", "12000"]),
        ("1.234.567,8", ["1234567.8"]),
        ("1,234,567.8", ["1234567.8"]),
        ("peningkatan 10. 9 persen", ["9", "10", "10.9"]),
        ("kisaran 5 sampai 6 persen", ["5", "6"]),
        ("HUT ke – 40 Dialog", ["40"]),
        ("35th Anniversary.", ["35"]),
        ("ke-3", ["3"]),
        ("1.2.3", []),
        ("dua negara", []),
        ("tiga kali lipat", []),
    ],
)
def test_every_reading_of_a_numeral_is_found(text, numbers):
    assert [str(number) for number in sorted(read_numbers(text))] == numbers
