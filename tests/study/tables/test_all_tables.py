"""What holds for every table."""

import io
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from multitrack.render.table_files import say_headers, say_seen
from multitrack.study import tables as study_tables
from multitrack.typography.fonts import cut_fonts


def test_every_module_of_the_folder_has_its_tables(tables):
    modules = {path.stem.replace("_", "-") for path in Path(study_tables.__file__).parent.glob("tbl_*.py")}
    assert {re.sub(r"-\d+$", "", table_id) for table_id in tables} == modules - {"tbl-figures"}  # it is made of them


def test_the_tracks_with_several_items_have_tables_in_the_order_of_their_numbers(tables):
    tracks = [table_id for table_id in tables if table_id.startswith("tbl-track-")]
    assert tracks == [f"tbl-track-{track}" for track in range(1, 4)]


def test_the_columns_of_a_table_fill_its_width(tables):
    assert {
        table_id: round(sum(column.width for column in table.columns), 9) for table_id, table in tables.items()
    } == (dict.fromkeys(tables, 1.0))


def test_a_row_has_a_cell_for_each_column_and_names_its_rows(tables):
    wrong = [
        (table_id, row)
        for table_id, table in tables.items()
        for row in table.body
        if len(row.cells) != len(table.columns) or not row.rows
    ]
    assert wrong == []


@pytest.mark.parametrize("code", ["id", "en"])
def test_no_cell_is_empty_in_any_language(said, tables, code):
    empty = [(table_id, row) for table_id in tables for row in said(table_id, code) if not all(row)]
    assert empty == []


@pytest.mark.parametrize("code", ["id", "en"])
def test_every_column_has_a_name(tables, languages, code):
    names = [languages[code].label("columns", column.key) for table in tables.values() for column in table.columns]
    assert all(names)


@pytest.fixture(scope="module")
def faces():
    return {name: TTFont(io.BytesIO(font)) for name, font in cut_fonts().items()}


def width_mm(text, font, size_pt=8.3):
    """Return the width of a text in the table's type; a character that the font lacks is taken as wide as a figure."""
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    units = sum(advances[glyphs.get(ord(character), glyphs[ord("0")])][0] for character in text)
    return units / font["head"].unitsPerEm * size_pt * 25.4 / 72


def unbreakable(text, column):
    """Return the parts of a cell between which a line may break; a number and a span of numbers stay whole."""
    return [text] if column.align == "decimal" else re.findall(r"(?:\d+–\d+|[^ \-–/])+[-–/]?", text)


@pytest.mark.parametrize("code", ["id", "en"])
def test_no_word_is_wider_than_its_column(tables, languages, faces, code):
    regular, semibold = (faces[f"SourceSans3-{weight}.ttf"] for weight in ("Regular", "Semibold"))
    gutter_mm, table_mm = 9 * 25.4 / 72, 440 * 25.4 / 72
    wide = [
        (table_id, column.key, part)
        for table_id, table in ((table_id, whole.inner) for table_id, whole in tables.items())
        for font, rows in (
            (semibold, [say_headers(table, languages[code])]),
            (regular, say_seen(table, languages[code])),
        )
        for row in rows
        for column, text in zip(table.columns, row, strict=True)
        for part in unbreakable(text, column)
        if width_mm(part, font) + gutter_mm > column.width * table_mm
    ]
    assert wide == []


def test_each_row_of_the_study_that_a_table_shows_exists(tables, dataset):
    assert {row for table in tables.values() for row in table.rows} - set(dataset.origins) == set()
