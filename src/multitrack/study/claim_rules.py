"""Rules for claims: their numbers, their operands, and the bases of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.study.methods import METHODS
from multitrack.study.operands import MISSING, NO_BASIS, OPEN_CURRENCY, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from multitrack.errors import Problem
    from multitrack.study.dataset import Dataset
    from multitrack.study.operands import Operand
    from multitrack.study.records import Records
    from multitrack.study.rows import Claim, Quantity

_VALUE: Final = "value"


def find_claim_faults(claims: Records[Claim], dataset: Dataset) -> Iterator[Problem]:
    """Find claims with operands that do not exist, do not suit the method, or must not be compared.

    Parameters
    ----------
    claims
        The rows.
    dataset
        All rows that claims can name.
    """
    quantities = {quantity.quantity_id: quantity for quantity in dataset.quantities}
    bases = {series.series_id: series.basis for series in dataset.series}
    for line, claim in claims.entries:
        operands = [find(text, dataset) for text in claim.operands]
        known = [operand for operand in operands if operand]
        stated = quantities.get(claim.stated)
        for text, operand in zip(claim.operands, operands, strict=True):
            if operand is None:
                found = f"{text} names no row, or no part or rate of one"
                yield claims.problem(line, "operands", found, f"correct it, or write {MISSING} if there is none")
                break
        else:
            yield from _method(claims, line, claim, known)
            if stated:
                yield from _currencies(claims, line, claim, stated, known)
                yield from _bases(claims, line, claim, stated, [(one, one.basis(bases)) for one in known])
    yield from claims.find_out_of_sequence("claim_id", "C")


def _method(claims: Records[Claim], line: int, claim: Claim, operands: list[Operand]) -> Iterator[Problem]:
    method = METHODS.get(claim.method)
    if method is None:
        found = f"there is no method {claim.method}"
        yield claims.problem(line, "method", found, f"take one of {', '.join(METHODS)}")
    elif not method.takes(len(operands)):
        found = f"{claim.method} does not work with {len(operands)} operands"
        yield claims.problem(line, "operands", found, f"name {len(method.signs)}, in the method's order")


def _currencies(
    claims: Records[Claim], line: int, claim: Claim, stated: Quantity, operands: list[Operand]
) -> Iterator[Problem]:
    for operand in operands:
        if operand.own_currency and operand.currency != claim.basis_currency:
            had, wanted = operand.currency or "no known currency", claim.basis_currency or "no currency"
            found = f"{operand.row_id} is in {had} and the claim is compared in {wanted}"
            yield claims.problem(line, "operands", found, "convert it with @ and a rate, or compare in its currency")
            return
    if stated.currency not in ("", OPEN_CURRENCY, claim.basis_currency) and claim.stated_part == _VALUE:
        found = f"{stated.quantity_id} is in {stated.currency}, not in {claim.basis_currency or 'no currency'}"
        yield claims.problem(line, "basis_currency", found, "compare in the currency that the study states")


def _bases(
    claims: Records[Claim], line: int, claim: Claim, stated: Quantity, operands: list[tuple[Operand, str]]
) -> Iterator[Problem]:
    for operand, basis in operands:
        if basis not in (NO_BASIS, claim.basis_source):
            found = f"{operand.row_id} rests on the basis {basis} and the claim on {claim.basis_source}"
            yield claims.problem(line, "operands", found, "take operands of one basis, and name it in basis_source")
            return
    method = METHODS.get(claim.method)
    named = {stated.source_named, claim.basis_source} - {NO_BASIS}
    if len(named) > 1 and method and not method.crosses_bases and claim.stated_part == _VALUE:
        found = f"{stated.quantity_id} rests on the basis {stated.source_named}, not on {claim.basis_source}"
        yield claims.problem(line, "basis_source", found, "compare within the basis that the study names")
