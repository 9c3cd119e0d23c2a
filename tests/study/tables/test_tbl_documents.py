"""tbl-documents."""


def test_dated_documents_come_first_and_by_their_dates(said):
    dates = [row[3] for row in said("tbl-documents")]
    assert dates[:4] == ["25 September 1981", "7 January 1984", "1993", "29 November 2004"]
    assert set(dates[dates.index("–") :]) == {"–"}


def test_a_document_stands_with_its_parties_its_place_and_its_items(said):
    rows = {row[1]: row[2:] for row in said("tbl-documents")}
    assert rows["ASEAN–Canada Joint Declaration on Trade and Investment (JDTI)"] == (
        "ASEAN; Government of Canada",
        "3 October 2011",
        "Jakarta, Indonesia",
        "T1-11, T1-12, T3-06, T3-07, T3-08",
    )


def test_one_that_no_item_names_has_its_section(said):
    assert [row[5] for row in said("tbl-documents", "id")].count("Pendahuluan") == 1
