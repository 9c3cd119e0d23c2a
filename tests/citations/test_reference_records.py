"""The records are what programs that keep references read: proved with programs that this project does not use."""

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string

from multitrack.citations.cite import cite_study, cite_works
from multitrack.citations.source_study import SourceStudy
from multitrack.engines.bibliography import find_pandoc

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
    assert (record["type_of_reference"], record["authors"]) == (kind, ["The tea team,"])
    assert (record["year"], record["date"]) == ("2026", "2026/11/03")
    assert record["accession_number"] == f"{work_id}@1.2.0+0123456789ab"
    assert record["urls"] == [f"https://example.org/tea/{work_id}"]


def test_ris_is_read_by_pandoc(works, english):
    (item,) = json.loads(pandoc(cite_works(works, english)["tbl-tea"].ris, "ris", "csljson"))
    assert item["title"] == "Who drank what? (tbl-tea@1.2.0+0123456789ab)"


@pytest.mark.parametrize("work_id", ["report", "data", "fig-rain", "tbl-tea"])
def test_csl_json_is_accepted_by_pandoc_and_comes_back_the_same(published, english, work_id):
    written = cite_works(published, english)[work_id].csl_json
    (ours,), (theirs,) = json.loads(written), json.loads(pandoc(written, "csljson", "csljson"))
    assert ours.pop("language") == "en-GB"
    ours["title"] = re.sub("<[^>]*>", "", ours["title"])  # Pandoc drops what protects the id from capitals
    assert {name: theirs[name] for name in ours} == ours


OFFICIAL = {"apa": ["--csl", str(Path(__file__).with_name("styles") / "apa.csl")], "chicago": []}
"""Style → options with which Pandoc prints in it: the official files, Chicago's is Pandoc's own."""


def printed(citation, form, style):
    """Return the reference that Pandoc prints from a file that we wrote."""
    written, reader = {
        "bibtex": (citation.bibtex, "bibtex"),
        "ris": (citation.ris, "ris"),
        "csl-json": (citation.csl_json, "csljson"),
    }[form]
    command = [find_pandoc(), f"--from={reader}", "--to=plain", "--citeproc", "--wrap=none", *OFFICIAL[style]]
    return subprocess.run(command, input=written, capture_output=True, check=True, encoding="utf-8").stdout.strip()


@pytest.mark.parametrize(
    ("work_id", "form", "style", "reference"),
    [
        (
            "fig-rain", "bibtex", "apa",
            ("The tea team. (2026). Rain in the hills. Figure fig-rain@1.2.0+0123456789ab, in: Tea, 1600–1700, "
            "version 1.2.0."),
        ),
        (
            "fig-rain", "bibtex", "chicago",
            ("The tea team. 2026. Rain in the hills. Figure fig-rain@1.2.0+0123456789ab, in: Tea, 1600–1700, "
            "version 1.2.0."),
        ),
        (
            "fig-rain", "ris", "apa",
            "The tea team. (2026). Rain in the hills (fig-rain@1.2.0+0123456789ab) [Figure]. In Tea, 1600–1700.",
        ),
        (
            "fig-rain", "ris", "chicago",
            "The tea team. 2026. “Rain in the Hills (Fig-Rain@1.2.0+0123456789ab).” In Tea, 1600–1700.",
        ),
        (
            "fig-rain", "csl-json", "apa",
            ("The tea team. (2026). Rain in the hills (fig-rain@1.2.0+0123456789ab) [Figure]. In Tea, 1600–1700 "
            "(Version 1.2.0)."),
        ),
        (
            "fig-rain", "csl-json", "chicago",
            ("The tea team. 2026. “Rain in the Hills (fig-rain@1.2.0+0123456789ab).” Figure. In Tea, 1600–1700, "
            "version 1.2.0."),
        ),
        (
            "report", "bibtex", "apa",
            "The tea team. (2026). Tea, 1600–1700. Edition, version 1.2.0, report@1.2.0+0123456789ab.",
        ),
        ("report", "ris", "apa", "The tea team. (2026). Tea, 1600–1700 (report@1.2.0+0123456789ab)."),
        (
            "report", "csl-json", "apa",
            "The tea team. (2026). Tea, 1600–1700 (report@1.2.0+0123456789ab) (Version 1.2.0) [Edition].",
        ),
    ],
)  # fmt: skip
def test_official_styles_print_the_whole_reference(works, english, work_id, form, style, reference):
    assert printed(cite_works(works, english)[work_id], form, style) == reference


def printed_by_citeproc_py(citation):
    """Return the reference in the official APA style as a second processor prints it from CSL-JSON."""
    (item,) = json.loads(citation.csl_json)
    style = CitationStylesStyle(str(Path(__file__).with_name("styles") / "apa.csl"), validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
    bibliography.register(Citation([CitationItem(item["id"])]))
    return str(bibliography.bibliography()[0])


@pytest.mark.parametrize("work_id", ["report", "data", "fig-rain", "tbl-tea"])
def test_two_processors_print_the_same_from_csl_json(works, english, work_id):
    citation = cite_works(works, english)[work_id]
    assert printed_by_citeproc_py(citation) == printed(citation, "csl-json", "apa")


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json"])
def test_a_doi_is_printed_instead_of_the_address(published, english, form):
    archived = [replace(one, doi="10.5281/zenodo.42") for one in published]
    citation = cite_works(archived, english)["report"]
    assert printed(citation, form, "apa").endswith(" https://doi.org/10.5281/zenodo.42")
    assert citation.apa.endswith(" https://doi.org/10.5281/zenodo.42")
    assert citation.from_note.endswith(" https://doi.org/10.5281/zenodo.42")


STUDY = SourceStudy(
    "Pelaksanaan multitrack diplomacy dalam teh (1600–1700)", (("Saputra", "M. Rendra"),), 2019,
    "Jurnal Teh", "7", "1", "261-282", "1234-5678", "id",
)  # fmt: skip


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json"])
def test_the_study_is_printed_by_the_official_style_from_every_file(english, form):
    assert printed(cite_study(STUDY, english), form, "apa") == (
        "Saputra, M. R. (2019). Pelaksanaan multitrack diplomacy dalam teh (1600–1700). Jurnal Teh, 7(1), 261–282."
    )


def test_our_own_styles_print_the_study_as_an_article(english):
    citation = cite_study(STUDY, english)
    assert citation.apa == (
        "Saputra, M. R. (2019). Pelaksanaan multitrack diplomacy dalam teh (1600–1700). Jurnal Teh, 7(1), 261–282."
    )
    assert citation.chicago == (
        "Saputra, M. Rendra. 2019. ‘Pelaksanaan multitrack diplomacy dalam teh (1600–1700)’. Jurnal Teh 7 (1): 261–282."
    )
    assert citation.in_text == "(Saputra, 2019)"


def test_rispy_and_pybtex_read_the_study(english):
    citation = cite_study(STUDY, english)
    (record,) = rispy.loads(citation.ris)
    assert (record["authors"], record["start_page"], record["end_page"]) == (["Saputra, M. Rendra"], "261", "282")
    (entry,) = parse_string(citation.bibtex, "bibtex").entries.values()
    assert (str(entry.persons["author"][0]), entry.fields["journal"]) == ("Saputra, M. Rendra", "Jurnal Teh")
