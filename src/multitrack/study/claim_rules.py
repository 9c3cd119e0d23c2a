"""Rules for claims: their numbers, their operands, and the bases of both."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from multitrack.study.methods import METHODS
from multitrack.study.operands import MISSING, NO_BASIS, OPEN_CURRENCY, find
from multitrack.study.rows import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from multitrack.errors import Problem
    from multitrack.study.dataset import Dataset
    from multitrack.study.operands import Operand
    from multitrack.study.records import Fault, Records
    from multitrack.study.rows import Claim

_VALUE: Final = "value"


def find_claim_faults(claims: Records[Claim], dataset: Dataset) -> Iterator[Problem]:
    """Find claims with operands that do not exist, do not suit the method, or must not be compared."""
    yield from claims.find(partial(_check, dataset))
    yield from claims.find_out_of_sequence("claim_id", "C")


def _check(dataset: Dataset, claim: Claim) -> Iterator[Fault]:
    operands: list[Operand] = []
    for text in claim.operands:
        operand = find(text, dataset)
        if operand is None:
            found = f"{text} names no row, or no part or rate of one"
            yield "operands", found, f"correct it, or write {MISSING} if there is none"
            return
        operands.append(operand)
    method = METHODS.get(claim.method)
    if method is None:
        yield "method", f"there is no method {claim.method}", f"take one of {', '.join(METHODS)}"
    elif not method.takes(len(operands)):
        found = f"{claim.method} does not work with {len(operands)} operands"
        yield "operands", found, f"name {len(method.signs)}, in the method's order"
    stated = dataset.citable.get(claim.stated)
    if isinstance(stated, Quantity):
        yield from _currencies(claim, stated, operands)
        bases = {series.series_id: series.basis for series in dataset.series}
        yield from _bases(claim, stated, [(operand, operand.basis(bases)) for operand in operands])


def _currencies(claim: Claim, stated: Quantity, operands: list[Operand]) -> Iterator[Fault]:
    for operand in operands:
        if operand.own_currency and operand.currency != claim.basis_currency:
            had, wanted = operand.currency or "no known currency", claim.basis_currency or "no currency"
            found = f"{operand.row_id} is in {had} and the claim is compared in {wanted}"
            yield "operands", found, "convert it with @ and a rate, or compare in its currency"
            return
    if stated.currency not in ("", OPEN_CURRENCY, claim.basis_currency) and claim.stated_part == _VALUE:
        found = f"{stated.quantity_id} is in {stated.currency}, not in {claim.basis_currency or 'no currency'}"
        yield "basis_currency", found, "compare in the currency that the study states"


def _bases(claim: Claim, stated: Quantity, operands: list[tuple[Operand, str]]) -> Iterator[Fault]:
    for operand, basis in operands:
        if basis not in (NO_BASIS, claim.basis_source):
            found = f"{operand.row_id} rests on the basis {basis} and the claim on {claim.basis_source}"
            yield "operands", found, "take operands of one basis, and name it in basis_source"
            return
    method = METHODS.get(claim.method)
    named = {stated.source_named, claim.basis_source} - {NO_BASIS}
    if len(named) > 1 and method and not method.crosses_bases and claim.stated_part == _VALUE:
        found = f"{stated.quantity_id} rests on the basis {stated.source_named}, not on {claim.basis_source}"
        yield "basis_source", found, "compare within the basis that the study names"
