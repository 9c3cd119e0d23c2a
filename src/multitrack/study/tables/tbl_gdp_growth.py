"""tbl-gdp-growth: growth rates of single economies as printed, each beside the published one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import Amount, Message, NumberOnly, PartialDate, Period, Verbatim, Year
from multitrack.study.analysis.growth import find_growth_pairs
from multitrack.study.tables.tbl_claims import say_verdict

if TYPE_CHECKING:
    from multitrack.study.analysis.growth import GrowthPair
    from multitrack.study.dataset import Dataset

_COLUMNS: Final = (
    Column("year", 0.085),
    Column("code", 0.085),
    Column("economy", 0.165),
    Column("printed", 0.115, "decimal"),
    Column("published", 0.135, "decimal"),
    Column("difference", 0.115, "decimal"),
    Column("vintage", 0.150),
    Column("verdict", 0.150),
)


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each pair, by year and the widest difference first."""
    pairs = sorted(find_growth_pairs(dataset), key=lambda pair: (pair.year, -abs(pair.difference)))
    return (Table("tbl-gdp-growth", _COLUMNS, tuple(map(_row, pairs)), grouped=True),)


def _row(pair: GrowthPair) -> Row:
    published = PartialDate.parse(pair.published.vintage)
    cells = (
        Year(pair.year),
        Verbatim(pair.check.claim.claim_id),
        Message("places", ("countries", pair.published.economy)),
        NumberOnly(Amount(pair.printed, "percent")),
        NumberOnly(Amount(pair.published.gdp_growth_pct, "percent")),
        NumberOnly(Amount(pair.difference, "points")),
        Period(published, published),
        say_verdict(pair.check),
    )
    return Row(cells, pair.check.rows, code=pair.check.claim.claim_id)
