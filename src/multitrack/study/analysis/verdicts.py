"""Checks of claims: operands found, compared by interval, and judged."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Number
from multitrack.lang.values import Amount, Ordinal, Year, label
from multitrack.study.analysis.counts import COUNTED_THROUGH, count, say_counts
from multitrack.study.analysis.rounding import Interval, find_unit, interpret, round_to
from multitrack.study.methods import METHODS
from multitrack.study.operands import find
from multitrack.study.rows import (
    Event,
    ExchangeRate,
    GdpGrowth,
    Population,
    PriceIndex,
    Quantity,
    Statement,
    TradeValue,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from multitrack.lang.values import Value
    from multitrack.study.dataset import CitableRow, Dataset
    from multitrack.study.operands import Operand
    from multitrack.study.rows import Claim, TradeSeries

_SCALES: Final = {"ones": Decimal(1), "million": Decimal(10) ** 6, "billion": Decimal(10) ** 9}
"""Scale → multiplier."""
_VALUES: Final[Mapping[type, str]] = {
    TradeValue: "value_usd_m",
    ExchangeRate: "cad_per_usd",
    GdpGrowth: "gdp_growth_pct",
    PriceIndex: "cpi_u",
    Population: "persons",
    Event: "year",
    Quantity: "value",
    Statement: "value",
}
"""Kind of row → attribute with its number."""
UNCHECKED: Final = "cannot-be-checked"
DIFFERS: Final = "does-not-hold"
VERDICTS: Final = ("holds", "holds-within-rounding", "holds-within-margin", DIFFERS, UNCHECKED)
KINDS: Final = ("own-numbers", "statement", "statistics")
_STATISTICS: Final = (TradeValue, Population, GdpGrowth, PriceIndex)
_FITTED: Final = "year-fitted"
"""The note of a claim with a year chosen because its number fits."""
_YEAR: Final = "year"
_EXACT: Final = "exact"


def compute_number(operand: Operand) -> Decimal:
    """Return the operand's number in ones, converted at its rate; a year as a plain number.

    The row must be known.
    """
    value, scale, _ = _printed(operand)
    return _at_rate(value * scale, operand, operand.rate.cad_per_usd if operand.rate else Decimal(1))


def _bound_by_rounding(operand: Operand) -> Interval:
    """Return the interval of an operand's number by the printed digits of its row and its rate."""
    value, scale, qualifier = _printed(operand)
    if operand.part:
        return Interval(value, value)
    printed = interpret(value, qualifier)
    rate = interpret(operand.rate.cad_per_usd) if operand.rate else Interval(Decimal(1), Decimal(1))
    low, high = (rate.low, rate.high) if operand.multiplies else (rate.high, rate.low)
    return Interval(_at_rate(printed.low * scale, operand, low), _at_rate(printed.high * scale, operand, high))


def _bound_by_margin(operand: Operand, series: Mapping[str, TradeSeries]) -> Interval:
    """Return the interval of an operand's number by rounding and the known margin of its series."""
    row, bounds = operand.row, _bound_by_rounding(operand)
    margin = series[row.series_id].margin_pct if isinstance(row, TradeValue) and _is_certain(operand, series) else None
    return bounds if margin is None else bounds.widen(margin)


def _is_certain(operand: Operand, series: Mapping[str, TradeSeries]) -> bool:
    """Test an operand's row for the absence of known uncertainty."""
    row = operand.row
    return not isinstance(row, TradeValue) or series[row.series_id].is_certain(row.year)


def _printed(operand: Operand) -> tuple[Decimal, Decimal, str]:
    """Return an operand's printed value, its multiplier and its qualifier."""
    row = operand.row
    if operand.part or row is None:
        return Decimal(operand.year or 0), Decimal(1), _EXACT
    value = Decimal(getattr(row, _VALUES[type(row)]))
    scale = getattr(row, "scale", "million" if isinstance(row, TradeValue) else "ones")
    return value, _SCALES[scale], row.qualifier if isinstance(row, Quantity) else _EXACT


def _at_rate(value: Decimal, operand: Operand, rate: Decimal) -> Decimal:
    return value * rate if operand.multiplies else value / rate


