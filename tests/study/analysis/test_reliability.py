"""Krippendorff's alpha of two codings.

The values by hand: of a variable with the coincidences o_ck of its values c and k, each pair of unlike values entered
twice, n_c values c, and n values in all, alpha = 1 - (n - 1) Σ o_ck / Σ n_c n_k, summed over c unlike k.
"""

from decimal import Decimal

import krippendorff
import pytest

from multitrack.study.analysis.reliability import compare_unitizing, compute_alpha, find_settlements, measure_agreement


@pytest.fixture(scope="session")
def by_name(opened):
    return {one.variable.name: one for one in measure_agreement(opened.package)}


def values(agreement):
    return [tuple(agreement.variable.value(row) for row in pair) for pair in agreement.pairs]


def test_alpha_of_the_economic_field_by_hand(by_name):
    # yes/yes 26, no/no 1, no/yes 1, so the coincidence matrix of yes and no is [[52, 1], [1, 2]]:
    # n_yes = 53, n_no = 3, n = 56, and alpha = 1 - 55 (1 + 1) / (2 · 53 · 3) = 1 - 110 / 318.
    coded = values(by_name["events.sectors: economic"])
    assert sorted(coded) == [("False", "False"), ("False", "True")] + [("True", "True")] * 26
    assert compute_alpha(coded) == pytest.approx(1 - 110 / 318)
    assert by_name["events.sectors: economic"].alpha == Decimal("0.654")


def test_alpha_of_the_fit_of_headings_by_hand(by_name):
    # full/full 12, label/label 1, mismatch/mismatch 9, partial/partial 5, full/label 1. The coincidence matrix has
    # 24, 2, 18 and 10 on its diagonal and 1 for full and label, twice: n = 25 + 3 + 18 + 10 = 56,
    # Σ n_c n_k = 56² - 25² - 3² - 18² - 10² = 3136 - 1058 = 2078, and alpha = 1 - 55 · 2 / 2078 = 0.947.
    coded = values(by_name["events.heading_match"])
    counted = {pair: coded.count(pair) for pair in coded}
    assert counted == {
        ("full", "full"): 12,
        ("label", "label"): 1,
        ("mismatch", "mismatch"): 9,
        ("partial", "partial"): 5,
        ("full", "label"): 1,
    }
    assert compute_alpha(coded) == pytest.approx(1 - 110 / 2078)


def test_alpha_of_three_values_with_many_differences_by_hand():
    # a/a 2, b/b 3, c/c 1, a/b 2, b/c 1, c/a 1: the coincidence matrix of a, b and c is
    # [[4, 2, 1], [2, 6, 1], [1, 1, 2]] with the sums 7, 9 and 4, n = 20, unlike 8,
    # Σ n_c n_k = 400 - 49 - 81 - 16 = 254, and alpha = 1 - 19 · 8 / 254 = 0.401575.
    coded = [*["aa"] * 2, *["bb"] * 3, "cc", *["ab"] * 2, "bc", "ca"]
    assert compute_alpha([tuple(pair) for pair in coded]) == pytest.approx(0.401575, abs=1e-6)


def test_a_variable_without_variation_has_no_alpha():
    assert compute_alpha([("a", "a")] * 3) is None


def test_every_alpha_is_that_of_the_library(by_name):
    assert len(by_name) == 35
    for agreement in by_name.values():
        first, second = zip(*values(agreement), strict=True)
        domain = sorted({*first, *second})
        numbered = [[domain.index(value) for value in coder] for coder in (first, second)]
        expected = krippendorff.alpha(reliability_data=numbered, level_of_measurement="nominal")
        assert float(agreement.alpha) == pytest.approx(expected, abs=0.0005), agreement.variable.name


@pytest.mark.parametrize(
    ("name", "alpha"),
    [
        ("events.sectors", "0.897"),
        ("quantities.measure", "0.988"),
        ("quantities.period_start", "0.658"),
        ("quantities.period_end", "0.935"),
        ("discrepancies.category", "0.805"),
        ("discrepancies.severity", "0.711"),
        ("discrepancies.status", "0.851"),
    ],
)
def test_the_alphas_of_the_two_codings_stay_whatever_becomes_of_the_study_s_tables(by_name, name, alpha):
    assert by_name[name].alpha == Decimal(alpha)


def test_an_interval_holds_its_alpha_and_is_the_same_every_time(by_name):
    for agreement in by_name.values():
        if agreement.interval:
            low, high = agreement.interval
            assert low <= agreement.alpha <= high
    assert by_name["quantities.period_start"].interval == (Decimal("0.502"), Decimal("0.784"))


def test_where_the_coders_never_differ_there_is_no_interval(by_name):
    assert by_name["events.year_basis"].interval is None


def test_what_was_given_to_both_is_not_counted_as_found(opened):
    found = {one.table: tuple(map(len, (one.both, one.first, one.second))) for one in compare_unitizing(opened.package)}
    assert found == {
        "quantities": (103, 0, 0),
        "actors": (38, 5, 1),
        "participations": (86, 8, 2),
        "documents": (30, 0, 0),
    }


def test_a_difference_is_settled_by_the_value_of_today(coded_study):
    dataset, _ = coded_study.load()
    settled = {one.agreement.variable.name: one for one in find_settlements(dataset)}
    assert settled["events.heading_match"].as_first == ("T1-01",)
    assert settled["events.sectors: socio-cultural"].as_first == ("T1-02",)
    assert settled["quantities.period_start"].as_first == ("Q003",)


def test_a_correction_of_today_moves_what_is_settled_and_no_alpha(coded_study):
    before = measure_agreement(coded_study.load()[0])
    coded_study.edit("data/study/events.csv", "jcc,4,jcc,4,1986-11-25", "other,,jcc,4,1986-11-25")
    coded_study.edit("data/study/quantities.csv", "exact,1987,1988", "exact,1986,1988")
    dataset, _ = coded_study.load()
    settled = {one.agreement.variable.name: one for one in find_settlements(dataset)}
    assert settled["events.heading_match"].as_second == ("T1-01",)
    assert settled["quantities.period_start"].otherwise == ("Q003",)
    assert measure_agreement(dataset) == before


def test_a_unit_that_is_no_longer_there_counts_for_neither(coded_study):
    dataset, _ = coded_study.load()
    settled = {one.agreement.variable.name: one for one in find_settlements(dataset)}
    assert settled["discrepancies.severity"].otherwise == ("D001",)


def test_without_a_second_coding_nothing_is_compared(study):
    dataset, _ = study.load()
    assert (measure_agreement(dataset), find_settlements(dataset), compare_unitizing(dataset)) == ((), (), ())
