"""The records are what programs that keep references read: proved with programs that this project does not use."""

import json
import subprocess
from dataclasses import replace

import pytest
import rispy
from pybtex.database import parse_string

from multitrack.citations.cite import cite_works
from multitrack.engines.embedded import find_pandoc

HOSTILE = r"100 % of {tea} & $milk$, a_b #1 ~ ^ \end {< x >} &< y >"


def pandoc(content, source, target):
    command = [find_pandoc(), f"--from={source}", f"--to={target}", "--fail-if-warnings"]
    return subprocess.run(command, input=content, capture_output=True, check=True, encoding="utf-8").stdout


@pytest.mark.parametrize("work_id", ["report", "data", "fig-rain", "tbl-tea"])
def test_bibtex_is_read_by_pybtex(published, indonesian, work_id):
    (key, entry), *others = parse_string(cite_works(published, indonesian)[work_id].bibtex, "bibtex").entries.items()
    assert others == []
    assert key == f"tea-{work_id}-id"
    assert entry.type == "misc"
    assert str(entry.persons["author"][0]) == "{Tim teh}"
    assert f"{work_id}@1.2.0+0123456789ab" in entry.fields["howpublished"]
    wanted = {"year": "2026", "month": "November", "url": f"https://example.org/tea/{work_id}", "langid": "indonesian"}
    assert {name: entry.fields[name] for name in wanted} == wanted


def test_bibtex_says_what_a_part_stands_in(works, english):
    entry = parse_string(cite_works(works, english)["fig-rain"].bibtex, "bibtex").entries["tea-fig-rain-en"]
    assert entry.fields["howpublished"] == "Figure fig-rain@1.2.0+0123456789ab, in: Tea, 1600–1700, version 1.2.0"
    assert "url" not in entry.fields


def test_a_title_with_marks_of_tex_comes_back_from_bibtex_as_it_was(works, english):
    hostile = [works[0], replace(works[2], title={"en": HOSTILE})]
    (item,) = json.loads(pandoc(cite_works(hostile, english)["fig-rain"].bibtex, "bibtex", "csljson"))
    assert item["title"] == HOSTILE


def test_a_brace_that_stands_alone_ends_no_entry(works, english):
    hostile = [works[0], replace(works[2], title={"en": "a } b"})]
    database = parse_string(cite_works(hostile, english)["fig-rain"].bibtex, "bibtex")
    (entry,) = database.entries.values()
    assert entry.fields["title"] == r"{a \textbraceright{} b}"


@pytest.mark.parametrize(
    ("work_id", "kind"), [("report", "RPRT"), ("data", "DATA"), ("fig-rain", "FIGURE"), ("tbl-tea", "CHART")]
)
def test_ris_is_read_by_rispy(published, english, work_id, kind):
    (record,) = rispy.loads(cite_works(published, english)[work_id].ris)
    assert (record["type_of_reference"], record["authors"]) == (kind, ["The tea team"])
    assert (record["year"], record["date"], record["edition"]) == ("2026", "2026/11/03", "1.2.0")
    assert record["accession_number"] == f"{work_id}@1.2.0+0123456789ab"
    assert record["urls"] == [f"https://example.org/tea/{work_id}"]


def test_ris_is_read_by_pandoc(works, english):
    (item,) = json.loads(pandoc(cite_works(works, english)["tbl-tea"].ris, "ris", "csljson"))
    assert item["title"] == "Who drank what?"


@pytest.mark.parametrize("work_id", ["report", "data", "fig-rain", "tbl-tea"])
def test_csl_json_is_accepted_by_pandoc_and_comes_back_the_same(published, english, work_id):
    written = cite_works(published, english)[work_id].csl_json
    (ours,), (theirs,) = json.loads(written), json.loads(pandoc(written, "csljson", "csljson"))
    assert ours.pop("language") == "en-GB"
    assert {name: theirs[name] for name in ours} == ours
