"""Below a figure or a table stand note, source and version."""

import json

import pypandoc
import pytest
from babel.core import Locale

from multitrack.lang.language import Catalog, Language
from multitrack.render.provenance import make_versioned_id, name_rows, write_float

LABELS = {
    "joints": {"list": ", ", "items": "; "},
    "notes": {"note": "Note.", "source": "Source:", "rows-more": "{first} … {last} ({count})"},
}
ENGLISH = Language("en", Locale("en"), Catalog("data/text/en", {"labels": LABELS}))


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        (["Q002", "Q001"], "Q001, Q002"),
        (["Q001", "Q001"], "Q001"),
        (["T1-04", "T1-01", "T1-02", "T1-03"], "T1-01, T1-02, T1-03, T1-04"),
        ([f"T1-{item:02}" for item in range(1, 15)], "T1-01 … T1-14 (14)"),
        (["T1-01", "Q001", "T1-02", "jcc-05", "aem-01"], "T1-01, T1-02; Q001; jcc-05, aem-01"),
        (["first", "second", "third", "fourth", "fifth"], "first … fifth (5)"),
    ],
)
def test_rows_are_named_by_resource_and_shortened_where_there_are_many(rows, named):
    assert name_rows(rows, ENGLISH) == named


def framed(subtitle="", note="", source=""):
    texts = {"title": "Fruit | nuts", "subtitle": subtitle, "note": note}
    return write_float("#tbl-x", texts, "| A |\n|:--|", source, "tbl-x@1.0.0+0123456789ab", ENGLISH)


def test_a_float_has_its_subtitle_first_then_note_source_and_code_and_its_title_as_the_caption_last():
    assert framed("All *of* it.", "Half of *it*.", "@okakura1906").split("\n\n") == [
        "::: {#tbl-x}\n::: {.float-subtitle}\nAll \\*of\\* it\\.\n:::",
        "| A |\n|:--|",
        "::: {.float-note}\n**Note\\.** Half of \\*it\\*\\.\n:::",
        "::: {.float-source}\n**Source\\:** @okakura1906\n:::",
        "::: {.float-code}\ntbl\\-x\\@1\\.0\\.0\\+0123456789ab\n:::",
        "**Fruit \\| nuts**\n:::",
    ]


def test_pandoc_reads_a_float_as_its_parts():
    tree = json.loads(pypandoc.convert_text(framed("All of it."), "json", format="markdown"))
    subtitle, grid, code, caption = tree["blocks"][0]["c"][1]
    assert [subtitle["c"][0][1], grid["t"], code["c"][0][1]] == [["float-subtitle"], "Table", ["float-code"]]
    assert [caption["t"], caption["c"][0]["t"]] == ["Para", "Strong"]


def test_what_comes_from_no_row_of_data_has_its_code_alone():
    assert framed().split("\n\n")[1:] == [
        "::: {.float-code}\ntbl\\-x\\@1\\.0\\.0\\+0123456789ab\n:::",
        "**Fruit \\| nuts**\n:::",
    ]


def test_a_version_is_the_release_and_the_hash_of_what_is_shown():
    assert make_versioned_id("fig-x", "1.0.0", b"") == "fig-x@1.0.0+e3b0c44298fc"
