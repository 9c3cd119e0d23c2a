"""A table of values becomes Markdown in the words of each language."""

from decimal import Decimal
from pathlib import Path

import pytest
from babel.core import Locale

from multitrack.model.language import Language
from multitrack.model.outputs import Column, Row, Table
from multitrack.model.values import Amount, Bare, Code, Term
from multitrack.model.words import Words
from multitrack.weave.tables import cells, payload, table_files, table_markdown

GOLDEN = Path(__file__).parent / "table.md"
TABLE = Table(
    "tbl-harvest",
    (Column("kind", 0.625), Column("weight", 0.375, "decimal")),
    (
        Row((Code("Plum | pear"), Amount(Decimal("1200.5"))), ("Q001",)),
        Row((Code("<b>Fig</b>"), Amount(Decimal(7), qualifier="about")), ("Q002",)),
        Row((Code("Quince"), Bare(Amount(Decimal("0.25"), "percent"))), ("Q003",)),
        Row((Code("None"), Term("labels", ("cells", "none"))), ("Q004", "Q003")),
    ),
)
TEXTS = {
    "labels": {
        "columns": {"kind": "Kind", "weight": "Weight (kg)"},
        "cells": {"none": "–"},
        "scales": {"ones": "{value}"},
        "qualifiers": {"exact": "{value}", "about": "about {value}"},
        "joints": {"list": ", ", "items": "; "},
        "notes": {"provenance": "Rows: {rows}", "rows-more": "{first} … {last} ({count})"},
    },
    "tables": {"tbl-harvest": {"title": "The harvest", "caption": "All {harvest} of it."}},
}


def language(code="en", **texts):
    words = Words(f"data/text/{code}", {**TEXTS, **texts})
    return Language(code, Locale.parse(code), words).with_printed({"harvest": "4 kinds"})


def test_a_table_is_written_as_the_pages_take_it_in():
    assert table_markdown(TABLE, language(), "tbl-harvest@1.0.0+0123456789ab") == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", ["1,200.5\u2007", "about 7\u2008\u2007\u2007", "0.25", "–"]),
        ("id", ["1.200,5\u2007", "about 7\u2008\u2007\u2007", "0,25", "–"]),
    ],
)
def test_numbers_are_padded_to_stand_on_the_decimal_sign(code, expected):
    assert [row[1] for row in cells(TABLE, language(code))] == expected


def test_whole_numbers_alone_are_not_padded():
    whole = Table("tbl-x", (Column("weight", 1.0, "decimal"),), (Row((Amount(Decimal(12000)),), ("Q001",)),))
    assert cells(whole, language()) == [["12,000"]]


def test_a_table_without_rows_keeps_its_columns():
    empty = Table("tbl-harvest", TABLE.columns, ())
    assert "| Kind | Weight \\(kg\\) |\n|:--|--:|\n" in table_markdown(empty, language(), "tbl-harvest@1")


def test_every_language_gets_its_file_with_the_same_version():
    files = table_files([TABLE], [language("en"), language("id")], "1.0.0")
    assert list(files) == ["en/tbl-harvest.md", "id/tbl-harvest.md"]
    versions = {content.decode().rstrip(":\n").split("tbl\\-harvest\\@")[1] for content in files.values()}
    assert len(versions) == 1


def test_the_version_follows_what_a_cell_says_and_not_the_caption():
    before = payload(TABLE, [language()])
    other_caption = {"tbl-harvest": {"title": "The harvest", "caption": "Another."}}
    other_words = {**TEXTS["labels"], "cells": {"none": "nothing"}}
    assert payload(TABLE, [language(tables=other_caption)]) == before
    assert payload(TABLE, [language(labels=other_words)]) != before
