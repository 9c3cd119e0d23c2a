"""Units of two codings, matched by the rules of the codebook."""

import pytest

from multitrack.study.analysis.reliability import match_units, match_with_today


@pytest.fixture
def matched(coded_study):
    dataset, _ = coded_study.load()
    return {found.table: found for found in match_units(dataset.codings)}


def pairs(found):
    return [(first.unit, second.unit) for first, second in found.both]


def test_numbers_are_the_same_by_place_and_value_whatever_their_ids(matched):
    assert pairs(matched["quantities"]) == [("Q002", "Q001")]
    assert [row.unit for row in matched["quantities"].first] == ["Q001"]


def test_actors_of_other_names_are_the_same_by_kind_country_and_place(matched):
    assert pairs(matched["actors"]) == [("crown", "the-crown")]
    assert [row.unit for row in (*matched["actors"].first, *matched["actors"].second)] == ["traders", "guild"]


def test_participations_of_the_same_role_are_matched_before_those_of_others(matched):
    assert pairs(matched["participations"]) == [("P001", "P002"), ("P002", "P001")]
    assert [row.unit for row in matched["participations"].second] == ["P003"]


def test_documents_are_the_same_by_kind_and_item(matched):
    assert pairs(matched["documents"]) == [("treaty", "pact")]


def test_the_numbers_of_the_study_were_all_found_by_both_in_the_same_order(opened):
    (found,) = [found for found in match_units(opened.package.codings) if found.table == "quantities"]
    assert len(found.both) == 103
    assert [first.unit for first, second in found.both if first.unit != second.unit] == []


def test_a_number_whose_id_has_moved_is_found_today_by_what_is_printed(coded_study):
    dataset, _ = coded_study.load()
    first = [row for row in dataset.codings if (row.coder, row.table) == ("first", "quantities")]
    today = match_with_today(first, dataset)
    assert {unit: row.unit for unit, row in today.items()} == {"Q001": "Q001", "Q002": "Q003"}
