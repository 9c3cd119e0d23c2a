"""A discrepancy quotes what does not fit, and names what proves it."""

FILE = "data/study/discrepancies.csv"


def test_lists_become_tuples(fuller_study):
    found = fuller_study.load()[0].discrepancies
    assert [row.quantity_ids for row in found] == [(), ("Q001",)]


def test_only_a_gap_has_no_words_of_the_study(fuller_study):
    fuller_study.edit(FILE, "7-8 April 1998", "")
    found = "no words of the study are quoted, and the category is year; quote them, or write the category gap"
    assert fuller_study.complaints() == [f"{FILE}:2:as_printed: {found}"]


def test_a_snippet_is_short(fuller_study):
    fuller_study.edit(FILE, "7-8 April 1998", " ".join("abcdefghijklm"))
    assert fuller_study.complaints() == [f"{FILE}:2:as_printed: the snippet has 13 words; quote 12 at the most"]


def test_what_is_proved_names_the_proof(fuller_study):
    fuller_study.edit(FILE, "T1-02,,jcc-05,", "T1-02,,,")
    found = "it is said to be proved, and neither a meeting nor a source proves it"
    assert fuller_study.complaints() == [f"{FILE}:2:status: {found}; name one of them, or write another status"]


def test_what_is_proved_quotes_the_words_that_prove_it(fuller_study):
    fuller_study.edit(FILE, "held on April 7-8 1988", "")
    found = "it is said to be proved, and no words of the record say so"
    assert fuller_study.complaints() == [f"{FILE}:2:record_says: {found}; quote them, or write another status"]


def test_what_is_not_proved_quotes_no_proof(fuller_study):
    fuller_study.edit(FILE, ",Q001,,,,", ",Q001,,,held on April 7-8 1988,")
    found = "the record is quoted as a proof, and the status is internal"
    remedy = "remove the words, or write the status proved"
    assert fuller_study.complaints() == [f"{FILE}:3:record_says: {found}; {remedy}"]


def test_a_proof_is_short(fuller_study):
    fuller_study.edit(FILE, "held on April 7-8 1988", " ".join("abcdefghijklm"))
    assert fuller_study.complaints() == [f"{FILE}:2:record_says: the snippet has 13 words; quote 12 at the most"]


def test_a_number_that_is_not_there(fuller_study):
    fuller_study.edit(FILE, ",Q001,", ",Q009,")
    found = 'no row of data/study/quantities.csv has "Q009" as its quantity_id; correct it or add the row there'
    assert fuller_study.complaints() == [f"{FILE}:3:quantity_ids: {found}"]


def test_rows_are_numbered_on(fuller_study):
    fuller_study.edit(FILE, "D002", "D003")
    study_lines = [line for line in fuller_study.complaints() if line.startswith(FILE)]
    assert study_lines == [
        f"{FILE}:3:discrepancy_id: D003 stands where D002 should be; number the rows from D001 without a gap"
    ]
