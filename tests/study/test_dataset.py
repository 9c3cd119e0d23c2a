"""The coded study itself."""

import json
import re

import frictionless
import pytest

from multitrack.study.rules import has_numeral, prints


@pytest.fixture
def tables(project):
    return json.loads((project.data / "datapackage.json").read_text(encoding="utf-8"))["resources"]


def test_the_standard_s_own_program_accepts_the_package(project, monkeypatch):
    monkeypatch.chdir(project.root)
    report = frictionless.validate("data/datapackage.json")
    assert report.flatten(["title", "message"]) == []
    assert len(report.tasks) == len(frictionless.Package("data/datapackage.json").resources)


def test_there_are_nine_tracks_and_five_are_studied(dataset):
    assert [track.studied for track in dataset.tracks] == [True] * 5 + [False] * 4


def test_every_figure_in_digits_is_the_coded_value(dataset):
    numeric = [quantity for quantity in dataset.quantities if has_numeral(quantity.as_printed)]
    assert len(numeric) > 80
    assert [quantity.quantity_id for quantity in numeric if not prints(quantity.as_printed, quantity.value)] == []


def test_every_row_says_where_a_reader_finds_it(dataset):
    place = r"(?:, item \d+)?(?:, concept of [a-z -]+)?, (?:heading|paragraph \d+|heading and paragraph \d+)"
    sections = "title|(?:abstract|introduction|framework|method|results|conclusion|track [1-5])" + place
    found = [origin.cell("locator") for origin in dataset.origins.values() if "locator" in dict(origin.cells)]
    assert len(found) > 400
    assert [locator for locator in found if not re.fullmatch(sections, locator)] == []


def test_every_table_names_its_licence_and_its_sources(tables, dataset):
    titles = {one.source_id: f"{one.publisher}: {one.title}" for one in dataset.sources}
    for table in tables:
        named = {origin.cell("source_id") for origin in dataset.origins.values() if origin.resource == table["name"]}
        assert all(licence["name"] for licence in table["licenses"])
        if table["path"].startswith("reference/") and table["name"] != "sources":
            assert {one["title"] for one in table["sources"]} == {titles[key] for key in named}
        elif table["path"].startswith("study/"):
            assert "eJournal Ilmu Hubungan Internasional" in table["sources"][0]["title"]


def test_titles_and_categories_are_labelled_in_every_language(tables, project):
    package = json.loads((project.data / "datapackage.json").read_text(encoding="utf-8"))
    assert set(package["languages"]) == {profile.code for profile in project.profiles}
    _, *others = package["languages"]
    labelled = [*((table, "title") for table in tables), (package, "title")]
    for table in tables:
        for field in table["schema"]["fields"]:
            labelled += [(category, "label") for category in field.get("categories", ())]
    assert [words for words, key in labelled for code in others if not words.get(f"{key}@{code}")] == []


def test_every_column_is_described(tables):
    for table in tables:
        assert table["title"]
        assert table["description"]
        for field in table["schema"]["fields"]:
            assert field["title"], field["name"]
            assert field["description"].endswith("."), field["name"]


def test_categories_are_labelled_one_by_one(tables):
    for field in (field for table in tables for field in table["schema"]["fields"]):
        labelled = [category["value"] for category in field.get("categories", ()) if category["label"]]
        assert labelled == field.get("constraints", {}).get("enum", [])


def test_every_form_has_an_example_that_fits_it(tables):
    for field in (field for table in tables for field in table["schema"]["fields"]):
        if "pattern" in field.get("constraints", {}):
            assert re.fullmatch(field["constraints"]["pattern"], field["example"]), field["name"]
