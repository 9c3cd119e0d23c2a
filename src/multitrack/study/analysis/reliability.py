"""Agreement of two codings: units matched, and Krippendorff's alpha of each variable."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from multitrack.study.coding import CODED_TABLES, LISTS, Coded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from multitrack.study.dataset import Dataset

    Ints = NDArray[np.int64]
    Key = Callable[[Coded], tuple[str, ...]]
    Pair = tuple[Coded, Coded]

_TODAY = "today"


@dataclass(frozen=True)
class Matched:
    """The units of one table: those of both coders, and those of only one."""

    table: str
    both: tuple[Pair, ...]
    first: tuple[Coded, ...]
    second: tuple[Coded, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of all rows in both codings."""
        paired = (row for pair in self.both for row in pair)
        return tuple(row.row_id for row in (*paired, *self.first, *self.second))


@lru_cache(maxsize=1)
def match_units(codings: tuple[Coded, ...]) -> tuple[Matched, ...]:
    """Match the units of every table by the rules in the codebook; nothing without codings."""
    rows: dict[tuple[str, str], list[Coded]] = {}
    for row in codings:
        rows.setdefault((row.table, row.coder), []).append(row)
    if not rows:
        return ()
    actors = _matched("actors", rows, (_cells("name"), _cells("kind", "country", "locator")))
    same = {f"second-{second.unit}": first.row_id for first, second in actors.both}

    def role_of(row: Coded) -> tuple[str, ...]:
        actor = f"{row.coder}-{row.values['actor_id']}"
        return row.values["event_id"], same.get(actor, actor)

    return (
        _matched("events", rows, (_unit,)),
        _matched("quantities", rows, (_cells("locator", "value"),)),
        actors,
        _matched("participations", rows, (lambda row: (*role_of(row), *_cells("part_in", "role")(row)), role_of)),
        _matched("documents", rows, (lambda row: (row.values["kind"], _part(row.values["locator"])),)),
        _matched("discrepancies", rows, (_unit,)),
    )


def match_with_today(first: Sequence[Coded], dataset: Dataset) -> Mapping[str, Coded]:
    """Return each unit of the first coding that is still in the study's tables → its row today.

    The ids of items are stable. Those of numbers, participations and findings follow the text, and shift when a row is
    added; these are matched by printed figure and place, or by actor and item.
    """
    table = first[0].table
    keys: Mapping[str, tuple[Key, ...]] = {
        "events": (_unit,),
        "quantities": (_cells("locator", "as_printed"), _cells("locator", "quantity_id")),
        "participations": (_cells("event_id", "actor_id", "part_in", "role"), _cells("event_id", "actor_id")),
        "discrepancies": (_cells("locator", "as_printed"), _cells("locator", "discrepancy_id")),
    }
    pairs, _, _ = _pair_off(first, _today(table, dataset), keys[table])
    return {then.unit: now for then, now in pairs}


def _today(table: str, dataset: Dataset) -> list[Coded]:
    """Return the rows of a table today, with the values of columns that have become computed."""
    coded = CODED_TABLES[table]
    rows: list[Coded] = []
    for row in getattr(dataset, table):
        unit: str = getattr(row, coded.key)
        written = dict(dataset.origins[unit].cells) if unit in dataset.origins else {}
        asked = [name for name in coded.columns if name in written or hasattr(row, name)]
        found = ((name, written[name] if name in written else getattr(row, name)) for name in asked)
        cells = tuple((name, "" if value is None else str(value)) for name, value in found)
        rows.append(Coded(_TODAY, table, unit, cells))
    return rows


def _matched(table: str, rows: Mapping[tuple[str, str], list[Coded]], keys: Iterable[Key]) -> Matched:
    return Matched(table, *_pair_off(rows.get((table, "first"), []), rows.get((table, "second"), []), keys))


