"""What archives read of the whole edition, read by programs that this project does not use."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from frictionless import Package
from rocrate.rocrate import ROCrate

from multitrack.citations.archive_metadata import CITATION_FILE

WRITTEN_LATER = {"manifest.json", "SHA256SUMS", "ro-crate-metadata.json"}


def files_of(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def crate(edition):
    return ROCrate(edition)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_crate_holds_every_file_of_the_edition_and_no_other(edition, crate):
    listed = {entity.id for entity in crate.data_entities if entity.type == "File"}
    assert listed == files_of(edition) - WRITTEN_LATER


def test_the_crate_says_the_size_of_every_file(edition, crate):
    sizes = {entity.id: entity["contentSize"] for entity in crate.data_entities if entity.type == "File"}
    assert sizes == {name: str((edition / name).stat().st_size) for name in sizes}


def test_the_crate_names_its_licence_its_day_its_authors_and_the_study(crate):
    root = crate.root_dataset
    assert root["license"]["name"] == "Creative Commons Attribution 4.0 International"
    assert root["author"]["name"] == "The edition’s team"
    assert root["isBasedOn"]["author"]["familyName"] == "Saputra"
    assert root["datePublished"] == "2026-11-23"


def test_the_crate_is_flat_and_leads_nowhere_that_it_does_not_describe(edition):
    graph = json.loads((edition / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    described = {entity["@id"] for entity in graph}
    assert len(described) == len(graph)
    values = [value for entity in graph for value in entity.values()]
    inside = [one for value in values for one in (value if isinstance(value, list) else [value])]
    named = [one for one in inside if isinstance(one, dict)]
    assert [one for one in named if one.keys() != {"@id"}] == []
    assert {one["@id"] for one in named} - described == {"https://w3id.org/ro/crate/1.1"}


def test_the_citation_file_of_the_edition_is_the_projects_own(edition, project):
    assert (edition / CITATION_FILE).read_bytes() == (project.root / CITATION_FILE).read_bytes()


def test_the_citation_file_is_valid(edition):
    program = Path(sys.executable).with_name("cffconvert")
    done = subprocess.run([program, "--validate"], cwd=edition, capture_output=True, check=False, encoding="utf-8")
    assert done.stdout.strip() == "Citation metadata are valid according to schema version 1.2.0."


def test_zenodo_is_told_what_it_asks_for(edition):
    said = json.loads((edition / ".zenodo.json").read_text(encoding="utf-8"))
    assert (said["upload_type"], said["access_right"], said["license"]) == ("dataset", "open", "cc-by-4.0")
    assert said["creators"] == [{"name": "The edition’s team"}]
    (reference,) = said["references"]
    assert reference == (
        "Saputra, Muhammad Rendra (2019). Pelaksanaan Multitrack Diplomacy dalam Kerjasama Kanada-ASEAN (1977–2018). "
        "eJournal Ilmu Hubungan Internasional, 7(1), 261–282."
    )


def test_the_sums_are_those_of_every_file_written_before(edition):
    subprocess.run(["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"], cwd=edition, check=True)
    lines = (edition / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert {line.split("  ", 1)[1] for line in lines} == files_of(edition) - {"manifest.json", "SHA256SUMS"}


def test_the_data_lie_there_as_a_valid_package(edition):
    assert Package(edition / "data" / "datapackage.json").validate().valid
