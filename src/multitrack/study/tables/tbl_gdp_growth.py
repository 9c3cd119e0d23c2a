"""tbl-gdp-growth: growth rates of single economies as printed, each beside the published one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import Amount, Message, NumberOnly, PartialDate, Period, Verbatim, Year, label
from multitrack.study.analysis.growth import find_growth_pairs

if TYPE_CHECKING:
    from multitrack.study.analysis.growth import GrowthPair
    from multitrack.study.dataset import Dataset

_COLUMNS: Final = (
    Column("row", 0.085),
    Column("economy", 0.165),
    Column("year", 0.085),
    Column("printed", 0.115, "decimal"),
    Column("published", 0.135, "decimal"),
    Column("difference", 0.115, "decimal"),
    Column("vintage", 0.150),
    Column("verdict", 0.150),
)


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: two rows or more for each economy, in the study's order."""
    return (Table("tbl-gdp-growth", _COLUMNS, tuple(_row(pair) for pair in find_growth_pairs(dataset))),)


def _row(pair: GrowthPair) -> Row:
    published = PartialDate.parse(pair.published.vintage)
    cells = (
        Verbatim(pair.check.claim.claim_id),
        Message("places", ("countries", pair.published.economy)),
        Year(pair.year),
        NumberOnly(Amount(pair.printed, "percent")),
        NumberOnly(Amount(pair.published.gdp_growth_pct, "percent")),
        NumberOnly(Amount(pair.difference, "points")),
        Period(published, published),
        label("verdicts", pair.check.verdict),
    )
    return Row(cells, pair.check.rows)
