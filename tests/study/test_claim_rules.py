"""A claim names rows that exist and that may be compared."""

import pytest

from multitrack.study.analysis.verdicts import make_claim_numbers

FILE = "data/study/claims.csv"
TRADE = "data/reference/trade.csv"
GROWTH = "trade:canada-total:1987;trade:canada-total:1988"


def verdicts(fuller_study):
    dataset, languages = fuller_study.load()
    english = next(language for language in languages if language.code == "en")
    numbers = {number.number_id: number.value for number in make_claim_numbers(dataset)}
    return [english.say(numbers[f"c00{number}-verdict"]) for number in (1, 2, 3)]


def test_verdicts_are_computed_from_the_cells(fuller_study):
    assert verdicts(fuller_study) == ["holds", "holds", "is open"]


@pytest.mark.parametrize(
    ("name", "old", "new", "changed"),
    [
        (TRADE, "1988,canada-total,1109.1", "1988,canada-total,1300.0", ["holds", "fails", "is open"]),
        ("data/reference/statements.csv", "Total trade,9.0,", "Total trade,7.0,", ["fails", "holds", "is open"]),
        ("data/study/quantities.csv", ",10.9,ones,percent", ",10,ones,percent", ["holds", "fails", "is open"]),
    ],
)
def test_changing_one_cell_changes_the_verdict(fuller_study, name, old, new, changed):
    if name.endswith("quantities.csv"):
        fuller_study.edit(name, "10. 9 persen", "10 persen")
    fuller_study.edit(name, old, new)
    assert verdicts(fuller_study) == changed


def test_a_reference_of_low_certainty_refutes_nothing(fuller_study):
    fuller_study.edit(TRADE, "1988,canada-total,1109.1", "1988,canada-total,1300.0")
    fuller_study.edit("data/reference/series.csv", "imports-fob,,1987", "imports-fob,,1988")
    assert verdicts(fuller_study) == ["holds", "is open", "is open"]


def test_a_growth_between_two_estimates_of_one_series_tests_nothing(fuller_study):
    fuller_study.edit("data/reference/series.csv", "imports-fob,,1987", "imports-fob,5,1987")
    assert verdicts(fuller_study) == ["holds", "is open", "is open"]


def test_operands_of_another_currency_are_refused(fuller_study):
    fuller_study.edit(FILE, "1988,USD,canada", "1988,CAD,canada")
    found = "trade:canada-total:1987 is in USD and the claim is compared in CAD"
    remedy = "convert it with @ and a rate, or compare in its currency"
    assert fuller_study.complaints() == [f"{FILE}:3:operands: {found}; {remedy}"]


def test_one_operand_converted_and_the_other_not_is_refused(fuller_study):
    fuller_study.edit(FILE, GROWTH, f"{GROWTH}@rate:secretariat:1988")
    found = "trade:canada-total:1988 is in CAD and the claim is compared in USD"
    remedy = "convert it with @ and a rate, or compare in its currency"
    assert fuller_study.complaints() == [f"{FILE}:3:operands: {found}; {remedy}"]


def test_a_sum_compared_in_another_currency_than_it_is_stated_in_is_refused(fuller_study):
    fuller_study.edit(FILE, "equal,statement:total-1985,USD,asean", "conversion,missing,CAD,asean")
    found = "Q002 is in USD, not in CAD; compare in the currency that the study states"
    assert fuller_study.complaints() == [f"{FILE}:2:basis_currency: {found}"]


def test_operands_of_different_bases_are_refused(fuller_study):
    fuller_study.edit(FILE, GROWTH, "trade:canada-total:1987;trade:mirror-members:1988")
    found = "trade:mirror-members:1988 rests on the basis mirror and the claim on canada"
    remedy = "take operands of one basis, and name it in basis_source"
    assert fuller_study.complaints() == [f"{FILE}:3:operands: {found}; {remedy}"]


def test_a_number_held_against_another_basis_than_its_own_is_refused(fuller_study):
    fuller_study.edit(FILE, "statement:total-1985,USD,asean", "trade:canada-total:1988,USD,canada")
    found = "Q002 rests on the basis asean, not on canada; compare within the basis that the study names"
    assert fuller_study.complaints() == [f"{FILE}:2:basis_source: {found}"]


@pytest.mark.parametrize("name", ["trade:canada-total:1999", "Q900", "T1-01:colour", "Q001@rate:secretariat:1999"])
def test_an_operand_that_is_not_there_is_refused(fuller_study, name):
    fuller_study.edit(FILE, "statement:total-1985", name)
    found = f"{name} names no row, or no part or rate of one; correct it, or write missing if there is none"
    assert fuller_study.complaints() == [f"{FILE}:2:operands: {found}"]


def test_too_few_operands_are_refused(fuller_study):
    fuller_study.edit(FILE, GROWTH, "trade:canada-total:1987")
    found = "growth-total does not work with 1 operands; name 2, in the method's order"
    assert fuller_study.complaints() == [f"{FILE}:3:operands: {found}"]


def test_claims_are_numbered_without_a_gap(fuller_study):
    fuller_study.edit(FILE, "C003,", "C005,")
    for code in ("en", "fr"):
        fuller_study.edit(f"data/text/{code}/claims.yml", "C003:", "C005:")
    found = "C005 stands where C003 should be; number the rows from C001 without a gap"
    assert fuller_study.complaints() == [f"{FILE}:4:claim_id: {found}"]


def test_a_reference_row_without_a_source_is_refused(fuller_study):
    fuller_study.edit(TRADE, "1109.1,secretariat", "1109.1,")
    assert fuller_study.complaints() == [f"{TRADE}:3:source_id: the cell is empty; fill it in"]


def test_a_reference_row_of_an_unknown_source_is_refused(fuller_study):
    fuller_study.edit(TRADE, "1109.1,secretariat", "1109.1,hearsay")
    found = 'no row of data/reference/sources.csv has "hearsay" as its source_id; correct it or add the row there'
    assert fuller_study.complaints() == [f"{TRADE}:3:source_id: {found}"]


def test_rows_with_faults_of_their_own_do_not_make_claims_wrong(fuller_study):
    fuller_study.edit(TRADE, "1109.1,secretariat", "many,secretariat")
    found = '"many" is no plain number; write digits, with a point before the decimals'
    assert fuller_study.complaints() == [f"{TRADE}:3:value_usd_m: {found}"]