def _pair_off(
    first: Sequence[Coded], second: Sequence[Coded], keys: Iterable[Key]
) -> tuple[tuple[Pair, ...], tuple[Coded, ...], tuple[Coded, ...]]:
    """Pair units with the same key, in order; the remaining units are tried with the next key."""
    found: dict[str, Coded] = {}
    left: list[Coded] = list(first)
    right: list[Coded] = list(second)
    for key in keys:
        waiting: dict[tuple[str, ...], deque[Coded]] = {}
        for row in right:
            waiting.setdefault(key(row), deque()).append(row)
        for row in left:
            if candidates := waiting.get(key(row)):
                found[row.unit] = candidates.popleft()
        taken = {row.unit for row in found.values()}
        left = [row for row in left if row.unit not in found]
        right = [row for row in right if row.unit not in taken]
    pairs = tuple((row, found[row.unit]) for row in first if row.unit in found)
    return pairs, tuple(left), tuple(right)


def _unit(row: Coded) -> tuple[str, ...]:
    return (row.unit,)


def _cells(*columns: str) -> Key:
    return lambda row: tuple(row.values.get(column, "") for column in columns)


def _part(locator: str) -> str:
    """Return section and item of a place in the study, since a heading and the text under it are one place."""
    named = locator.split(", ")
    return ", ".join(part for part in named if not part.startswith(("heading", "paragraph")))


RELIABLE: Final = Decimal("0.800")
TENTATIVE: Final = Decimal("0.667")
"""Krippendorff's customary bounds: reliable from the first on, and with care from the second."""
RESAMPLES: Final = 1000
_SEED: Final = 1977
_TAIL: Final = 25
"""Resamples out of a thousand below the interval, and as many above: 95 per cent lie between."""
_DIGITS: Final = Decimal("0.001")
_LISTED: Final = ";"


@dataclass(frozen=True)
class Variable:
    """A compared column, or one category of a column of sets.

    Attributes
    ----------
    category
        The category, present or absent in each set; empty if whole cells are compared.
    """

    table: str
    column: str
    category: str = ""

    @property
    def name(self) -> str:
        """The name with its table, and the category behind a colon: ``events.sectors: economic``."""
        name = f"{self.table}.{self.column}"
        return f"{name}: {self.category}" if self.category else name

    @property
    def variable_id(self) -> str:
        """The same for the ids of numbers: ``events-sectors-economic``."""
        parts = (self.table, self.column, self.category)
        return "-".join(part.replace("_", "-") for part in parts if part)

    def value(self, row: Coded) -> str | None:
        """Return a row's value; None if its table no longer has the column."""
        cell = row.values.get(self.column)
        if cell is None or self.column not in LISTS:
            return cell
        listed = cell.split(_LISTED)
        return str(self.category in listed) if self.category else _LISTED.join(sorted(listed))


@dataclass(frozen=True)
class Agreement:
    """The agreement of the coders on a variable.

    Attributes
    ----------
    pairs, differing
        The units coded by both, and those coded differently.
    alpha
        Nominal, to three decimals; None if all cells are equal, so that chance agrees as often as coders.
    interval
        The middle 95 per cent of the alphas of resamples; None if the coders never differ, since then resamples do not
        differ either.
    """

    variable: Variable
    pairs: tuple[Pair, ...]
    differing: tuple[Pair, ...]
    alpha: Decimal | None
    interval: tuple[Decimal, Decimal] | None

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of the rows compared."""
        return tuple(row.row_id for pair in self.pairs for row in pair)


@dataclass(frozen=True)
class Settled:
    """The units with different codings, by the coder whose value is in the study's tables today.

    Attributes
    ----------
    as_first, as_second, otherwise
        Ids of the units today, or the first coder's ids of units that no longer exist.
    """

    agreement: Agreement
    as_first: tuple[str, ...]
    as_second: tuple[str, ...]
    otherwise: tuple[str, ...]


def compare_unitizing(dataset: Dataset) -> tuple[Matched, ...]:
    """Return the matched units of the tables in which coders had to find the units."""
    return tuple(found for found in match_units(dataset.codings) if not CODED_TABLES[found.table].given)


@lru_cache(maxsize=1)  # shared by a table and the numbers
def measure_agreement(dataset: Dataset) -> tuple[Agreement, ...]:
    """Return the agreement on all variables, table by table; nothing without a second coding."""
    return tuple(
        _agreement(variable, matched.both)
        for matched in match_units(dataset.codings)
        if matched.both
        for variable in _variables(matched)
    )


def find_settlements(dataset: Dataset) -> tuple[Settled, ...]:
    """Return the settlement of differences in the study's tables, for each variable that still exists and has any."""
    found: list[Settled] = []
    for matched in match_units(dataset.codings):
        agreements = [one for one in measure_agreement(dataset) if one.variable.table == matched.table]
        differing = [agreement for agreement in agreements if agreement.differing]
        if differing:
            today = match_with_today([first for first, _ in matched.both], dataset)
            found += (settled for agreement in differing for settled in _settled(agreement, today))
    return tuple(found)


