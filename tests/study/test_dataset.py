"""The coded study itself."""

import json
import re

import frictionless
import pytest


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
