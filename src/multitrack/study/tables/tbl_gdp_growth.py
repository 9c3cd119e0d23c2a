"""tbl-gdp-growth: growth rates of single economies as printed, each beside the published one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import Amount, Bare, Code, PartialDate, Period, Term, Year
from multitrack.study.analysis.growth import growth_pairs
from multitrack.study.tables.table_cells import label

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
    return (Table("tbl-gdp-growth", _COLUMNS, tuple(_row(pair) for pair in growth_pairs(dataset))),)


def _row(pair: GrowthPair) -> Row:
    published = PartialDate.parse(pair.published.vintage)
    cells = (
        Code(pair.check.claim.claim_id),
        Term("places", ("countries", pair.published.economy)),
        Year(pair.year),
        Bare(Amount(pair.printed, "percent")),
        Bare(Amount(pair.published.gdp_growth_pct, "percent")),
        Bare(Amount(pair.difference, "points")),
        Period(published, published),
        label("verdicts", pair.check.verdict),
    )
    return Row(cells, pair.check.rows)
