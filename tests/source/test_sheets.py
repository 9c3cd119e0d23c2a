"""A file of the wrong shape is refused with one clear line for each fault."""

from pathlib import Path

import pytest

FULLER = Path(__file__).parents[1] / "fuller_study"


EVENTS = "data/study/events.csv"
TRACKS = "data/study/tracks.csv"


def test_a_missing_file(study):
    study.path(TRACKS).unlink()
    assert study.complaints() == [f"{TRACKS}: the file is missing; restore it"]


def test_a_folder_in_the_place_of_a_file(study):
    study.path(TRACKS).unlink()
    study.path(TRACKS).mkdir()
    assert study.complaints() == [f"{TRACKS}: the file cannot be read (Is a directory); make it a readable file"]


def test_an_empty_file(study):
    study.path(TRACKS).write_text(" \n")
    assert study.complaints() == [f"{TRACKS}: the file is empty; write the header and the rows"]


def test_a_header_without_rows(study):
    study.path(TRACKS).write_text("track,key,studied\n")
    assert study.complaints() == [f"{TRACKS}: the file has a header but no rows; write the rows"]


def test_a_missing_column(study):
    study.path(TRACKS).write_text("track,key\n1,government\n")
    assert study.complaints() == [f"{TRACKS}:1:studied: the column is missing; add it"]


def test_a_column_that_is_not_described(study):
    study.path(TRACKS).write_text("track,key,studied,colour\n1,government,true,red\n")
    found = "datapackage.json describes no such column; describe it there or remove it"
    assert study.complaints() == [f"{TRACKS}:1:colour: {found}"]


def test_a_problem_takes_one_line_whatever_it_quotes(study):
    study.path(TRACKS).write_text('track,key,studied,"a\nb"\n1,government,true,red\n')
    found = "datapackage.json describes no such column; describe it there or remove it"
    assert study.complaints() == [f"{TRACKS}:1:a b: {found}"]


@pytest.mark.parametrize(("mark", "name"), [("\t", "tabs"), ("|", "bars")])
def test_another_mark_between_the_cells_is_told_once(study, mark, name):
    study.path(TRACKS).write_text(study.path(TRACKS).read_text().replace(",", mark))
    found = f"the cells are parted by {name}; save the file as CSV with commas between them"
    assert study.complaints() == [f"{TRACKS}:1: {found}"]


def test_a_file_saved_under_indonesian_settings_is_told_with_its_cause(study):
    study.path(TRACKS).write_text(study.path(TRACKS).read_text().replace(",", ";"))
    assert study.complaints() == [
        (
            f"{TRACKS}:1: the cells are parted by semicolons, as a spreadsheet saves them under settings with decimal "
            "commas, Indonesian ones among them; save the file as CSV with commas between them and points before "
            "decimals, under English settings or in a text editor"
        )
    ]


def test_a_line_for_a_spreadsheet_alone_is_told_once(study):
    study.path(TRACKS).write_text("sep=;\n" + study.path(TRACKS).read_text().replace(",", ";"))
    assert study.complaints() == [f"{TRACKS}:1: the line sep=; is for a spreadsheet alone; remove it"]


def test_line_ends_of_an_old_spreadsheet_are_told_once(study):
    study.path(TRACKS).write_bytes(study.path(TRACKS).read_bytes().replace(b"\n", b"\r"))
    found = "a line ends with a carriage return alone; save the file with the line ends of Unix or Windows"
    assert study.complaints() == [f"{TRACKS}:1: {found}"]


def test_two_columns_of_one_name(study):
    study.path(TRACKS).write_text("track,key,studied,key\n1,government,true,government\n")
    assert study.complaints() == [f"{TRACKS}:1:key: 2 columns have this name; keep one of them"]


def test_columns_in_another_order(study):
    study.path(TRACKS).write_text("track,studied,key\n1,true,government\n")
    found = "the column stands where key should be; put the columns in the order of datapackage.json"
    assert study.complaints() == [f"{TRACKS}:1:studied: {found}"]


def test_rows_with_too_many_and_too_few_cells(study):
    study.edit(TRACKS, "1,government,true", "1,government,true,1977")
    study.edit(TRACKS, "2,professional,true", "2,professional")
    remedy = "write a cell for each column, in quotes if it holds a comma"
    assert study.complaints() == [
        f"{TRACKS}:2: the row has 4 cells, the header 3; {remedy}",
        f"{TRACKS}:3: the row has 2 cells, the header 3; {remedy}",
    ]


def test_an_empty_row(study):
    study.edit(TRACKS, "2,professional", "\n2,professional")
    study.edit(TRACKS, "3,business,false", ",,\n3,business,false")
    assert study.complaints() == [
        f"{TRACKS}:3: the row is empty; remove it",
        f"{TRACKS}:5: the row is empty; remove it",
    ]


def test_a_quotation_that_is_not_closed(study):
    study.edit(TRACKS, "2,professional", '2,"professional')
    found = 'a quotation is not closed, or goes on behind its closing mark; close it, and write " inside a cell as ""'
    assert study.complaints() == [f"{TRACKS}:3: {found}"]


def test_bytes_that_are_not_utf_8(study):
    study.path(TRACKS).write_bytes(b"track,key,studied\n1,gouvern\xe9,true\n")
    found = "byte 0xe9 is not UTF-8; save the file in the encoding UTF-8"
    assert study.complaints() == [f"{TRACKS}:2: {found}"]


def test_a_byte_order_mark_and_windows_line_ends_are_read_over(study):
    text = study.path(EVENTS).read_text(encoding="utf-8")
    study.path(EVENTS).write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert [event.event_id for event in study.load()[0].events] == ["T1-01", "T1-02", "T2-01"]


def test_characters_that_cannot_be_printed(study):
    study.edit(TRACKS, "1,government", "1,govern\x07ment")
    study.edit(TRACKS, "2,professional", "2,\u202eprofessional")
    found = "which cannot be printed; remove it"
    assert study.complaints() == [
        f"{TRACKS}:2: the line holds the character U+0007, {found}",
        f"{TRACKS}:3: the line holds the character U+202E, {found}",
    ]


def test_a_csv_file_that_is_not_described(study):
    study.path("data/study/claims.csv").write_text("claim_id\nC001\n")
    found = "datapackage.json does not describe this file; describe it there or take it out of the folder"
    assert study.complaints() == [f"data/study/claims.csv: {found}"]


def test_lines_are_counted_through_cells_of_several_lines(study):
    study.edit("data/study/quantities.csv", "dua negara", "=dua negara")
    found = 'the cell begins with "=", which a spreadsheet takes for a formula; begin it with another character'
    assert study.complaints() == [f"data/study/quantities.csv:6:as_printed: {found}"]


@pytest.mark.parametrize("path", sorted(path.relative_to(FULLER) for path in FULLER.rglob("*.csv")), ids=str)
def test_a_table_without_rows_is_named(fuller_study, path):
    header = fuller_study.path(path).read_text(encoding="utf-8").splitlines()[0]
    fuller_study.path(path).write_text(header + "\n", encoding="utf-8")
    assert f"{path}: the file has a header but no rows; write the rows" in fuller_study.complaints()
