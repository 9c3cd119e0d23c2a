"""The numbers of the two codings: units found, agreement, and how differences were settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.analysis.counting import count
from multitrack.analysis.reliability import RELIABLE, agreements, settlements, unitizing
from multitrack.model.outputs import Number
from multitrack.model.values import Amount, Bare, Code, Listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from multitrack.model.dataset import Dataset


def counts_of_codings(dataset: Dataset) -> Iterator[Number]:
    """Yield the counts of units, of variables and of cells that differ; nothing without a second coding."""
    for found in unitizing(dataset):
        for side, units in (("both", found.both), ("first", found.first), ("second", found.second)):
            yield count(f"unitizing-{found.table}-{side}", found.rows, number=len(units))
    rows = [row.row_id for row in dataset.codings]
    compared = agreements(dataset)
    sorted_out = {
        "variables": compared,
        "alike": [one for one in compared if not one.differing],
        "reliable": [one for one in compared if one.alpha is not None and one.alpha >= RELIABLE],
        "below": [one for one in compared if one.alpha is not None and one.alpha < RELIABLE],
    }
    for name, variables in sorted_out.items():
        yield count(f"reliability-{name}", rows, number=len(variables))
    for one in compared:
        alike = len(one.pairs) - len(one.differing)
        yield count(f"alike-{one.variable.variable_id}", one.rows, number=alike)
        yield count(f"compared-{one.variable.variable_id}", one.rows, number=len(one.pairs))
    # The category of a set is no cell of its own.
    settled = [one for one in settlements(dataset) if not one.agreement.variable.category]
    for side in ("units", "as_first", "as_second", "otherwise"):
        number = sum(len(getattr(one, side)) for one in settled)
        yield count(f"settled-{side.replace('_', '-')}", rows, number=number)


def alpha_numbers(dataset: Dataset) -> Iterator[Number]:
    """Yield ``alpha-TABLE-COLUMN`` of every variable, and the names of those that are less than reliable."""
    compared = agreements(dataset)
    for one in compared:
        if one.alpha is not None:
            yield Number(f"alpha-{one.variable.variable_id}", Bare(Amount(one.alpha)), one.rows)
    below = [one for one in compared if one.alpha is not None and one.alpha < RELIABLE]
    if below:
        named = tuple(Code(one.variable.name) for one in below)
        rows = tuple(dict.fromkeys(row for one in below for row in one.rows))
        yield Number("reliability-below-names", Listed(named), rows)
