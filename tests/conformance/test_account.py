"""Facts as lines of a record, and how two accounts differ."""

from .account import Fact, differences, plain, printed_numbers, without_programs


def test_a_long_text_is_cut_and_told_by_its_hash():
    one, other = (Fact("text", "sec-one", "a word " * 40 + end).line for end in ("this", "that"))

    assert one.startswith("text sec-one | a word a word")
    assert one.endswith(" … 81 words, 2f01f4e4")
    assert one[:-8] == other[:-8]
    assert one != other


def test_white_space_of_every_kind_is_one_space_and_soft_hyphens_are_none():
    assert plain(" a\u00a0b\n\tc\u202fd gov\u00adern ") == "a b c d govern"


def test_the_programs_that_a_colophon_names_are_no_difference_between_engines():
    by_quarto = "ProgramsQuarto 1.10.18, Pandoc 3.8.3, Typst 0.14.2Typefaces"

    assert without_programs(by_quarto) == without_programs("ProgramsPandoc 3.9, Typst 0.15.1Typefaces")
    assert without_programs("Quarto 1.10 and Pandoc") == "Quarto 1.10 and Pandoc"


def test_the_numbers_of_an_anchor_are_told_in_their_order():
    facts = [
        Fact("text", "sec-a", "15.8 in 1977–2018, and 3."),
        Fact("heading", "sec-b", "1 | 2 | B"),
        Fact("note", "sec-a", "12.000"),
    ]

    assert printed_numbers(facts) == [Fact("numbers", "sec-a", "15.8 1977–2018 3 12.000")]


def test_a_missing_fact_is_one_difference_whatever_follows():
    expected = ["heading a | A", "heading b | B", "heading c | C", "row a | 1"]

    assert differences(expected, ["heading a | A", "heading c | C", "row a | 1"]) == ["missing  heading b | B"]


def test_facts_in_another_order_are_a_difference():
    assert differences(["row | 1", "row | 2"], ["row | 2", "row | 1"]) == ["   added row | 2", "missing  row | 2"]


def test_equal_accounts_have_none():
    assert differences(["row | 1"], ["row | 1"]) == []