def compute_alpha(values: Sequence[tuple[str, str]]) -> float | None:
    """Return the nominal alpha of two coders' values, a pair for each unit; None if all values are the same.

    With n values in all, n_c of them c, and o the number of values in pairs that differ, alpha is
    1 - (n - 1) o / (n² - Σ n_c²). All counts are whole, so that the result is the same on every machine.
    Krippendorff, Content Analysis, 4th edition (2019), chapter 12.
    """
    found = _alphas(values, np.ones((1, len(values)), dtype=np.int64))
    return float(found[0]) if len(found) else None


def _alphas(values: Sequence[tuple[str, str]], weights: Ints) -> NDArray[np.float64]:
    """Return the alpha for each row of weights, which count the units; NaN if nothing varies."""
    domain = {value: place for place, value in enumerate(dict.fromkeys(value for pair in values for value in pair))}
    counts = np.zeros((len(values), len(domain)), dtype=np.int64)
    for unit, pair in enumerate(values):
        for value in pair:
            counts[unit, domain[value]] += 1
    differing = np.array([2 * (first != second) for first, second in values], dtype=np.int64)
    total, observed = 2 * len(values), weights @ differing
    expected = total * total - ((weights @ counts) ** 2).sum(axis=1)
    varied = expected > 0
    return 1 - (total - 1) * observed[varied] / expected[varied]


@cache
def _resamples(units: int) -> Ints:
    """Return the weights of units in each resample; a generator's raw numbers are the same on every machine."""
    drawn = np.random.PCG64(_SEED).random_raw(RESAMPLES * units).reshape(RESAMPLES, units) % np.uint64(units)
    return np.stack([np.bincount(row.astype(np.int64), minlength=units) for row in drawn])


def _interval(values: Sequence[tuple[str, str]]) -> tuple[Decimal, Decimal] | None:
    if all(first == second for first, second in values):
        return None
    alphas = np.sort(_alphas(values, _resamples(len(values))))
    tail = len(alphas) * _TAIL // RESAMPLES
    return _rounded(float(alphas[tail])), _rounded(float(alphas[-1 - tail]))


def _rounded(number: float) -> Decimal:
    return Decimal(number).quantize(_DIGITS)


def _agreement(variable: Variable, pairs: tuple[Pair, ...]) -> Agreement:
    values = [(variable.value(first) or "", variable.value(second) or "") for first, second in pairs]
    alpha = compute_alpha(values)
    differing = tuple(pair for pair, (first, second) in zip(pairs, values, strict=True) if first != second)
    return Agreement(variable, pairs, differing, None if alpha is None else _rounded(alpha), _interval(values))


def _variables(matched: Matched) -> Iterator[Variable]:
    for column in CODED_TABLES[matched.table].compared:
        yield Variable(matched.table, column)
        if column in LISTS:
            cells = (row.values[column] for pair in matched.both for row in pair)
            for category in sorted({category for cell in cells for category in cell.split(_LISTED) if category}):
                yield Variable(matched.table, column, category)


def _settled(agreement: Agreement, today: Mapping[str, Coded]) -> Iterator[Settled]:
    variable = agreement.variable
    whose: tuple[list[str], list[str], list[str]] = ([], [], [])
    for first, second in agreement.differing:
        now = today.get(first.unit)
        value = variable.value(now) if now else ""
        if value is None:
            return
        sides = {variable.value(second): 1, variable.value(first): 0} if now else {}
        whose[sides.get(value, 2)].append(now.unit if now else first.unit)
    yield Settled(agreement, *map(tuple, whose))