@dataclass(frozen=True)
class Recomputed:
    """The result from the operands, in the scale of the stated number.

    Attributes
    ----------
    value
        From the operands as printed.
    rounding, margin
        Its intervals by the rounding of the operands, and by their known margins, too.
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
    operands
        The numbers that it is recomputed from.
    recomputed
        None if an operand is missing.
    verdict, reason
        Keys of ``verdicts`` and ``reasons`` in ``labels.yml``.
    """

    claim: Claim
    quantity: Quantity
    operands: tuple[Operand, ...]
    recomputed: Recomputed | None
    verdict: str
    reason: str

    @property
    def row_id(self) -> str:
        """The id of its claim."""
        return self.claim.claim_id

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of the claim, the stated number and the rows of the operands."""
        rows = (row for operand in self.operands for row in operand.rows)
        return tuple(dict.fromkeys((self.claim.claim_id, self.claim.stated, *rows)))

    @property
    def only_row(self) -> CitableRow | None:
        """The row of a single operand; None if there are several."""
        return self.operands[0].row if len(self.operands) == 1 else None

    @property
    def kind(self) -> str:
        """Key of ``claim-kinds`` in ``labels.yml``: of several kinds of operands, the one farthest from the study."""
        rows = [operand.row for operand in self.operands]
        if any(isinstance(row, _STATISTICS) for row in rows):
            return KINDS[2]
        return KINDS[1] if any(isinstance(row, Statement) for row in rows) else KINDS[0]

    @property
    def is_year(self) -> bool:
        """True if the check is of the number's year, not of the number."""
        return self.claim.stated_part == _YEAR

    @property
    def stated(self) -> Decimal:
        """The number or the year in the study."""
        return Decimal(_year_of(self.quantity)) if self.is_year else self.quantity.value

    def say(self, number: Decimal) -> Value:
        """Return a recomputed number for print: with one digit more than the study's, but years whole."""
        if self.is_year:
            return Year(int(number))
        quantity, result = self.quantity, self.recomputed
        whole = result is not None and result.margin.is_point and number == number.to_integral_value()
        shown = round_to(number, find_unit(self.stated) / (1 if whole else 10))
        return Amount(shown, quantity.unit, quantity.scale, self.claim.basis_currency if quantity.currency else "")


@lru_cache(maxsize=1)  # shared by a dozen figures and tables
def check_claims(dataset: Dataset) -> tuple[Check, ...]:
    """Return every claim with its verdict, in the order of the claims."""
    quantities = {quantity.quantity_id: quantity for quantity in dataset.quantities}
    series = {one.series_id: one for one in dataset.series}
    stated = [(claim, quantities[claim.stated]) for claim in dataset.claims if claim.stated in quantities]
    return tuple(_check(claim, quantity, dataset, series) for claim, quantity in stated)


def _check(claim: Claim, quantity: Quantity, dataset: Dataset, series: Mapping[str, TradeSeries]) -> Check:
    operands = tuple(operand for text in claim.operands if (operand := find(text, dataset)))
    if not all(operand.row for operand in operands):
        return Check(claim, quantity, operands, None, UNCHECKED, "missing-operand")
    recomputed = _recompute(claim, quantity, operands, series)
    if reason := _no_test(claim, quantity, operands, series):
        return Check(claim, quantity, operands, recomputed, UNCHECKED, reason)
    verdict, reason = _judge(claim, quantity, recomputed)
    if verdict == DIFFERS and not all(_is_certain(operand, series) for operand in operands):
        verdict, reason = UNCHECKED, "low-certainty"
    return Check(claim, quantity, operands, recomputed, verdict, reason)


def _no_test(claim: Claim, quantity: Quantity, operands: Sequence[Operand], series: Mapping[str, TradeSeries]) -> str:
    """Return the reason why a comparison is no test; empty if it is one.

    The margin of an estimate holds for levels. The margin of a growth between two of them is unknown, since the errors
    of one series are correlated: taken as independent, they would let almost any growth agree. A part of the members
    bounds the whole only within the statistics of one compiler.
    """
    if claim.note_key == _FITTED:
        return _FITTED
    trade = [series[operand.row.series_id] for operand in operands if isinstance(operand.row, TradeValue)]
    method = METHODS[claim.method]
    if method.compares_years and len(trade) > 1 and trade[0].margin_pct is not None:
        return "estimated-growth"
    if method.relation == "not-below" and any(one.statistics != quantity.source_named for one in trade):
        return "other-statistics"
    return ""


def _judge(claim: Claim, quantity: Quantity, recomputed: Recomputed) -> tuple[str, str]:
    """Return verdict and reason."""
    method, value = METHODS[claim.method], recomputed.value
    if claim.stated_part == _YEAR:
        stated, exact = Decimal(_year_of(quantity)), True
        possible = Interval(stated, stated)
    else:
        stated, exact = quantity.value, quantity.qualifier == _EXACT
        possible = interpret(stated, quantity.qualifier)
    match method.relation:
        case "quoted":
            sides = (round_to(value, find_unit(stated)) == stated, False, False)
        case "not-below":
            sides = (stated >= value, possible.high > recomputed.rounding.low, possible.high > recomputed.margin.low)
        case "not-above":
            sides = (stated <= value, possible.low < recomputed.rounding.high, possible.low < recomputed.margin.high)
        case "between":
            sides = (False, False, possible.meets(recomputed.margin))
        case _:
            equal = round_to(value, find_unit(stated)) == stated if exact else possible.holds(value)
            sides = (equal, possible.meets(recomputed.rounding), possible.meets(recomputed.margin))
    first = "bound" if method.relation.startswith("not-") else "equal"
    last = "between" if method.relation == "between" else "within-margin"
    reasons = (first, "within-rounding", last)
    return next(
        ((verdict, reason) for verdict, reason, side in zip(VERDICTS, reasons, sides, strict=False) if side),
        (DIFFERS, "apart"),
    )


