"""The numbers reach the pages as each language prints them, and do nothing there."""

import datetime as dt
import json
from decimal import Decimal

import pypandoc
import pytest
import yaml
from babel.core import Locale

from multitrack.errors import InputError
from multitrack.lang.language import Catalog, Language, Speaker
from multitrack.lang.outputs import Number
from multitrack.lang.values import Amount, Verbatim
from multitrack.render.number_files import digest_files, edition_file, make_numbers_file, named_numbers, print_numbers
from multitrack.source.data_package import DataPackage, Release

LABELS = {
    "scales": {"billion": "{value} billion"},
    "currencies": {"USD": "US${value}"},
    "qualifiers": {"exact": "{value}"},
    "notes": {"attachment": "Data: {path}"},
}
DAY = dt.date(2020, 2, 29)
FILES = {"study/events.csv": b"event_id\n", "datapackage.json": b"{}"}


def language(**printed):
    return Speaker.of(Language("en", Locale("en", "GB"), Catalog("data/text/en", {"labels": LABELS})), printed)


def package(files):
    return DataPackage(release=Release("study", "1.0.0", "CC-BY-4.0"), files=files, sources=(), origins={})


def test_numbers_are_printed_under_their_ids():
    money = Number("q041", Amount(Decimal("9.03"), "dollars", "billion", "USD"), ("Q041",))
    assert print_numbers([money, Number("x", Verbatim("X-1"), ("X",))], language()) == {
        "q041": "US$9.03 billion",
        "x": "X-1",
    }


def test_the_wanted_numbers_are_written_escaped():
    printed = {"en": {"q041": "US$9.03 billion", "events": "28", "tracks": "9"}}
    assert json.loads(make_numbers_file("en", printed, {"q041", "events"})) == {
        "events": "28",
        "q041": "US\\$9\\.03 billion",
    }


def test_a_number_is_printed_in_another_language_by_its_code():
    printed = {"en": {"tracks": "nine"}, "fr": {"tracks": "neuf"}}
    written = make_numbers_file("en", printed, {"tracks", "tracks@fr", "tracks@de"})
    assert json.loads(written) == {"tracks": "nine", "tracks@fr": "neuf"}


def test_the_numbers_that_pages_name_are_found():
    pages = ["It is {{< n q041 >}}, {{<n events>}}.", "[{{< n t1-05-date >}}](#a) {{< meta edition.version >}} n q001"]
    assert named_numbers(pages) == {"q041", "events", "t1-05-date"}


def test_the_metadata_hold_what_the_edition_says_of_itself():
    written = yaml.safe_load(edition_file(language(), package(FILES), {"second-coding": False}, DAY))
    assert written == {
        "edition": {
            "date": "29 February 2020",
            "version": "1.0.0",
            "digest": digest_files(FILES),
            "second-coding": False,
            "attachments": [
                {
                    "path": "_generated/data/datapackage.json",
                    "description": "Data: datapackage.json",
                    "mime": "application/json",
                },
                {
                    "path": "_generated/data/study/events.csv",
                    "description": "Data: study/events.csv",
                    "mime": "text/csv",
                },
            ],
        },
    }


def test_the_same_numbers_in_another_order_give_the_same_bytes():
    one, other = {"en": {"a": "1", "b": "2"}}, {"en": {"b": "2", "a": "1"}}
    assert make_numbers_file("en", one, {"a", "b"}) == make_numbers_file("en", other, {"b", "a"})
    files = dict(reversed(FILES.items()))
    assert edition_file(language(), package(FILES), {}, DAY) == edition_file(language(), package(files), {}, DAY)


def test_the_digest_follows_names_and_contents():
    digests = [
        digest_files(FILES),
        digest_files({**FILES, "datapackage.json": b"{ }"}),
        digest_files({"a.csv": b"event_id\n"}),
    ]
    assert len(set(digests)) == 3
    assert all(len(found) == 12 for found in digests)


def test_a_file_that_no_reader_expects_in_a_pdf_is_refused():
    with pytest.raises(InputError) as caught:
        edition_file(language(), package({"study/run.exe": b""}), {}, DAY)
    assert str(caught.value) == (
        "data/study/run.exe: a file of the kind .exe cannot be attached to the PDF; "
        "keep only .csv, .json, .md, .yml in the data package"
    )


def test_every_value_is_text_to_any_reader_of_yaml():
    written = make_numbers_file("en", {"en": {"year": "1977", "power": "123e45"}}, {"year", "power"}).decode()
    assert '"year": "1977"' in written
    assert '"power": "123e45"' in written


def test_markdown_finds_no_markup_in_what_the_edition_says_of_itself():
    edition = yaml.safe_load(edition_file(language(), package({"reference/us_cpi_rates.csv": b""}), {}, DAY))["edition"]
    texts = [edition["version"], edition["digest"], *edition["attachments"][0].values()]
    assert [pypandoc.convert_text(text, "plain", format="markdown").strip() for text in texts] == texts
