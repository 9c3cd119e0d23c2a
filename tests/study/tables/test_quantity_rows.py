"""tbl-trade-study, tbl-investment and tbl-commitments: numbers with all that says what they may be compared with."""

import pytest


@pytest.fixture
def listed(tables):
    """Return the rows of a table that are among some, in the table's order."""
    return lambda table_id, some: [row.rows[0] for row in tables[table_id].body if row.rows[0] in some]


def test_trade_is_listed_by_what_is_stated_and_by_time(listed):
    ids = [
        "Q031", "Q087", "Q062", "Q041", "Q044", "Q074", "Q078", "Q084", "Q048", "Q072", "Q080", "Q085", "Q047",
        "Q049", "Q067", "Q069", "Q068", "Q073", "Q079",
    ]  # fmt: skip
    assert listed("tbl-trade-study", ids) == ids


def test_flows_come_before_stocks_and_growth_last(listed):
    ids = ["Q045", "Q081", "Q082", "Q086", "Q050", "Q051", "Q083"]
    assert listed("tbl-investment", ids) == ids


def test_commitments_keep_the_order_of_the_study(listed):
    ids = ["Q030", "Q052", "Q064", "Q071", "Q075", "Q076", "Q077", "Q100", "Q101"]
    assert listed("tbl-commitments", ids) == ids


@pytest.mark.parametrize(
    ("table_id", "code", "expected"),
    [
        ("tbl-trade-study", "en", (
            "Q062", "T2-04", "2007", "Trade, both directions", "Two-way", "more than 13", "$ billion",
            "–",
        )),
        ("tbl-trade-study", "id", (
            "Q041", "T1-10", "2009", "Perdagangan dua arah", "Dua arah", "9,03", "US$ miliar", "Statistik ASEAN",
        )),
        ("tbl-investment", "en", (
            "Q082", "T3-07", "31 December 2013", "Direct investment, stock", "Canada to ASEAN", "6.1", "C$ billion",
            "–",
        )),
        ("tbl-commitments", "en", (
            "Q077", "T3-06", "2nd Economic Ministers–Canada Consultations", "Length of the pledge", "–", "3", "years",
        )),
        ("tbl-commitments", "id", (
            "Q030", "Pendahuluan", "–", "Janji dana", "11 Juli 2012", "10", "C$ juta",
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
