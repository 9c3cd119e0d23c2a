"""Two codings of a study, read beside it."""

import json
import shutil

import pytest

FOLDER = "data/reliability"


def test_both_codings_are_read_as_they_are_written(coded_study):
    dataset, _ = coded_study.load()
    assert [row.row_id for row in dataset.codings if row.table == "events"] == [
        "first-T1-01",
        "first-T1-02",
        "second-T1-01",
        "second-T1-02",
    ]
    assert dataset.origins["second-T1-02"].cell("sectors") == "economic"


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (
            "events.csv",
            "second,T1-02",
            "second,T9-99",
            '5:event_id: no row of data/study/events.csv has "T9-99" as its event_id; correct it or add the row there',
        ),
        (
            "events.csv",
            "THA,economic,label",
            "THA,economic,nearly",
            '4:heading_match: "nearly" is no known category; take one of full, label, partial, mismatch',
        ),
        (
            "discrepancies.csv",
            "second,D001,year,minor",
            "second,D001,year,slight",
            '3:severity: "slight" is no known category; take one of major, moderate, minor',
        ),
        (
            "participations.csv",
            "T1-01,guild",
            "T1-01,traders",
            (
                '6:coder, actor_id: no row of data/reliability/actors.csv has "second, traders" '
                "as its coder, actor_id; correct it or add the row there"
            ),
        ),
        (
            "documents.csv",
            "second,pact",
            "third,pact",
            '3:coder: "third" is no known category; take one of first, second',
        ),
        (
            "actors.csv",
            "kind,country,track",
            "kind,state,track",
            "1:state: datapackage.json describes no such column; describe it there or remove it",
        ),
    ],
)
def test_a_coding_that_does_not_fit_its_description_is_refused(coded_study, file, old, new, complaint):
    coded_study.edit(f"{FOLDER}/{file}", old, new)
    assert f"{FOLDER}/{file}:{complaint}" in coded_study.complaints()


def test_a_unit_that_was_given_to_both_cannot_be_coded_by_one(coded_study):
    with coded_study.path(f"{FOLDER}/discrepancies.csv").open("a", encoding="utf-8") as file:
        file.write('second,D002,gap,minor,open,,"track 1, item 2, paragraph 1"\n')
    found = '"D002" was coded by the second coder alone, though both had the same before them'
    assert coded_study.complaints() == [
        f"{FOLDER}/discrepancies.csv:4:discrepancy_id: {found}; correct it or add the row of the first coder"
    ]


def test_one_coding_alone_is_refused(coded_study):
    coded_study.edit(f"{FOLDER}/documents.csv", 'second,pact,agreement,,,,,T1-01,"track 1, item 1, heading"\n', "")
    remedy = "add the rows, or leave the whole folder out"
    assert coded_study.complaints() == [
        f"{FOLDER}/documents.csv:coder: no row holds what the second coder coded; {remedy}"
    ]


def test_a_single_file_that_is_missing_is_asked_for(coded_study):
    coded_study.path(f"{FOLDER}/documents.csv").unlink()
    assert coded_study.complaints() == [f"{FOLDER}/documents.csv: the file is missing; restore it"]


def test_a_table_and_a_column_that_are_not_described_are_asked_for(coded_study):
    path = coded_study.path("data/datapackage.json")
    package = json.loads(path.read_text(encoding="utf-8"))
    tables = {table["name"]: table for table in package["resources"]}
    package["resources"].remove(tables["reliability_documents"])
    tables["reliability_actors"]["schema"]["fields"].pop()
    path.write_text(json.dumps(package), encoding="utf-8")
    start = "data/datapackage.json:resources.reliability_"
    assert [line for line in coded_study.complaints() if line.startswith(start)] == [
        f"{start}actors.schema.fields.locator: no such column is described; describe it",
        f"{start}documents: no table of this name is described; describe it",
    ]


def test_without_the_folder_the_description_that_is_handed_out_leaves_it_out(coded_study):
    shutil.rmtree(coded_study.path(FOLDER))
    dataset, _ = coded_study.load()
    handed_out = json.loads(dataset.files["datapackage.json"])
    assert dataset.codings == ()
    assert not any(table["name"].startswith("reliability") for table in handed_out["resources"])
