"""A table of values becomes Markdown in the words of each language."""

from decimal import Decimal
from pathlib import Path

import pytest
from babel.core import Locale

from multitrack.lang.language import Catalog, Language, Speaker
from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import Amount, Message, NumberOnly, Verbatim, VersionRef
from multitrack.render.table_files import make_table_files, make_table_versions, say_cells, serialise_table, write_table

GOLDEN = Path(__file__).parent / "table.md"
TABLE = Table(
    "tbl-harvest",
    (Column("kind", 0.625), Column("weight", 0.375, "decimal")),
    (
        Row((Verbatim("Plum | pear"), Amount(Decimal("1200.5"))), ("Q001",)),
        Row((Verbatim("<b>Fig</b>"), Amount(Decimal(7), qualifier="about")), ("Q002",)),
        Row((Verbatim("Quince"), NumberOnly(Amount(Decimal("0.25"), "percent"))), ("Q003",)),
        Row((Verbatim("None"), Message("labels", ("cells", "none"))), ("Q004", "Q003")),
    ),
)
TEXTS = {
    "labels": {
        "columns": {"kind": "Kind", "weight": "Weight (kg)"},
        "cells": {"none": "–"},
        "scales": {"ones": "{value}"},
        "qualifiers": {"exact": "{value}", "about": "about {value}"},
        "joints": {"list": ", ", "items": "; "},
        "notes": {"note": "Note.", "source": "Source:", "rows-more": "{first} … {last} ({count})"},
    },
    "tables": {"tbl-harvest": {"title": "The harvest", "note": "All {harvest} of it."}},
}


def language(code="en", **texts):
    words = Catalog(f"data/text/{code}", {**TEXTS, **texts})
    return Speaker.of(Language(code, Locale.parse(code), words), {"harvest": "4 kinds"})


def test_a_table_is_written_as_the_pages_take_it_in():
    assert write_table(TABLE, language(), "tbl-harvest@1.0.0+0123456789ab", "@okakura1906") == GOLDEN.read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", ["1,200.5\u2007", "about 7\u2008\u2007\u2007", "0.25", "–"]),
        ("id", ["1.200,5\u2007", "about 7\u2008\u2007\u2007", "0,25", "–"]),
    ],
)
def test_numbers_are_padded_to_stand_on_the_decimal_sign(code, expected):
    assert [row[1] for row in say_cells(TABLE, language(code))] == expected


def test_whole_numbers_alone_are_not_padded():
    whole = Table("tbl-x", (Column("weight", 1.0, "decimal"),), (Row((Amount(Decimal(12000)),), ("Q001",)),))
    assert say_cells(whole, language()) == [["12,000"]]


def test_a_table_without_rows_keeps_its_columns():
    empty = Table("tbl-harvest", TABLE.columns, ())
    assert "| Kind | Weight \\(kg\\) |\n|:--|--:|\n" in write_table(empty, language(), "tbl-harvest@1", "")


def test_every_language_gets_its_file_with_the_same_version():
    languages = [language("en"), language("id")]
    versions = make_table_versions([TABLE], languages, "1.0.0", {})
    files = make_table_files([TABLE], [one.add_versions(versions) for one in languages], lambda *_: "")
    assert list(files) == ["en/tbl-harvest.md", "id/tbl-harvest.md"]
    versions = {content.decode().rstrip(":\n").split("tbl\\-harvest\\@")[1] for content in files.values()}
    assert len(versions) == 1


def test_the_version_follows_what_a_cell_says_and_not_the_note():
    before = serialise_table(TABLE, [language()])
    other_note = {"tbl-harvest": {"title": "The harvest", "note": "Another."}}
    other_words = {**TEXTS["labels"], "cells": {"none": "nothing"}}
    assert serialise_table(TABLE, [language(tables=other_note)]) == before
    assert serialise_table(TABLE, [language(labels=other_words)]) != before


def test_a_table_can_print_the_versions_of_those_before_it():
    listing = Table("tbl-list", (Column("kind", 1.0),), (Row((VersionRef("tbl-harvest"),), ()),))
    versions = make_table_versions([TABLE, listing], [language()], "1.0.0", {"fig-rain": "fig-rain@1.0.0+abc"})
    assert list(versions) == ["fig-rain", "tbl-harvest", "tbl-list"]
    assert say_cells(listing, language().add_versions(versions)) == [[versions["tbl-harvest"]]]


def test_a_table_that_prints_its_own_version_is_refused():
    circular = Table("tbl-list", (Column("kind", 1.0),), (Row((VersionRef("tbl-list"),), ()),))
    with pytest.raises(KeyError, match="tbl-list"):
        make_table_versions([circular], [language()], "1.0.0", {})
