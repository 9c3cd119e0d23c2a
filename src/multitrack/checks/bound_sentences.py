"""Sentences bound to the data: each is true as long as a condition over the edition's numbers is.

A page binds one with ``[sentence]{holds="{left} > 1/2 * {right}"}``, a text with a key ``holds`` beside it. A condition
compares terms of numbers and ids by ``<``, ``<=``, ``=``, ``!=``, ``>=`` and ``>``, and joins comparisons by ``and``.
"""

from __future__ import annotations

import ast
import operator
import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from multitrack.errors import Problem, nearest
from multitrack.lang.language import PLACEHOLDER
from multitrack.lang.values import Amount, NumberOnly, Ordinal, Year
from multitrack.source.texts import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from multitrack.checks.chapters import Chapter
    from multitrack.lang.outputs import Number
    from multitrack.lang.values import Value
    from multitrack.project import Profile, Project

KEY: Final = "holds"
_TEXTS: Final = ("figures", "tables")
_EQUALS: Final = re.compile(r"(?<![<>!=])=(?!=)")
_LONGEST: Final = 1000
_SCALES: Final[Mapping[str, int]] = {"ones": 1, "million": 10**6, "billion": 10**9}
_REMEDY: Final = "say what the numbers say now"
_FORM: Final = "compare numbers and ids in braces, like {events} > 1/2 * {items}"
_STEPS: Final[Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]]] = {
    ast.Add: lambda one, other: one + other,
    ast.Sub: lambda one, other: one - other,
    ast.Mult: lambda one, other: one * other,
    ast.Div: lambda one, other: one / other,
}
_RELATIONS: Final[Mapping[type[ast.cmpop], Callable[[Any, Any], bool]]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.GtE: operator.ge,
    ast.Gt: operator.gt,
}  # fmt: skip
_NO_MONEY: Final = "its terms make no amount of money and no bare number"


class _UnreadableError(Exception):
    """A condition cannot be computed."""


@dataclass(frozen=True)
class _Measure:
    """An exact number, with the currency that it is in; a bare number goes with all currencies."""

    value: Fraction
    currency: str = ""


@dataclass(frozen=True)
class Condition:
    """The condition of a sentence, with its place."""

    file: str
    line: int
    key: str
    text: str

    def faults(self, numbers: Mapping[str, Number]) -> Iterator[Problem]:
        """Find the reason why the condition is not true: its form, an id, or the numbers themselves."""
        named = list(dict.fromkeys(PLACEHOLDER.findall(self.text)))
        for name in named:
            if name not in numbers:
                yield self._problem(f"no number is called {name}", f"correct the id{nearest(name, numbers)}")
                return
        measures = {name: measure for name in named if (measure := _measure(numbers[name].value))}
        for name in named:
            if name not in measures:
                remedy = "take the id of one, without -words or -said"
                yield self._problem(f"{{{name}}} is no number to compare", remedy)
                return
        try:
            holds = _holds(self.text, measures)
        except (_UnreadableError, SyntaxError, ValueError, ZeroDivisionError, RecursionError) as error:
            reason = f": {error}" if isinstance(error, _UnreadableError) and error.args else ""
            yield self._problem(f'the condition "{self.text}" cannot be computed{reason}', _FORM)
            return
        if not holds:
            said = ", ".join(f"{name} = {_write(measure)}" for name, measure in measures.items())
            yield self._problem(f'the sentence rests on "{self.text}", which is not true: {said}', _REMEDY)

    def _problem(self, found: str, remedy: str) -> Problem:
        return Problem(self.file, self.line, self.key, found, remedy)


def find_untrue_sentences(
    chapters: Sequence[Chapter], texts: Sequence[Condition], numbers: Sequence[Number]
) -> Iterator[Problem]:
    """Find the sentences of a language whose conditions are not true, unknown or unreadable."""
    known = {number.number_id: number for number in numbers}
    marks = [mark for chapter in chapters for mark in chapter.marks if mark.kind == "condition"]
    for condition in (*(Condition(mark.line.file, mark.line.number, "", mark.name) for mark in marks), *texts):
        yield from condition.faults(known)


