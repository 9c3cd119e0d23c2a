"""Workbooks, read with programs that are not the project's own: openpyxl, and LibreOffice under two settings."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from multitrack.bundles.workbook import (
    Worksheet,
    make_bundle_workbook,
    make_package_workbook,
    type_column,
    write_workbook,
)
from multitrack.errors import InputError
from multitrack.source.cells import NUMERIC
from office import open_in_office

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def read(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def values(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def as_data(text, kind):
    """Return the value of a cell of the data."""
    if not text:
        return None
    if kind in {"number", "integer"}:
        return float(text)
    if kind == "boolean":
        return text == "true"
    return text


def as_text(value):
    """Return a day as the data write it, and anything else as it is."""
    return f"{value:%Y-%m-%d}" if isinstance(value, dt.datetime) else value


@pytest.fixture
def report(opened):
    return opened.works["report"], opened.speakers[0]


@pytest.fixture(scope="module")
def of_package(opened):
    """Return the workbook of the data package."""
    return make_package_workbook(opened)


@pytest.fixture(scope="module", params=["id-ID", "en-US"])
def books(request, bundles, kit_of, of_package, tmp_path_factory):
    """Return what LibreOffice reads in the workbooks of all kits, and in that of the data, with settings of a place."""
    folder = tmp_path_factory.mktemp("books")
    content = {
        exhibit.exhibit_id: kit_of(exhibit.exhibit_id)[f"{exhibit.exhibit_id}.xlsx"] for exhibit in bundles.exhibits
    }
    paths = [folder / f"{name}.xlsx" for name in ("data", *content)]
    for path in paths:
        path.write_bytes(content.get(path.stem, of_package))
    made = open_in_office(paths, "fods", folder, request.param)
    return {name: ET.fromstring(book) for name, book in made.items()}


def test_every_cell_of_every_kit_is_the_value_of_the_data_in_its_own_type(bundles, kit_of):
    for exhibit in bundles.exhibits:
        sheet = read(kit_of(exhibit.exhibit_id)[f"{exhibit.exhibit_id}.xlsx"]).worksheets[0]
        kinds = [column.kind for column in exhibit.data.columns]
        head, *rows = values(sheet)
        assert head == [column.header for column in exhibit.data.columns]
        assert [list(map(as_text, row)) for row in rows] == [
            [as_data(*cell) for cell in zip(row, kinds, strict=True)] for row in exhibit.data.rows
        ]


def test_the_head_stays_in_sight_and_a_column_is_as_wide_as_its_words(kit_of):
    sheet = read(kit_of("tbl-gdp-growth")["tbl-gdp-growth.xlsx"]).worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:K19")
    assert [round(sheet.column_dimensions[name].width) for name in "AFG"] == [33, 18, 20]


def test_a_number_is_printed_with_its_own_digits(report):
    column = type_column(["1977", "2335.10", "-0.5"], "number")
    sheet = read(write_workbook([Worksheet("Data", [["value"], *([cell] for cell in column)], "x")], *report)).active
    assert [cell.number_format for cell in sheet["A"][1:]] == ["0", "#,##0.00", "#,##0.0"]
    assert [cell.value for cell in sheet["A"][1:]] == [1977, 2335.1, -0.5]


def test_days_are_days_among_dates_alone_and_years_and_months_stay_what_they_are():
    dates = type_column(["1995", "2014-08", "2014-08-25", ""], "string")
    assert dates == ["1995", "2014-08", dt.date(2014, 8, 25), None]
    assert type_column(["2014-08-25", "no day"], "string") == ["2014-08-25", "no day"]
    assert type_column(["12", "1.50", ""], "number") == [Decimal(12), Decimal("1.50"), None]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "https://example.org", "1.5", "{=1}"])
def test_what_begins_like_a_formula_opens_as_text(report, text):
    _, (cell,) = read(write_workbook([Worksheet("Data", [["a"], [text]], "x")], *report)).active.iter_rows()
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_sheet_in_each_language_says_what_it_is_and_what_the_columns_mean(bundles, kit_of, languages):
    book = read(kit_of("fig-trade-reference")["fig-trade-reference.xlsx"])
    exhibit = next(one for one in bundles.exhibits if one.exhibit_id == "fig-trade-reference")
    assert book.sheetnames == ["Data", "Indonesia (id)", "English (en)"]
    for language in languages:
        rows = values(book[{"id": "Indonesia (id)", "en": "English (en)"}[language.code]])
        said = {name: text for name, text in rows if name}
        told = {*said.values()}
        citation = bundles.edition.citations[language.code][exhibit.exhibit_id].apa
        assert {exhibit.wording[language.code].title, exhibit.versioned_id, citation} <= told
        assert [said[column.header] for column in exhibit.data.columns] == [
            column.meaning(language) for column in exhibit.data.columns
        ]


def test_the_workbook_of_the_package_has_every_table_with_its_cells(opened, of_package):
    book = read(of_package)
    files = {sheet.title: sheet for sheet in book.worksheets}
    for path, content in opened.package.files.items():
        if path.endswith(".csv"):
            name = path.removesuffix(".csv").split("/")
            sheet = files[name[1] if name[0] != "reliability" else "_".join(name)]
            wanted = list(csv.reader(io.StringIO(content.decode())))
            assert (sheet.max_row, sheet.max_column) == (len(wanted), len(wanted[0]))
            read_numbers = [cell for row in values(sheet) for cell in row if type(cell) in {int, float}]
            assert sum(map(Decimal, map(str, read_numbers))) == sum(
                Decimal(text) for row, typed in zip(wanted[1:], values(sheet)[1:], strict=True)
                for text, cell in zip(row, typed, strict=True) if type(cell) in {int, float}
            )  # fmt: skip


@pytest.mark.parametrize(("name", "mark"), [("Indonesia (id)", "@id"), ("English (en)", "")])
def test_the_workbook_of_the_package_says_what_every_column_means_in_the_language_of_the_sheet(
    opened, of_package, name, mark
):
    described = json.loads(opened.package.files["datapackage.json"])
    rows = values(read(of_package)[name])
    empty = rows.index([None, None])
    assert [text for _, text in rows[:2]] == [described[f"title{mark}"], described[f"description{mark}"]]
    assert rows[empty + 2 :] == [
        row for table in described["resources"]
        for row in (
            [table["name"], table[f"title{mark}"]],
            *([f"{table['name']}.{one['name']}", one[f"description{mark}"]] for one in table["schema"]["fields"]),
        )
    ]  # fmt: skip


def test_made_again_it_is_the_same_bytes(bundles, kit_of):
    exhibit = bundles.exhibits[0]
    again = make_bundle_workbook(exhibit, bundles.edition)
    assert again == kit_of(exhibit.exhibit_id)[f"{exhibit.exhibit_id}.xlsx"]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("n" * 300, f"the name “{'n' * 31}” has 300 characters, and a sheet's has 1 to 31"),
        ("a/b", "the name “a/b” holds /, which the name of a sheet may not"),
        ("", "the name “” has 0 characters, and a sheet's has 1 to 31"),
        ("HEAD", "the name “HEAD” is that of another sheet too"),
    ],
)
def test_a_name_that_no_sheet_can_have_is_refused(report, name, fault):
    sheets = [Worksheet("Head", [["a"]], "one.csv"), Worksheet(name, [["a"]], "two.csv")]
    with pytest.raises(InputError) as caught:
        write_workbook(sheets, *report)
    assert str(caught.value) == f"two.csv: {fault}; give it another name"


def test_a_cell_that_is_too_long_is_named_by_file_row_and_column(report):
    with pytest.raises(InputError) as caught:
        write_workbook([Worksheet("Data", [["a", "b"], ["", "x" * 40_000]], "one.csv")], *report)
    assert str(caught.value) == (
        "one.csv:2:b: the cell has 40000 characters, and a workbook holds 32767 in one; shorten it, or split the row"
    )


@pytest.mark.parametrize("text", ["a\x01b", "\x0b", "a\ufffeb", "x" * 32_767])
def test_a_text_that_no_file_of_xml_can_hold_and_the_longest_one_break_no_workbook(report, text):
    sheet = read(write_workbook([Worksheet("Data", [["a"], [text]], "one.csv")], *report)).active
    assert openpyxl.utils.escape.unescape(sheet["A2"].value) == text


def test_a_spreadsheet_reads_every_number_of_every_kit_as_it_is(bundles, books):
    for exhibit in bundles.exhibits:
        kinds = [column.kind for column in exhibit.data.columns]
        wanted = [
            Decimal(text) for row in exhibit.data.rows for text, kind in zip(row, kinds, strict=True)
            if text and kind in {"number", "integer"}
        ]  # fmt: skip
        assert numbers(books[exhibit.exhibit_id], "Data") == wanted, exhibit.exhibit_id


def test_a_spreadsheet_reads_every_number_of_the_data_as_it_is(opened, books):
    files = opened.package.files
    for table in json.loads(files["datapackage.json"])["resources"]:
        places = [
            number for number, field in enumerate(table["schema"]["fields"]) if field["type"] in NUMERIC
        ]  # fmt: skip
        _, *rows = csv.reader(io.StringIO(files[table["path"]].decode()))
        wanted = [Decimal(row[place]) for row in rows for place in places if row[place]]
        assert numbers(books["data"], table["name"]) == wanted, table["name"]


def numbers(book, name):
    """Return the numbers of a sheet of a flat OpenDocument, row by row."""
    table = next(table for table in book.iter(f"{TABLE}table") if table.get(f"{TABLE}name") == name)
    return [
        Decimal(cell.get(f"{OFFICE}value"))
        for cell in table.iter(f"{TABLE}table-cell")
        if cell.get(f"{OFFICE}value-type") == "float" and not cell.get(f"{TABLE}formula")  # as true and false are
        for _ in range(int(cell.get(f"{TABLE}number-columns-repeated", "1")))
    ]
