"""The codebook names the files of texts and judges rows that exist; descriptions are alike in each language."""

import json
import re

import pytest

CODES = re.compile(r"[\w/]+\.(?:csv|yml|md)\b|\b[a-z]+_[a-z_]+|\b[A-Z]?\d[\w-]*|\b[A-Z]{3}\w*")
"""Files, columns, numbers and codes."""


@pytest.fixture
def codebook(project):
    return (project.data / "CODEBOOK.md").read_text(encoding="utf-8")


def test_every_text_file_is_named(codebook, project):
    names = {path.name for path in (project.data / "text").glob("*/*.yml")}
    assert {name for name in names if f"`{name}`" not in codebook} == set()


def test_what_describes_tables_and_columns_names_the_same_files_columns_and_codes_in_each_language(project):
    described = json.loads((project.data / "datapackage.json").read_text(encoding="utf-8"))
    fields = [field for table in described["resources"] for field in table["schema"]["fields"]]
    for one in (described, *described["resources"], *fields):
        first, *others = (text for key, text in one.items() if key.partition("@")[0] == "description")
        assert [sorted(CODES.findall(text)) for text in others] == [sorted(CODES.findall(first))], one["name"]


def test_every_judgement_call_is_about_a_row_that_exists(codebook, dataset):
    judgements = codebook.partition("## 5. ")[2].partition("## 6. ")[0]
    rows = set(re.findall(r"\b(?:T\d-\d\d|Q\d{3})\b", judgements))
    assert len(rows) > 20
    assert rows - set(dataset.origins) == set()
