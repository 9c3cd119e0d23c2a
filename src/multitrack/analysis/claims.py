"""The claims: each number that the study states, recomputed from other rows, and the verdict on it.

Nothing of this stands in the data. A claim names the number, the rows and the method; from these come the recomputed
number, the interval in which rounding leaves it, a wider one where a series has a known margin, and the verdict:

``holds``
    The recomputed number, rounded to the digits that the study prints, is the stated one.
``holds-within-rounding``
    What the stated number can mean and what the recomputed one can be, both by rounding, have a number in common.
``holds-within-margin``
    They have one only by the known margin of an estimate, or because the number lies between the ends of a range.
``does-not-hold``
    They have none.
``cannot-be-checked``
    An operand is missing, or the two are apart and the reference is of low certainty.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from multitrack.analysis.operands import SCALES, is_certain, margin_of, number, rounding_of
from multitrack.analysis.rounding import Interval, meant, rounded, unit_of
from multitrack.model.methods import METHODS
from multitrack.model.operands import find
from multitrack.model.rows import Quantity
from multitrack.model.values import Amount, Year

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from multitrack.model.dataset import Dataset
    from multitrack.model.methods import Method
    from multitrack.model.operands import Operand
    from multitrack.model.rows import Claim, Series
    from multitrack.model.values import Value

HOLDS: Final = "holds"
VERDICTS: Final = (HOLDS, "holds-within-rounding", "holds-within-margin", "does-not-hold", "cannot-be-checked")
_YEAR: Final = "year"
_EXACT: Final = "exact"


@dataclass(frozen=True)
class Recomputed:
    """What the operands give, in the scale of the stated number.

    Attributes
    ----------
    value
        From the operands as they stand.
    rounding, margin
        In what the rounding of the operands leaves it, and in what their known margins do besides.
    """

    value: Decimal
    rounding: Interval
    margin: Interval


@dataclass(frozen=True)
class Check:
    """A claim with its verdict.

    Attributes
    ----------
    quantity
        The stated number.
    recomputed
        None if an operand is missing.
    verdict, reason
        Keys of ``verdicts`` and ``reasons`` in ``labels.yml``.
    rows
        The claim, the stated number and the rows of the operands.
    """

    claim: Claim
    quantity: Quantity
    recomputed: Recomputed | None
    verdict: str
    reason: str
    rows: tuple[str, ...]

    @property
    def is_year(self) -> bool:
        """Whether the year that the number refers to is checked, and not the number."""
        return self.claim.stated_part == _YEAR

    @property
    def stated(self) -> Decimal:
        """The number or the year that the study states."""
        return Decimal(_year_of(self.quantity)) if self.is_year else self.quantity.value

    @property
    def difference(self) -> Decimal | None:
        """By how much the stated number exceeds the recomputed one; None if there is none."""
        return None if self.recomputed is None else self.stated - self.recomputed.value

    def say(self, number: Decimal) -> Value:
        """Return a recomputed number as it is printed: with one digit more than the study prints, but whole years."""
        if self.is_year:
            return Year(int(number))
        quantity = self.quantity
        currency = self.claim.basis_currency if quantity.currency else ""
        return Amount(self.shown(number), quantity.unit, quantity.scale, currency)

    def shown(self, number: Decimal) -> Decimal:
        """Return a recomputed number with the digits that it is printed with."""
        whole = self.recomputed is not None and self.recomputed.margin.is_point and number == number.to_integral_value()
        return rounded(number, unit_of(self.stated) / (1 if whole else 10))


@lru_cache(maxsize=1)  # a dozen figures and tables ask for them
def check_claims(dataset: Dataset) -> tuple[Check, ...]:
    """Return every claim with its verdict, in the order of the claims."""
    quantities = {quantity.quantity_id: quantity for quantity in dataset.quantities}
    series = {one.series_id: one for one in dataset.series}
    stated = [(claim, quantities[claim.stated]) for claim in dataset.claims if claim.stated in quantities]
    return tuple(_check(claim, quantity, dataset, series) for claim, quantity in stated)


def _check(claim: Claim, quantity: Quantity, dataset: Dataset, series: Mapping[str, Series]) -> Check:
    operands = [operand for text in claim.operands if (operand := find(text, dataset))]
    rows = tuple(dict.fromkeys((claim.claim_id, claim.stated, *(row for one in operands for row in one.rows))))
    if not all(operand.row for operand in operands):
        return Check(claim, quantity, None, "cannot-be-checked", "missing-operand", rows)
    is_year = claim.stated_part == _YEAR
    recomputed = _recompute(claim, quantity, operands, series)
    stated, qualifier = (Decimal(_year_of(quantity)), _EXACT) if is_year else (quantity.value, quantity.qualifier)
    possible = Interval(stated, stated) if is_year else meant(stated, qualifier)
    verdict, reason = _judge(METHODS[claim.method], stated, possible, recomputed, exact=qualifier == _EXACT)
    if verdict == "does-not-hold" and not all(is_certain(operand, series) for operand in operands):
        verdict, reason = "cannot-be-checked", "low-certainty"
    return Check(claim, quantity, recomputed, verdict, reason, rows)


def _judge(
    method: Method, stated: Decimal, possible: Interval, recomputed: Recomputed, *, exact: bool
) -> tuple[str, str]:
    """Return verdict and reason."""
    value = recomputed.value
    match method.relation:
        case "not-below":
            sides = (stated >= value, possible.high > recomputed.rounding.low, possible.high > recomputed.margin.low)
        case "not-above":
            sides = (stated <= value, possible.low < recomputed.rounding.high, possible.low < recomputed.margin.high)
        case "between":
            sides = (False, False, possible.meets(recomputed.margin))
        case _:
            equal = rounded(value, unit_of(stated)) == stated if exact else possible.holds(value)
            sides = (equal, possible.meets(recomputed.rounding), possible.meets(recomputed.margin))
    first = "equal" if method.relation == "equal" else "bound"
    last = "between" if method.relation == "between" else "within-margin"
    reasons = (first, "within-rounding", last)
    return next(
        ((verdict, reason) for verdict, reason, side in zip(VERDICTS, reasons, sides, strict=False) if side),
        ("does-not-hold", "apart"),
    )


def _recompute(
    claim: Claim, quantity: Quantity, operands: Sequence[Operand], series: Mapping[str, Series]
) -> Recomputed:
    method = METHODS[claim.method]
    years = _years(operands)
    scale = Decimal(1) if claim.stated_part == _YEAR else SCALES[quantity.scale]

    def result(ends: Iterable[Interval]) -> Interval:
        """Move every operand to the end that lowers the result, and to the one that raises it."""
        pairs = [(end.low, end.high)[:: method.sign(place)] for place, end in enumerate(ends)]
        if method.relation == "between":
            return Interval(min(low for low, _ in pairs) / scale, max(high for _, high in pairs) / scale)
        low, high = (method.formula(side, years) / scale for side in zip(*pairs, strict=True))
        return Interval(low, high)

    value = method.formula([number(operand) for operand in operands], years) / scale
    rounding = result(rounding_of(operand) for operand in operands)
    return Recomputed(value, rounding, result(margin_of(operand, series) for operand in operands))


def _years(operands: Sequence[Operand]) -> int:
    """Return the years from the first operand's to the last one's, or those of the one operand; at least 1."""
    only = operands[0].row
    if len(operands) == 1 and isinstance(only, Quantity) and only.period:
        return max(1, only.period.end.year - only.period.start.year)
    return max(1, (operands[-1].year or 0) - (operands[0].year or 0))


def _year_of(quantity: Quantity) -> int:
    return quantity.period.end.year if quantity.period else 0
