"""One citation on the command line: of anything in any style and language, or a line that says what can be asked."""

import re

import pytest
from typer.testing import CliRunner

from multitrack.cli import app
from multitrack.errors import UsageError


@pytest.fixture(scope="module")
def asked(opened):
    def ask(identifier, style="apa", code="en"):
        return opened.cite(identifier, style, next(one for one in opened.project.profiles if one.code == code))

    return ask


@pytest.fixture(scope="module")
def listed(edition):
    """Return what the cells of the list on the page in English say."""
    page = (edition / "en" / "canada-asean.html").read_text(encoding="utf-8")
    table = page.split('id="tbl-figures"', 1)[1].split("</table>", 1)[0]
    return re.findall(r"<td[^>]*>([^<]*[^<\s])", table)


@pytest.mark.parametrize("identifier", ["fig-trade-reference", "tbl-claims"])
def test_a_citation_names_the_version_that_the_page_prints(asked, listed, identifier):
    versioned = asked(identifier).split("(", 2)[2].split(")")[0]
    assert versioned.startswith(f"{identifier}@1.0.0+")
    assert listed.count(versioned) == 1


def test_the_list_of_all_is_cited_by_the_version_below_it(asked, edition):
    page = (edition / "id" / "kanada-asean.html").read_text(encoding="utf-8")
    versioned = asked("tbl-figures", code="id").split("(", 2)[2].split(")")[0]
    assert len(re.findall(rf"<p>{re.escape(versioned)}\s*<", page)) == 1


def test_the_report_and_the_data_are_cited_in_every_style(asked):
    assert asked("report", "bibtex", "id").startswith("@misc{multitrack-diplomacy-canada-asean-report-id,\n")
    assert asked("data", "ris").startswith("TY  - DATA\n")
    assert asked("data", "csl-json").endswith("\n]")
    assert asked("report", "cff").startswith("cff-version: 1.2.0\n")


def test_an_id_is_known_in_capitals_with_its_version_and_at_the_end_of_a_sentence(asked, opened):
    versioned = opened.versions["fig-series"]
    wanted = asked("fig-series")
    assert {asked(text) for text in ("FIG-SERIES", versioned, f"{versioned.upper()}.", f"({versioned})")} == {wanted}
    assert asked(f"{opened.works['data'].versioned_id}") == asked("data")


def test_a_version_that_is_not_the_present_one_is_not_cited_as_if_it_were(asked, opened):
    with pytest.raises(UsageError) as caught:
        asked("fig-series@1.0.0+0123456789ab")
    assert str(caught.value) == (
        f"fig-series@1.0.0+0123456789ab: the present version is {opened.versions['fig-series']}; "
        "take that, or see with multitrack verify what became of yours"
    )


def test_the_study_is_cited_too_but_has_no_note_for_copies(asked):
    assert asked("Study").startswith("Saputra, M. R. (2019). Pelaksanaan")
    with pytest.raises(UsageError) as caught:
        asked("study", "from")
    assert str(caught.value) == "--style from: the study has no such form, only works of the edition have"


def test_an_unknown_id_is_answered_with_the_nearest(asked):
    with pytest.raises(UsageError) as caught:
        asked("fig-trade-referenc")
    assert str(caught.value) == (
        "nothing that can be cited has the id 'fig-trade-referenc'; "
        "the nearest are fig-trade-reference, fig-trade-balance, fig-trade-study, fig-series"
    )


def test_an_id_that_is_like_none_is_answered_with_where_to_look(asked):
    with pytest.raises(UsageError) as caught:
        asked("zzz")
    assert str(caught.value) == (
        "nothing that can be cited has the id 'zzz'; multitrack list figures and list tables print them"
    )


def test_only_the_report_has_a_citation_file(asked):
    with pytest.raises(UsageError) as caught:
        asked("fig-claims", "cff")
    assert str(caught.value) == "--style cff: only the report is cited in a file of its own, not fig-claims"


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (
            ["--style", "mla"],
            "--style mla: take one of apa, chicago, in-text, bibtex, ris, csl-json, from, adapted, cff",
        ),
        (["--lang", "xx"], "--lang xx: take one of id, en"),
    ],
)
def test_an_unknown_style_or_language_is_answered_with_the_possible(project, option, message):
    result = CliRunner().invoke(app, ["cite", "fig-claims", *option, "--project", str(project.root)])
    assert isinstance(result.exception, UsageError)
    assert (str(result.exception), result.exception.exit_status) == (message, 2)
