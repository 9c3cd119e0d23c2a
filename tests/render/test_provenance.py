"""The line under a figure or a table names rows and version."""

import pytest
from babel.core import Locale

from multitrack.lang.language import Catalog, Language
from multitrack.render.provenance import make_versioned_id, name_rows, write_provenance

LABELS = {
    "joints": {"list": ", ", "items": "; "},
    "notes": {"provenance": "Rows: {rows}", "rows-more": "{first} … {last} ({count})"},
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


def test_the_line_names_the_rows_and_then_the_version():
    assert write_provenance(["Q001"], "tbl-x@1.0.0+0123456789ab", ENGLISH) == (
        "Rows\\: Q001 · tbl\\-x\\@1\\.0\\.0\\+0123456789ab"
    )


def test_a_version_is_the_release_and_the_hash_of_what_is_shown():
    assert make_versioned_id("fig-x", "1.0.0", b"") == "fig-x@1.0.0+e3b0c44298fc"
