"""Documents and discrepancies are counted by what they are."""

from decimal import Decimal

import pytest

from multitrack.lang.values import PartialDate
from multitrack.study.analysis.counts import count_all
from multitrack.study.named_rows import Discrepancy, Document


def document(document_id, kind, date=None):
    return Document(document_id, kind, date, "", "", (), (), "")


def discrepancy(number, category, event_id="", treatment="noted"):
    return Discrepancy(
        f"D{number:03}", category, "minor", "open", "study", event_id, (), "", "", "", "words", "", treatment, ""
    )


@pytest.fixture
def counted(dataset, event):
    study = dataset(
        events=(event(),),
        documents=(document("pact", "agreement", PartialDate(1981)), document("plan", "plan")),
        discrepancies=(discrepancy(1, "year", "T1-01"), discrepancy(2, "year", "T1-01"), discrepancy(3, "gap")),
    )
    return {number.number_id: number for number in count_all(study)}


@pytest.mark.parametrize(
    ("number_id", "number", "rows"),
    [
        ("documents", 2, ("pact", "plan")),
        ("documents-dated", 1, ("pact",)),
        ("documents-kind-plan", 1, ("plan",)),
        ("discrepancies", 3, ("D001", "D002", "D003")),
        ("discrepancies-in-items", 2, ("D001", "D002")),
        ("discrepancies-items", 1, ("T1-01",)),
        ("discrepancies-category-year", 2, ("D001", "D002")),
        ("discrepancies-severity-minor", 3, ("D001", "D002", "D003")),
        ("discrepancies-status-open", 3, ("D001", "D002", "D003")),
        ("discrepancies-slip-study", 3, ("D001", "D002", "D003")),
        ("discrepancies-treatment-noted", 3, ("D001", "D002", "D003")),
    ],
)
def test_a_count_names_its_rows(counted, number_id, number, rows):
    assert (counted[number_id].value.value, counted[number_id].rows) == (Decimal(number), rows)
