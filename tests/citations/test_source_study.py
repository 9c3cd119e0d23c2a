"""The study is read from the bibliography by its key, and the project's citation file is held against it."""

import pytest

from multitrack.citations.archive_metadata import CITATION_FILE, ArchiveRecord, check_citation_file, make_citation_file
from multitrack.citations.source_study import read_source_study
from multitrack.citations.works import make_works
from multitrack.errors import InputError
from multitrack.project import Project
from multitrack.study.loading import load

ENTRY = """\
@article{okakura1906,
  author = {Okakura, Kakuzō and {The tea school}},
  title = {The book of tea},
  journal = {Leaves}, year = {1906}, volume = {7}, number = {1}, pages = {261--282}, issn = {2477-2623}
}
"""


@pytest.fixture
def tea(study):
    """Return the small study with a bibliography and the key of a study."""
    study.edit("report/_quarto.yml", "profile:\n", "bibliography: tea.bib\nstudy: okakura1906\nprofile:\n")
    study.path("report/tea.bib").write_text(ENTRY, encoding="utf-8")
    return study


def again(study):
    return Project.find(study.project.root)


def record_of(project):
    dataset, languages = load(project)
    works = make_works(dataset, project.profiles, languages, {})
    return ArchiveRecord.of(works, read_source_study(project), dataset, project.profiles, languages)


def test_the_study_is_read_with_its_authors_and_its_place(tea):
    found = read_source_study(again(tea))
    assert (found.title, found.year) == ("The book of tea", 1906)
    assert found.authors == (("Okakura", "Kakuzō"), ("The tea school", ""))
    assert found.reference == "Okakura, Kakuzō; The tea school (1906). The book of tea. Leaves, 7(1), 261–282."


def test_the_study_is_told_without_the_markup_of_its_title(tea):
    tea.edit("report/tea.bib", "{The book of tea}", r"{{The \emph{1º} book of ``tea'': \{\{{}< leaf >\}\}}}")
    assert read_source_study(again(tea)).title == "The 1º book of “tea”: {{< leaf >}}"


def test_an_edition_may_have_no_study(study):
    assert read_source_study(study.project) is None


def test_a_key_that_the_bibliography_lacks_is_named(tea):
    tea.edit("report/_quarto.yml", "okakura1906", "okakura")
    with pytest.raises(InputError) as caught:
        read_source_study(again(tea))
    assert (
        str(caught.value) == "report/_quarto.yml:study: report/tea.bib has no entry 'okakura'; take the key of an entry"
    )


def test_a_missing_bibliography_is_named(tea):
    tea.path("report/tea.bib").unlink()
    with pytest.raises(InputError) as caught:
        read_source_study(again(tea))
    assert str(caught.value) == (
        "report/_quarto.yml:study: the bibliography report/tea.bib that should describe the study is missing; "
        "name one file under bibliography"
    )


def test_the_archive_speaks_the_language_that_the_data_package_names_first(tea):
    assert record_of(again(tea)).language.code == "en"


def test_a_citation_file_that_says_the_same_is_in_order(tea):
    project, record = again(tea), record_of(again(tea))
    (project.root / CITATION_FILE).write_bytes(make_citation_file(record))
    check_citation_file(project, record)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "CITATION.cff: the file is missing; run multitrack cite report --style cff > CITATION.cff"),
        (
            b"cff-version: 1.2.0\n",
            (
                "CITATION.cff: the file says something else than data and configuration; "
                "run multitrack cite report --style cff > CITATION.cff"
            ),
        ),
    ],
    ids=["missing", "other"],
)
def test_a_citation_file_that_is_not_the_editions_is_named(tea, content, message):
    project = again(tea)
    if content:
        (project.root / CITATION_FILE).write_bytes(content)
    with pytest.raises(InputError) as caught:
        check_citation_file(project, record_of(project))
    assert str(caught.value) == message
