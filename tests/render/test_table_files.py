"""A table of values becomes Markdown in the words of each language."""

from decimal import Decimal
from pathlib import Path

import pytest
from babel.core import Locale

from multitrack.lang.language import Catalog, Language, Speaker
from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import Amount, Joined, Mark, Message, NumberOnly, Verbatim, VersionRef
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


def test_codes_are_links_to_their_places_and_a_row_s_own_code_is_its_place():
    row = Row(
        (Verbatim("D001"), Joined((Verbatim("T1-02"), Verbatim("D001"), Verbatim("D009")))), ("D001",), code="D001"
    )
    table = Table("tbl-harvest", (Column("kind", 0.5), Column("weight", 0.5)), (row,))
    written = write_table(table, language(), "tbl-harvest@1", "", {"D001": "D001", "T1-02": "sec-t1-02"})
    assert "| [D001]{#D001} | [T1\\-02](#sec-t1-02)\\, [D001](#D001)\\, D009 |" in written


def test_a_group_has_a_row_for_its_heading_and_its_column_is_gone():
    rows = tuple(
        Row((Verbatim(kind), Verbatim(name)), ("Q001",)) for kind, name in (("A", "x"), ("A", "y"), ("B", "z"))
    )
    table = Table("tbl-harvest", (Column("kind", 0.2), Column("weight", 0.8)), rows, grouped=True)
    lines = [line for line in write_table(table, language(), "tbl-harvest@1", "").splitlines() if line.startswith("|")]
    assert lines[2:] == ["| [A]{.group} |", "| x |", "| y |", "| [B]{.group} |", "| z |"]


def test_a_sign_is_seen_and_its_words_are_heard_unless_they_are_printed_too():
    cells = (Mark("●", Verbatim("yes"), shown=False), Mark("✓", Verbatim("agrees")))
    table = Table("tbl-harvest", (Column("kind", 0.5), Column("weight", 0.5)), (Row(cells, ("Q001",)),))
    sign = '{.mark aria-hidden="true"}'
    assert f"| [●]{sign}[yes]{{.unseen}} | [✓]{sign} agrees |" in write_table(table, language(), "tbl-harvest@1", "")
    assert say_cells(table, language()) == [["yes", "agrees"]]


def test_a_column_for_the_table_s_own_folder_is_left_out_of_pages():
    columns = (Column("kind", 0.25), Column("weight", 0.75, in_pages=False))
    table = Table("tbl-harvest", columns, (Row((Verbatim("Plum"), Verbatim("heavy")), ("Q001",)),))
    assert table.inner.columns == (Column("kind", 1.0),)
    assert "heavy" not in write_table(table, language(), "tbl-harvest@1", "")
