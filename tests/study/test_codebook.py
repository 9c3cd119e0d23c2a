"""The codebook names the files of texts, and judges rows that exist; tables and columns are the check's."""

import re

import pytest


@pytest.fixture
def codebook(project):
    return (project.data / "CODEBOOK.md").read_text(encoding="utf-8")


def test_every_text_file_is_named(codebook, project):
    names = {path.name for path in (project.data / "text").glob("*/*.yml")}
    assert {name for name in names if f"`{name}`" not in codebook} == set()


def test_every_judgement_call_is_about_a_row_that_exists(codebook, dataset):
    judgements = codebook.partition("## 5. ")[2].partition("## 6. ")[0]
    rows = set(re.findall(r"\b(?:T\d-\d\d|Q\d{3})\b", judgements))
    assert len(rows) > 20
    assert rows - set(dataset.origins) == set()
