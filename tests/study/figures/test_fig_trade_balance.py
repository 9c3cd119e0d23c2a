"""Imports and exports, and their balance beside the one that the study states."""


def of(figure, part):
    return [point for point in figure.points if point.part == part]


def test_the_balance_is_imports_less_exports(figure):
    flows = {(point.series, point.year): point.value for point in of(figure, "flow")}
    for point in of(figure, "balance"):
        assert point.value == flows["canada-imports", point.year] - flows["canada-exports", point.year]
        assert (point.row, point.other_row) == (
            f"trade:canada-imports:{point.year}", f"trade:canada-exports:{point.year}",
        )  # fmt: skip


def test_there_is_no_balance_without_both_directions(figure):
    assert min(point.year for point in of(figure, "flow")) == 1975
    assert [point.year for point in of(figure, "balance")] == list(range(1980, 2015))


def test_the_surplus_of_the_study_stands_by_the_balance(figure, by_row):
    assert [(point.row, point.year) for point in of(figure, "study")] == [("Q079", 2013)]
    assert (by_row["en"]["Q079"]["label"], by_row["id"]["Q079"]["label"]) == ("the study, 5.8", "studi, 5,8")
