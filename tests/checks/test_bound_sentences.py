"""A sentence that rests on the data is refused when the data no longer bear it out."""

import shutil

import pytest

from multitrack.checks.bound_sentences import find_untrue_sentences, read_conditions
from multitrack.project import Project
from multitrack.study import open_edition

from .conftest import ROOT

PAGE = "report/en/10-tea.qmd"
PRINTED, CORRECTED = "T3-03,3,3,1989,jcc,6,jcc,6,", "T3-03,3,3,1989,jcc,6,jcc,9,"
"""The item that prints the number of an earlier meeting, with that number and with the record's."""
FORM = "compare numbers and ids in braces, like {events} > 1/2 * {items}"


@pytest.fixture
def bound(pages):
    """Bind the same sentence in both languages, and return the line of the English one."""

    def bind(condition, other=None):
        pages.edit(PAGE, "The trade began in 1610.", f'[The trade began in 1610.]{{holds="{condition}"}}')
        french = "Le commerce commença en 1610."
        pages.edit("report/fr/10-tea.qmd", french, f'[{french}]{{holds="{other or condition}"}}')
        return f"{PAGE}:4"

    return bind


@pytest.mark.parametrize(
    "condition",
    [
        "{cities} = 7",
        "{cities} > 1/2 * 13 and {cities} < 8",
        "6 < {cities} <= 7",
        "-{cities} + 3 * {cup} != 0",
        "{cup} = 1/5",
        "{year} = 1610",
        "{tax} / {tax} = 1",
    ],
)
def test_a_sentence_stays_while_its_condition_is_true(pages, bound, condition):
    bound(condition)
    pages.check()


def test_a_condition_that_is_false_is_told_with_what_the_numbers_are(pages, bound):
    place = bound("{cities} > 2 * {cup} and {cities} < 7")
    assert pages.complaints()[0] == (
        f'{place}: the sentence rests on "{{cities}} > 2 * {{cup}} and {{cities}} < 7", which is not true: '
        "cities = 7, cup = 0.2; say what the numbers say now"
    )


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ("{citys} > 1", "no number is called citys; correct the id; the nearest is cities"),
        ("{cities-words} > 1", "{cities-words} is no number to compare; take the id of one, without -words or -said"),
        ("{cities} >", f'the condition "{{cities}} >" cannot be computed; {FORM}'),
        ("{cities}", f'the condition "{{cities}}" cannot be computed; {FORM}'),
        (
            "{cities} > 1 or {cities} < 1",
            f'the condition "{{cities}} > 1 or {{cities}} < 1" cannot be computed; {FORM}',
        ),
        ("{cities} > open(1)", f'the condition "{{cities}} > open(1)" cannot be computed; {FORM}'),
        ("{cities} > 2 ** 99", f'the condition "{{cities}} > 2 ** 99" cannot be computed; {FORM}'),
        ("{cities} / 0 > 1", f'the condition "{{cities}} / 0 > 1" cannot be computed; {FORM}'),
        (
            "{tax} > {duty}",
            f'the condition "{{tax}} > {{duty}}" cannot be computed: gbp and usd are set against each other; {FORM}',
        ),
    ],
)
def test_a_condition_that_cannot_be_computed(pages, bound, condition, says):
    place = bound(condition)
    assert pages.complaints()[0] == f"{place}: {says}"


def test_a_condition_without_its_quotes(pages):
    pages.edit(PAGE, "The trade began in 1610.", "[The trade began in 1610.]{holds={cities} > 1}")
    assert f'{PAGE}:4: the condition "" cannot be computed; {FORM}' in pages.complaints()


def test_the_languages_bind_a_sentence_alike(pages, bound):
    bound("{cities} > 6", "{cities} > 5")
    assert pages.complaints() == [
        (
            f"report/fr/10-tea.qmd:4: the condition {{cities}} > 5 is here, and {{cities}} > 6 in {PAGE}:4; "
            "say the same in both languages, in the same order"
        )
    ]


def test_the_title_of_a_figure_is_bound_beside_it(pages):
    title = 'fig-tea:\n  title: "Tea is drunk everywhere"\n  holds: "{cities} > 9"\n'
    for code in ("en", "fr"):
        pages.write(f"data/text/{code}/figures.yml", title)
    rests = 'the sentence rests on "{cities} > 9", which is not true: cities = 7; say what the numbers say now'
    assert pages.complaints() == [f"data/text/{code}/figures.yml:3:fig-tea.holds: {rests}" for code in ("en", "fr")]


def test_titles_in_two_languages_rest_on_the_same(pages):
    title = 'fig-tea:\n  title: "Tea"\n  holds: "{cities} > PLACES"\n'
    pages.write("data/text/en/figures.yml", title.replace("PLACES", "6"))
    pages.write("data/text/fr/figures.yml", title.replace("PLACES", "5"))
    assert pages.complaints() == [
        (
            'data/text/fr/figures.yml:3:fig-tea.holds: the condition "{cities} > 5" is here, and "{cities} > 6" in '
            "data/text/en/figures.yml:3; write the same in both languages"
        )
    ]


def test_every_figure_says_what_it_finds_and_rests_on_the_data(opened):
    for language in opened.study.languages:
        entries = language.words.files["figures"]
        assert [one.figure_id for one in opened.outputs.figures if "holds" not in entries[one.figure_id]] == []


def test_a_corrected_cell_that_turns_a_claim_is_refused_with_the_numbers_that_it_changes(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "report", tmp_path / "report", ignore=shutil.ignore_patterns("_*output", "_generated"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    rows = tmp_path / "data" / "study" / "events.csv"
    text = rows.read_text(encoding="utf-8")
    assert text.count(PRINTED) == 1
    rows.write_text(text.replace(PRINTED, CORRECTED), encoding="utf-8")
    project = Project.find(tmp_path)
    numbers = open_edition(project).outputs.numbers
    texts = read_conditions(project, project.profiles[1])
    (problem,) = find_untrue_sentences((), texts, numbers)
    assert str(problem) == (
        f"{texts[0].file}:{problem.row}:fig-series.holds: the sentence rests on "
        '"{t3-02-ordinal} = {t3-03-ordinal} and {series-jcc-meetings} < {series-jcc-items}", which is not true: '
        "t3-02-ordinal = 6, t3-03-ordinal = 9, series-jcc-meetings = 5, series-jcc-items = 5; "
        "say what the numbers say now"
    )