def read_conditions(project: Project, profile: Profile) -> tuple[Condition, ...]:
    """Return the conditions of the titles of figures and tables in a language."""
    found: list[Condition] = []
    for name in _TEXTS:
        path = project.data / "text" / profile.code / f"{name}.yml"
        if path.exists():
            text, _ = read_text(project.name(path), project.sources.read(path))
            conditions = {keys: words for keys, words in text.words.items() if keys[-1] == KEY}
            found += [
                Condition(text.file, text.lines[keys], ".".join(keys), words) for keys, words in conditions.items()
            ]
    return tuple(found)


def find_unlike_conditions(first: Sequence[Condition], other: Sequence[Condition]) -> Iterator[Problem]:
    """Find texts of two languages that rest on different conditions."""
    theirs = {condition.key: condition for condition in first}
    for condition in other:
        their = theirs.get(condition.key)
        if their and their.text != condition.text:
            found = f'the condition "{condition.text}" is here, and "{their.text}" in {their.file}:{their.line}'
            yield Problem(condition.file, condition.line, condition.key, found, "write the same in both languages")


def _holds(text: str, measures: Mapping[str, _Measure]) -> bool:
    """Evaluate a condition; raises what the faults of one are."""
    if len(text) > _LONGEST:
        raise _UnreadableError
    names = {name: f"_{place}" for place, name in enumerate(measures)}
    written = _EQUALS.sub("==", PLACEHOLDER.sub(lambda match: names[match[1]], text))
    tree = ast.parse(written.strip(), mode="eval").body
    known = {names[name]: measure for name, measure in measures.items()}
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    return all([_compare(part, known) for part in parts])  # noqa: C419  (each part must be sound, not only the first)


def _compare(node: ast.expr, known: Mapping[str, _Measure]) -> bool:
    if not (isinstance(node, ast.Compare) and all(type(one) in _RELATIONS for one in node.ops)):
        raise _UnreadableError
    terms = [_compute(term, known) for term in (node.left, *node.comparators)]
    for one, other in pairwise(terms):
        _same_currency(one, other)
    values = pairwise(term.value for term in terms)
    return all(_RELATIONS[type(op)](*pair) for op, pair in zip(node.ops, values, strict=True))


def _compute(node: ast.expr, known: Mapping[str, _Measure]) -> _Measure:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return _Measure(Fraction(repr(value)))
        case ast.Name(id=name) if name in known:
            return known[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _compute(operand, known)
            return _Measure(-inner.value, inner.currency)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _STEPS:
            one, other = _compute(left, known), _compute(right, known)
            value = _STEPS[type(op)](one.value, other.value)
            return _Measure(value, _currency(one, other, op))
        case _:
            raise _UnreadableError


def _currency(one: _Measure, other: _Measure, op: ast.operator) -> str:
    if isinstance(op, ast.Add | ast.Sub):
        return _same_currency(one, other)
    if isinstance(op, ast.Div) and one.currency == other.currency:
        return ""
    if other.currency and (one.currency or isinstance(op, ast.Div)):
        raise _UnreadableError(_NO_MONEY)
    return one.currency or other.currency


def _same_currency(one: _Measure, other: _Measure) -> str:
    if one.currency != other.currency:
        named = " and ".join(part.currency or "a bare number" for part in (one, other))
        message = f"{named} are set against each other"
        raise _UnreadableError(message)
    return one.currency


def _measure(value: Value) -> _Measure | None:
    """Return the exact number behind a value; None if it is said in words or is a date."""
    match value:
        case Amount():
            return _Measure(Fraction(value.value) * _SCALES[value.scale], value.currency)
        case NumberOnly(amount=amount):
            return _Measure(Fraction(amount.value) * _SCALES[amount.scale], amount.currency)
        case Year(year=number) | Ordinal(number=number):
            return _Measure(Fraction(number))
        case _:
            return None


def _write(measure: _Measure) -> str:
    value = measure.value
    number = f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):g}"
    return f"{number} {measure.currency}".rstrip()
