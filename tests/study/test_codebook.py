"""The codebook leaves nothing out."""

import json
import re

import pytest


@pytest.fixture
def codebook(project):
    return (project.data / "CODEBOOK.md").read_text(encoding="utf-8")


@pytest.fixture
def tables(project):
    return json.loads((project.data / "datapackage.json").read_text(encoding="utf-8"))["resources"]


def section(codebook, file):
    """Return the part of the codebook whose heading names a file, up to the next heading."""
    parts = re.split(r"^#{2,3} ", codebook, flags=re.MULTILINE)
    return next((part for part in parts if file in part.partition("\n")[0]), "")


def test_every_file_has_a_section(codebook, tables):
    assert [table["path"] for table in tables if not section(codebook, table["path"])] == []


def test_every_column_stands_in_the_section_of_its_file(codebook, tables):
    missing = [
        (table["name"], field["name"])
        for table in tables
        for field in table["schema"]["fields"]
        if f"`{field['name']}`" not in section(codebook, table["path"])
    ]
    assert missing == []


def test_every_text_file_is_named(codebook, project):
    names = {path.name for path in (project.data / "text").glob("*/*.yml")}
    assert {name for name in names if f"`{name}`" not in codebook} == set()


def test_every_judgement_call_is_about_a_row_that_exists(codebook, dataset):
    judgements = codebook.partition("## 5. ")[2].partition("## 6. ")[0]
    rows = set(re.findall(r"\b(?:T\d-\d\d|Q\d{3})\b", judgements))
    assert len(rows) > 20
    assert rows - set(dataset.origins) == set()
