"""Each figure and table names its publications, all of which stand in the references."""

import re
import string
import subprocess
from types import SimpleNamespace

import pytest

from multitrack.characters import find_leading_punctuation
from multitrack.citations.publications import Publications
from multitrack.engines.bibliography import find_pandoc, read_bibliography, write_plain_text
from multitrack.source.data_package import Origin, Source

NOTHING = {"url": "", "licence": "", "retrieved": "", "made_from": (), "note": ""}


def publications(*sources, origins=(), key="saputra2019"):
    return Publications(SimpleNamespace(sources=sources, origins=dict(origins)), key, "Saputra (2019). A study.")


def source(source_id, publisher, title, **fields):
    return Source(source_id, publisher, title, **{**NOTHING, **fields})


def origin(file, source_id=""):
    return Origin("", file, 2, (("source_id", source_id),) if source_id else ())


BANK = source("bank-2016", "World Bank", "Indicators", retrieved="2016-11", url="https://example.org/a_b")
BOARD = source("board", "Trade Board", "Ships & 100 % of {them}", retrieved="4.0")
OURS = source("ours", "the edition's team", "Estimate", made_from=("bank-2016", "board"))
ORIGINS = {
    "Q001": origin("data/study/quantities.csv"),
    "gdp:1": origin("data/reference/gdp.csv", "bank-2016"),
    "ships:1": origin("data/reference/ships.csv", "board"),
    "trade:1": origin("data/reference/trade.csv", "ours"),
    "R001": origin("data/reliability/events.csv"),
}


@pytest.fixture
def ours():
    return publications(BANK, BOARD, OURS, origins=ORIGINS)


@pytest.mark.parametrize(
    ("rows", "cited"),
    [
        ([], ""),
        (["gdp:1", "Q001", "gdp:1"], "@saputra2019\\; @bank-2016"),
        (["trade:1"], "the edition’s own estimate from @bank-2016\\, @board"),
        (["R001"], "the edition’s two codings of @saputra2019"),
    ],
)
def test_a_figure_cites_the_study_and_the_publishers_of_its_rows(ours, languages, rows, cited):
    english = next(one for one in languages if one.code == "en")
    assert ours.cite(rows, english) == cited


def test_a_kit_names_publisher_and_title_instead(ours, languages):
    english = next(one for one in languages if one.code == "en")
    assert ours.name(["Q001", "ships:1"], english) == "Saputra (2019). A study; Trade Board, Ships & 100 % of {them}"


def test_an_entry_has_what_the_row_says_and_no_more(ours):
    assert ours.to_bibtex().decode().split("\n\n")[0].splitlines() == [
        "@online{bank-2016,",
        "  author = {{World Bank}},",
        "  title = {{Indicators}},",
        "  date = {2016-11},",
        "  url = {https://example.org/a_b},",
        "  langid = {english},",
        "}",
    ]


def test_what_a_date_or_version_says_is_read_back_as_it_was(ours):
    works = read_bibliography("sources.bib", ours.to_bibtex().decode()).works
    assert list(works) == ["bank-2016", "board"]
    assert works["bank-2016"]["issued"]["c"] == "2016-11"
    assert "".join(part.get("c", " ") for part in works["board"]["title"]["c"][0]["c"][1]) == BOARD.title


def test_a_brace_without_its_pair_is_read_back():
    braced = publications(source("board", "Trade {Board", "}Ships")).to_bibtex().decode()
    fields = read_bibliography("sources.bib", braced).works["board"]
    assert write_plain_text(fields["title"]) == "}Ships"
    assert write_plain_text(fields["author"]["c"][0]["c"]["literal"]) == "Trade {Board"


def test_references_keep_every_sign_at_the_start_of_a_title_but_those_that_are_refused():
    begun = [
        source(f"s{year}", "A", f"{mark}{mark}Word", retrieved=str(year))
        for year, mark in enumerate(string.punctuation, start=1001)
    ]
    command = [find_pandoc(), "--from=biblatex", "--citeproc", "--to=plain"]
    found = subprocess.run(command, input=publications(*begun).to_bibtex(), capture_output=True, check=True, timeout=60)
    printed = found.stdout.decode().replace("’", "'")
    lost = {one.title[0] for one in begun if f"{one.retrieved}. “{one.title}" not in printed}
    assert lost == {one.title[0] for one in begun if find_leading_punctuation(one.title)} == set(".,;")


def test_a_source_that_names_a_year_in_its_title_or_address_is_dated(opened):
    published = [one for one in opened.package.sources if not one.made_from]
    naming = {one.source_id for one in published if re.search(r"\b(19|20)\d\d\b", f"{one.title} {one.url}")}
    works = read_bibliography("sources.bib", opened.publications.to_bibtex().decode()).works
    assert {"cow-trade", "economic-agreement-1993"} <= naming
    assert naming - {source_id for source_id, fields in works.items() if "issued" in fields} == set()


def test_no_work_stands_in_the_bibliography_and_in_the_data(project, opened):
    file = project.report / "references.bib"
    typed = read_bibliography(file.name, file.read_text(encoding="utf-8")).works
    addresses = {fields["url"]["c"] for fields in typed.values() if "url" in fields}
    assert {one.source_id for one in opened.package.sources} & typed.keys() == set()
    assert {one.url for one in opened.package.sources if one.url} & addresses == set()


def test_every_figure_and_table_with_rows_names_a_source(opened):
    for language in opened.speakers:
        nameless = [
            one for one, shown in opened.outputs.shown.items() if not opened.publications.cite(shown.rows, language)
        ]
        assert nameless == ["tbl-figures"]
