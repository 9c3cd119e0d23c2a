"""Everything that is printed can be explained."""

import pytest

from multitrack.errors import UsageError
from multitrack.explain import Explainer, explain
from multitrack.study.analysis.subjects import select_appearances


@pytest.fixture(scope="module")
def explainers(opened):
    return {speaker.code: Explainer(opened, speaker) for speaker in opened.numbered}


@pytest.fixture(scope="module")
def said(explainers):
    return lambda identifier, code="en": "\n".join(explainers[code].lines(identifier)).replace(
        "\N{NO-BREAK SPACE}", " "
    )


@pytest.mark.parametrize(("code", "step"), [("en", 3), ("id", 7)])
def test_numbers_figures_tables_and_rows_have_an_answer(explainers, code, step):
    explainer = explainers[code]
    ids = [*explainer.numbers, *explainer.shown, *explainer.origins][::step]
    assert [one for one in ids if len(list(explainer.lines(one))) < 3] == []


def test_every_number_comes_from_rows_that_are_written_somewhere(explainers):
    explainer = explainers["en"]
    origins = explainer.origins
    strays = {row for number in explainer.numbers.values() for row in number.rows} - set(origins)
    assert strays == set()


def test_a_number_leads_to_its_row_its_place_and_the_pages(said):
    answer = said("q041")
    assert answer.startswith("q041 is a number of the text: US$9.03 billion\nTaken from one row:")
    assert "  as_printed: US $ 9,03 miliar\n  locator: track 1, item 10, paragraph 1\n" in answer
    assert "\n  report/en/72-trade-investment.qmd:10: {{< n q041 >}}" in answer
    assert "\n  data/text/en/events.yml:" in answer


def test_a_count_names_the_rows_counted(said, dataset):
    answer = said("headings-full", "id")
    full = sum(event.heading_match == "full" for event in dataset.events)
    assert answer.splitlines()[1] == f"Dihitung dari {full} baris:"
    assert "  data/study/events.csv: " in answer


def test_an_item_leads_to_the_record_and_its_source(said, dataset):
    answer = said("T3-01")
    line, record = (dataset.origins[row].line for row in ("T3-01", "jcc-05"))
    assert answer.startswith(f"T3-01 is a row of the data: data/study/events.csv, line {line}\n")
    assert f"  Names jcc-05: data/reference/meetings.csv, line {record}\n" in answer
    assert "  Source asean-or-id: asean.or.id, Copies of joint press statements" in answer
    assert "\n  t3-01-year: 1988\n" in answer
    assert "tbl-track-3" in answer


def test_a_claim_leads_to_what_it_is_recomputed_from(said, dataset):
    answer = said("C040")
    assert f"  Names Q041: data/study/quantities.csv, line {dataset.origins['Q041'].line}\n" in answer
    assert "\n  c040-verdict: " in answer


def test_a_figure_leads_to_its_rows_and_the_page_that_takes_it_in(said, dataset):
    answer = said("fig-tracks-actors")
    first, last, drawn = dataset.participations[0], dataset.participations[-1], len(select_appearances(dataset))
    span = f"{first.participation_id} … {last.participation_id}"
    assert f"  data/study/participations.csv: {span} ({drawn})\n" in answer
    assert "report/en/02-at-a-glance.qmd" in answer


def test_the_case_of_letters_does_not_matter(said):
    assert said("t3-01") == said("T3-01")
    assert said("FIG-SERIES") == said("fig-series")


def test_what_nobody_prints_is_said_so(said):
    assert said("actors-kind-ministry").endswith("No page and no text names it.")


def test_an_unknown_id_names_the_nearest(opened):
    with pytest.raises(UsageError) as caught:
        explain(opened, "fig-trak-actors", opened.project.profiles[0])
    assert str(caught.value).startswith("nothing has the id 'fig-trak-actors'; the nearest are fig-tracks-actors")


def test_an_id_like_no_other_names_none(opened):
    with pytest.raises(UsageError) as caught:
        explain(opened, "§§§", opened.project.profiles[0])
    assert str(caught.value) == "nothing has the id '§§§'"
