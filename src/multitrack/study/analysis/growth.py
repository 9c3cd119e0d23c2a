"""Growth rates of single economies in the study, each with the independent figure that checks it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Number
from multitrack.lang.values import Amount, Message, Year
from multitrack.study.analysis.counts import count, say_counts
from multitrack.study.analysis.verdicts import check_claims
from multitrack.study.rows import GdpGrowth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from multitrack.study.analysis.verdicts import Check
    from multitrack.study.dataset import Dataset

_APART: Final = Decimal(1)
"""Percentage points from which two rates are far apart: the difference that vintages can make."""


@dataclass(frozen=True)
class GrowthPair:
    """A rate as printed and as published."""

    check: Check
    published: GdpGrowth

    @property
    def year(self) -> int:
        """The year of both."""
        return self.published.year

    @property
    def printed(self) -> Decimal:
        """The rate in the study, in per cent."""
        return self.check.quantity.value

    @property
    def difference(self) -> Decimal:
        """Excess of the printed rate over the published one, in percentage points."""
        return self.printed - self.published.gdp_growth_pct


def find_growth_pairs(dataset: Dataset) -> tuple[GrowthPair, ...]:
    """Return the claims that compare a rate with a row of ``gdp_growth.csv``, in the order of the study."""
    claims = ((check, check.only_row) for check in check_claims(dataset))
    return tuple(GrowthPair(check, row) for check, row in claims if isinstance(row, GdpGrowth))


def make_growth_numbers(dataset: Dataset) -> Iterator[Number]:
    """Yield the numbers of pairs and economies, the widest and the closest pair, and counts of differences by year.

    ``growth-widest`` and ``growth-closest`` come with ``-economy``, ``-year``, ``-printed``, ``-published`` and
    ``-difference``; ``growth-YEAR-above`` and ``growth-YEAR-apart`` count the rates above the published ones, and those
    a percentage point away or more.
    """
    pairs = find_growth_pairs(dataset)
    if not pairs:
        return
    yield from say_counts(_counts(pairs))
    by_size = sorted(pairs, key=lambda pair: abs(pair.difference))
    yield from _named("growth-widest", by_size[-1])
    yield from _named("growth-closest", by_size[0])


def _counts(pairs: Sequence[GrowthPair]) -> Iterator[Number]:
    yield count("growth-pairs", _rows(pairs), number=len(pairs))
    yield count("growth-economies", _rows(pairs), number=len({pair.published.economy for pair in pairs}))
    for year in sorted({pair.year for pair in pairs}):
        within = [pair for pair in pairs if pair.year == year]
        above = [pair for pair in within if pair.difference > 0]
        apart = [pair for pair in within if abs(pair.difference) >= _APART]
        yield count(f"growth-{year}-above", _rows(above or within), number=len(above))
        yield count(f"growth-{year}-apart", _rows(apart or within), number=len(apart))


def _named(name: str, pair: GrowthPair) -> Iterator[Number]:
    unit, rows = pair.check.quantity.unit, _rows([pair])
    yield Number(f"{name}-economy", Message("places", ("countries", pair.published.economy)), rows)
    yield Number(f"{name}-year", Year(pair.year), rows)
    yield Number(f"{name}-printed", Amount(pair.printed, unit), rows)
    yield Number(f"{name}-published", Amount(pair.published.gdp_growth_pct, unit), rows)
    yield Number(f"{name}-difference", Amount(abs(pair.difference), "points"), rows)


def _rows(pairs: Sequence[GrowthPair]) -> tuple[str, ...]:
    return tuple(row for pair in pairs for row in (pair.check.quantity.quantity_id, pair.published.row_id))
