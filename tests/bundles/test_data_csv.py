"""The CSV of a kit: read back, it gives the values that are drawn."""

import csv
import io
import json
import re
from decimal import Decimal

import pytest

from multitrack.bundles.data_csv import tabulate_table
from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import Amount, Joined, Message, NumberOnly, UnitOnly, Verbatim, Year


def read(content):
    return list(csv.DictReader(io.StringIO(content.decode())))


def as_written(value):
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def matching(text, value):
    """Compare a cell with a value drawn: numbers as numbers."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return text != "" and Decimal(text) == Decimal(str(value))
    return text == as_written(value)


def drawn_points(spec):
    """Return whatever is drawn for one row, of all panels."""
    return [point for points in spec["datasets"].values() for point in points if "row" in point]


def drawn_rows(spec):
    """Return the rows that a chart shows, each alone or together with others in a bar."""
    bars = [
        row for points in spec["datasets"].values() for point in points for row in point.get("rows", "").split(", ")
    ]
    return {point["row"] for point in drawn_points(spec)} | set(filter(None, bars))


def test_the_rows_read_back_are_the_points_of_the_figure(outputs, kit_of):
    for figure in outputs.figures:
        rows = read(kit_of(figure.figure_id)[f"{figure.figure_id}.csv"])
        names = list(figure.points[0].__dataclass_fields__)
        points = [[as_written(getattr(point, name)) for name in names] for point in figure.points]
        assert [list(row.values()) for row in rows] == points, figure.figure_id


def test_what_a_specification_draws_in_any_language_are_the_rows_read_back(outputs, kit_of, languages):
    for figure in outputs.figures:
        kit = kit_of(figure.figure_id)
        rows = read(kit[f"{figure.figure_id}.csv"])
        headers = dict(zip(figure.points[0].__dataclass_fields__, rows[0], strict=True))
        for language in languages:
            spec = json.loads(kit[f"{figure.figure_id}.{language.code}.vl.json"])
            placed = {row["row"] for row in rows if row.get("longitude") != ""}  # what has no place is on no map
            assert drawn_rows(spec) == placed, (figure.figure_id, language.code)
            wrong = [
                point
                for point in drawn_points(spec)
                if not any(
                    all(matching(row[headers[name]], point[name]) for name in headers.keys() & point.keys())
                    for row in rows
                )
            ]
            assert wrong == [], (figure.figure_id, language.code)


def test_the_languages_of_a_figure_hold_the_same_data(outputs, kit_of, languages):
    for figure in outputs.figures:
        fields = figure.points[0].__dataclass_fields__.keys()
        kit = kit_of(figure.figure_id)
        held = [
            sorted(
                json.dumps({name: point[name] for name in sorted(fields & point.keys())})
                for point in drawn_points(spec)
            )
            for language in languages
            for spec in [json.loads(kit[f"{figure.figure_id}.{language.code}.vl.json"])]
        ]
        assert all(other == held[0] for other in held), figure.figure_id


def test_headers_say_the_unit_where_no_other_column_does(kit_of):
    def headers(identifier):
        return kit_of(identifier)[f"{identifier}.csv"].decode().splitlines()[0].split(",")

    assert "value_usd_b" in headers("fig-trade-reference")
    assert {"printed_pct", "published_pct"} <= set(headers("fig-gdp-growth"))
    assert {"currency", "scale", "value"} <= set(headers("fig-investment"))
    assert {"printed_percent", "difference_points"} <= set(headers("tbl-gdp-growth"))
    assert {"value", "currency", "scale", "unit"} <= set(headers("tbl-trade-study"))


def test_every_field_of_a_figure_that_holds_decimals_has_a_unit(outputs):
    bare = [
        f"{figure.figure_id}.{field.name}"
        for figure in outputs.figures
        for field in figure.points[0].__dataclass_fields__.values()
        if "unit" not in field.metadata
        and field.name not in {"longitude", "latitude"}  # which are degrees everywhere
        and "currency" not in figure.points[0].__dataclass_fields__
        and any(isinstance(getattr(point, field.name), Decimal | float) for point in figure.points)
    ]
    assert bare == []


def test_every_row_of_a_table_names_the_data_rows_that_it_shows(outputs, kit_of):
    for table in outputs.tables:
        rows = read(kit_of(table.table_id)[f"{table.table_id}.csv"])
        assert [row["rows"].split(";") for row in rows] == [list(row.rows) or [""] for row in table.body], (
            table.table_id
        )


@pytest.fixture
def columns(languages):
    """Return what gives the columns of a table with one column of values."""

    def made(*values):
        body = tuple(Row((value,), (f"R{number}",)) for number, value in enumerate(values))
        data = tabulate_table(Table("tbl-x", (Column("value", 1.0),), body), languages)
        return [column.header for column in data.columns][1:], [row[1:] for row in data.rows]

    return made


def test_amounts_are_numbers_and_what_differs_among_them_stands_beside_them(columns):
    dollars = Amount(Decimal("1.60"), currency="USD", scale="billion")
    other = Amount(Decimal(-2), currency="CAD", scale="billion", qualifier="about")
    assert columns(dollars, other) == (
        ["value_billion", "value_currency", "value_qualifier"],
        [("1.60", "USD", "exact"), ("-2", "CAD", "about")],
    )


def test_a_unit_alone_becomes_its_keys(columns):
    assert columns(UnitOnly(Amount(Decimal(1), currency="USD", scale="million"))) == (
        ["currency", "scale"],
        [("USD", "million")],
    )


def test_codes_and_years_stand_once_and_a_missing_cell_is_empty(columns):
    none = Message("labels", ("cells", "none"))
    assert columns(Verbatim("Q001"), none) == (["value"], [("Q001",), ("",)])
    assert columns(Year(1995), none) == (["value"], [("1995",), ("",)])
    assert columns(NumberOnly(Amount(Decimal(3), "percent")), none) == (["value_percent"], [("3",), ("",)])


def test_a_list_of_codes_stands_once(columns):
    assert columns(Joined((Verbatim("T1-01"), Verbatim("T1-02")))) == (["value"], [("T1-01;T1-02",)])


def test_no_column_of_words_has_the_name_of_a_column_of_the_data(bundles, project):
    package = json.loads((project.data / "datapackage.json").read_text(encoding="utf-8"))
    described = {field["name"] for table in package["resources"] for field in table["schema"]["fields"]}
    words = {column.header for exhibit in bundles.exhibits for column in exhibit.data.columns if column.language}
    assert len(words) > 40
    assert words & described == set()
    assert [header for header in words if not re.fullmatch(r"[a-z_]+@(id|en)", header)] == []


def test_numbers_have_the_digits_that_the_data_print(bundles, project, dataset):
    package = json.loads((project.data / "datapackage.json").read_text(encoding="utf-8"))
    numbers = {
        table["name"]: [field["name"] for field in table["schema"]["fields"] if field["type"] == "number"]
        for table in package["resources"]
    }
    compared = 0
    for exhibit in bundles.exhibits:
        for row in read(exhibit.data.to_csv()):
            named = [dataset.origins[one] for one in (row.get("rows") or row.get("row") or "").split(";") if one]
            written = {origin.cell(name) for origin in named[:3] for name in numbers[origin.resource]} - {""}
            shown = {cell for cell in row.values() if re.fullmatch(r"-?\d+(\.\d+)?", cell)}
            alike = [(cell, digits) for cell in shown for digits in written if Decimal(cell) == Decimal(digits)]
            assert [pair for pair in alike if pair[0] != pair[1]] == [], exhibit.exhibit_id
            compared += len(alike)
    assert compared > 100


def test_words_have_a_column_for_each_language(columns):
    assert columns(Message("labels", ("cells", "yes"))) == (["value@id", "value@en"], [("ya", "yes")])
