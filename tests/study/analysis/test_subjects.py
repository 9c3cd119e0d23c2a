"""Quantities are chosen by what their indicator's first word is about."""

from multitrack.lang.values import PartialDate
from multitrack.study.analysis.subjects import TRADE, select_quantities


def test_the_numbers_of_an_indicator_stand_together_by_time(quantity, dataset):
    rows = (
        quantity(quantity_id="Q001", indicator="trade-total", period_end=PartialDate(2012)),
        quantity(quantity_id="Q002", indicator="exports"),
        quantity(quantity_id="Q003", indicator="fdi-stock"),
        quantity(quantity_id="Q004", indicator="trade-total", period_end=PartialDate(2009)),
        quantity(quantity_id="Q005", indicator="trade-total"),
        quantity(quantity_id="Q006", indicator="trader-count"),
    )
    chosen = select_quantities(dataset(quantities=rows), TRADE)
    assert [row.quantity_id for row in chosen] == ["Q005", "Q004", "Q001", "Q002"]
