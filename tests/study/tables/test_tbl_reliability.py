"""tbl-reliability."""

from multitrack.study.tables import build_tables


def test_a_variable_stands_with_its_alpha_its_interval_and_how_to_use_it(said):
    rows = {row[0]: row[1:] for row in said("tbl-reliability")}
    assert len(rows) == 35
    assert rows["quantities.period_start"] == ("103", "82", "0.658", "0.502", "0.784", "not alone")
    assert rows["discrepancies.severity"] == ("125", "103", "0.711", "0.583", "0.817", "with care")
    assert rows["events.year_basis"] == ("28", "28", "1.000", "–", "–", "as reliable")


def test_without_a_second_coding_there_is_no_such_table(study):
    dataset, _ = study.load()
    assert "tbl-reliability" not in {table.table_id for table in build_tables(dataset)}