def _recompute(
    claim: Claim, quantity: Quantity, operands: Sequence[Operand], series: Mapping[str, TradeSeries]
) -> Recomputed:
    method = METHODS[claim.method]
    years = _years(operands)
    scale = Decimal(1) if claim.stated_part == _YEAR else _SCALES[quantity.scale]

    def result(ends: Iterable[Interval]) -> Interval:
        """Return the interval of results with each operand at its ends that lower and raise the result."""
        pairs = [(end.low, end.high)[:: method.sign(place)] for place, end in enumerate(ends)]
        if method.relation == "between":
            return Interval(min(low for low, _ in pairs) / scale, max(high for _, high in pairs) / scale)
        low, high = (method.formula(side, years) / scale for side in zip(*pairs, strict=True))
        return Interval(low, high)

    value = method.formula([compute_number(operand) for operand in operands], years) / scale
    rounding = result(_bound_by_rounding(operand) for operand in operands)
    margin = rounding if method.compares_years else result(_bound_by_margin(operand, series) for operand in operands)
    return Recomputed(value, rounding, margin)


def _years(operands: Sequence[Operand]) -> int:
    """Count the years from the first operand to the last, or of the only operand; at least 1."""
    only = operands[0].row
    if len(operands) == 1 and isinstance(only, Quantity) and only.period:
        return max(1, only.period.end.year - only.period.start.year)
    return max(1, (operands[-1].year or 0) - (operands[0].year or 0))


def _year_of(quantity: Quantity) -> int:
    return quantity.period.end.year if quantity.period else 0


def make_claim_numbers(dataset: Dataset) -> Iterator[Number]:
    """Yield the numbers of each claim and the counts over all.

    A claim gives ``c01-stated``, ``c01-recomputed`` and ``c01-recomputed-ordinal``, ``c01-low`` and ``c01-high`` (its
    interval by rounding and known margins), ``c01-difference`` (without sign), ``c01-verdict``, ``c01-reason`` and
    ``c01-note``: each if it exists. There are counts of the claims by verdict (``claims``, ``claims-holds`` and so on),
    the same of each kind (``claims-own-numbers``, ``claims-own-numbers-holds``), of unchecked claims by reason
    (``claims-missing-operand``), and of the different numbers that claims recompute (``claimed``).
    """
    checks = check_claims(dataset)
    for check in checks:
        yield from _of_claim(check)
    yield from say_counts(_counts(checks))


def _counts(checks: Sequence[Check]) -> Iterator[Number]:
    yield from _of_verdicts("claims", checks)
    for kind in KINDS:
        yield from _of_verdicts(f"claims-{kind}", [check for check in checks if check.kind == kind])
    unchecked = [check for check in checks if check.verdict == UNCHECKED]
    for reason in dict.fromkeys(check.reason for check in unchecked):
        yield count(f"claims-{reason}", [check for check in unchecked if check.reason == reason])
    yield count("claimed", list(dict.fromkeys(check.claim.stated for check in checks)))


def _of_verdicts(name: str, checks: Sequence[Check]) -> Iterator[Number]:
    yield count(name, checks)
    for verdict in VERDICTS:
        yield count(f"{name}-{verdict}", [check for check in checks if check.verdict == verdict], checks)


def _of_claim(check: Check) -> Iterator[Number]:
    name = check.claim.claim_id.lower()
    parts: dict[str, Value] = {
        "stated": Year(int(check.stated)) if check.is_year else check.quantity.amount,
        "verdict": label("verdicts", check.verdict),
        "reason": label("reasons", check.reason),
        "note": label("claim-notes", check.claim.note_key),
    }
    if result := check.recomputed:
        parts |= {"low": check.say(result.margin.low), "high": check.say(result.margin.high)}
        if METHODS[check.claim.method].relation != "between":
            parts["recomputed"] = check.say(result.value)
            if check.quantity.measure in COUNTED_THROUGH and result.margin.is_point:
                parts["recomputed-ordinal"] = Ordinal(int(result.value))
            difference = abs(check.stated - result.value)
            parts["difference"] = Amount(difference, "years") if check.is_year else check.say(difference)
    for part, value in parts.items():
        yield Number(f"{name}-{part}", value, check.rows)
