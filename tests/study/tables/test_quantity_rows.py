"""tbl-trade-study, tbl-investment and tbl-commitments: numbers with all that says what they may be compared with."""

import pytest


@pytest.fixture
def listed(tables):
    """Return the rows of a table that are among some, in the table's order."""
    return lambda table_id, some: [row.code for row in tables[table_id].body if row.code in some]


def test_trade_is_listed_in_blocks_with_the_totals_first(listed):
    ids = [
        "Q062", "Q041", "Q044", "Q074", "Q078", "Q084", "Q048", "Q079", "Q072", "Q080", "Q085", "Q047", "Q073", "Q067",
        "Q069", "Q068", "Q031", "Q087", "Q049",
    ]  # fmt: skip
    assert listed("tbl-trade-study", ids) == ids


def test_flows_come_before_stocks_and_growth_last(listed):
    ids = ["Q045", "Q081", "Q082", "Q086", "Q050", "Q051", "Q083"]
    assert listed("tbl-investment", ids) == ids


def test_commitments_keep_the_order_of_the_study(listed):
    ids = ["Q030", "Q052", "Q064", "Q071", "Q075", "Q076", "Q100"]
    assert listed("tbl-commitments", ids) == ids


def test_the_length_of_a_pledge_is_in_the_row_of_the_pledge(tables, said):
    rows = {row.code: row.rows for row in tables["tbl-commitments"].body}
    assert rows["Q076"] == ("Q076", "Q077")
    assert {row[0]: row[-1] for row in said("tbl-commitments")}["Q076"] == "3 years"


@pytest.mark.parametrize(
    ("table_id", "code", "expected"),
    [
        ("tbl-trade-study", "en", (
            "Totals and surplus", "Q062", "T2-04", "2007", "Two-way trade", "more than 13", "$ billion", "–",
        )),
        ("tbl-trade-study", "id", (
            "Jumlah dan surplus", "Q041", "T1-10", "2009", "Perdagangan dua arah", "9,03", "US$ miliar",
            "Statistik ASEAN",
        )),
        ("tbl-investment", "en", (
            "Q082", "T3-07", "31 December 2013", "Direct investment, stock, Canada to ASEAN", "6.1", "C$ billion",
        )),
        ("tbl-commitments", "id", (
            "Q030", "Pendahuluan", "–", "Janji dana", "11 Juli 2012", "10", "C$ juta", "–",
        )),
    ],
)  # fmt: skip
def test_a_row_says_unit_currency_and_source_apart_from_the_value(said, table_id, code, expected):
    assert expected in said(table_id, code)


def test_values_line_up_on_the_decimal_sign(tables):
    ids = ("tbl-trade-study", "tbl-investment", "tbl-commitments")
    aligned = [column.key for table_id in ids for column in tables[table_id].columns if column.align == "decimal"]
    assert aligned == ["value", "value", "value"]


def test_no_row_mixes_two_currencies_or_two_sources(tables):
    assert {len(row.rows) for table_id in ("tbl-trade-study", "tbl-investment") for row in tables[table_id].body} == {1}
