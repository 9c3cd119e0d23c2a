"""``ID.csv`` of a figure or a table: its values in numbers and keys, independent of language.

The header of a column has its unit: ``value_usd_b``. Words of a table have a column for each language, with the
language after an @ as in the description of the data package: ``claim@id``, unlike the key ``claim_id``.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from multitrack.lang.values import (
    NONE,
    Amount,
    Joined,
    Message,
    NumberOnly,
    Period,
    UnitOnly,
    Verbatim,
    Year,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure, Table
    from multitrack.lang.values import Value

_JOINT: Final = ";"
_PLAIN: Final = {"currency": "", "scale": "ones", "unit": "", "qualifier": "exact"}
"""Properties of an amount and their defaults, which need no column."""
_TYPES: Final[Mapping[str, frozenset[type]]] = {
    "boolean": frozenset({bool}),
    "integer": frozenset({int}),
    "number": frozenset({int, float, Decimal}),
}
"""Type of a column → the types of its values."""


@dataclass(frozen=True)
class CsvColumn:
    """A column of a figure's or a table's CSV.

    Attributes
    ----------
    header
        Its name, with its unit if all its values have the same one.
    words, unit
        Terms for its contents and for the unit; None if it has none, or another column has it.
    language
        Code of the language of its words; empty for numbers and keys.
    kind
        Its type in the terms of a Table Schema: ``string``, ``number``, ``integer`` or ``boolean``.
    """

    header: str
    words: Message
    unit: Message | None = None
    language: str = ""
    kind: str = "string"

    def meaning(self, language: Language) -> str:
        """Return the meaning of the column with its unit."""
        said = language.say(self.words)
        return f"{said} ({language.say(self.unit)})" if self.unit else said


@dataclass(frozen=True)
class Data:
    """The values of a figure or a table, as text cell by cell."""

    columns: tuple[CsvColumn, ...]
    rows: tuple[tuple[str, ...], ...]

    def to_csv(self) -> bytes:
        """Return header and rows as CSV: UTF-8, commas, decimal points, lines ending in LF."""
        return write_csv([column.header for column in self.columns], self.rows).encode()


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return header and rows as CSV, with lines that end in LF."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([header, *rows])
    return file.getvalue()


def tabulate_figure(figure: Figure) -> Data:
    """Return the points of a figure, a row each, in the order of drawing."""
    columns: list[tuple[CsvColumn, list[str]]] = []
    for field in fields(figure.points[0]):
        unit: str = field.metadata.get("unit", "")
        values = [getattr(point, field.name) for point in figure.points]
        header = f"{field.name}_{unit}" if unit else field.name
        words = _kit("units", unit.replace("_", "-")) if unit else None
        column = CsvColumn(header, _kit("columns", field.name), words, kind=_kind(values))
        columns.append((column, [_plain(value) for value in values]))
    return _gather(columns)


def tabulate_table(table: Table, languages: Sequence[Language]) -> Data:
    """Return the rows of a table with the ids of their source rows, and with words in all languages."""
    columns = [(CsvColumn("rows", _kit("columns", "rows")), [_JOINT.join(row.rows) for row in table.body])]
    for place, column in enumerate(table.columns):
        columns += _parts(column.key, [row.cells[place] for row in table.body], languages)
    return _gather(columns)


def _gather(columns: Sequence[tuple[CsvColumn, list[str]]]) -> Data:
    rows = zip(*(cells for _, cells in columns), strict=True)
    return Data(tuple(column for column, _ in columns), tuple(rows))


def _kind(values: Sequence[object]) -> str:
    """Return the type of a column with these values."""
    types = {type(value) for value in values if value is not None}
    for kind, members in _TYPES.items():
        if types and types <= members:
            return kind
    return "string"


def _parts(key: str, values: Sequence[Value], languages: Sequence[Language]) -> Iterator[tuple[CsvColumn, list[str]]]:
    """Split a column of a table: one column of keys, several of amounts, or one for each language."""
    said = [value for value in values if value != NONE]
    name, words = key.replace("-", "_"), Message("labels", ("columns", key))
    if said and all(_neutral(value) is not None for value in said):
        kind = "integer" if all(isinstance(value, Year) for value in said) else "string"
        yield CsvColumn(name, words, kind=kind), [_neutral(value) or "" for value in values]
    elif said and all(isinstance(value, UnitOnly) for value in said):
        yield from _counted(values)
    elif said and all(map(_amount, said)):
        yield from _measured(name, words, [_amount(value) for value in values])
    else:
        for language in languages:
            column = CsvColumn(f"{name}@{language.code}", words, language=language.code)
            yield column, ["" if value == NONE else language.say(value) for value in values]


def _counted(values: Sequence[Value]) -> Iterator[tuple[CsvColumn, list[str]]]:
    """Yield the parts of units by their keys, except parts without any row."""
    for part in ("currency", "scale", "unit"):
        cells = [str(getattr(value.amount, part)) if isinstance(value, UnitOnly) else "" for value in values]
        if set(cells) - {_PLAIN[part], ""}:
            yield CsvColumn(part, _kit("columns", part)), cells


def _measured(name: str, words: Message, amounts: Sequence[Amount | None]) -> Iterator[tuple[CsvColumn, list[str]]]:
    """Yield the numbers of amounts, and the properties in which the amounts differ."""
    there = [amount for amount in amounts if amount]
    common = {part: {getattr(amount, part) for amount in there} for part in _PLAIN}
    same = {part: found.pop() for part, found in common.items() if len(found) == 1}
    suffixes = [same[part].lower().replace("-", "_") for part in _PLAIN if same.get(part, _PLAIN[part]) != _PLAIN[part]]
    header = "_".join([name, *suffixes])
    yield CsvColumn(header, words, kind="number"), [_plain(amount.value) if amount else "" for amount in amounts]
    for part in _PLAIN:
        if part not in same:
            column = CsvColumn(f"{name}_{part}", _kit("columns", part))
            yield column, [str(getattr(amount, part)) if amount else "" for amount in amounts]


def _amount(value: Value) -> Amount | None:
    return value if isinstance(value, Amount) else value.amount if isinstance(value, NumberOnly) else None


def _neutral(value: Value) -> str | None:
    """Return a value that is the same in all languages as text; None for any other."""
    match value:
        case Joined(parts):
            texts = [part.text for part in parts if isinstance(part, Verbatim)]
            return _JOINT.join(texts) if len(texts) == len(parts) else None
        case Verbatim(text):
            return text
        case Year(year):
            return str(year)
        case Period():
            return str(value)
        case _:
            return None


def _plain(value: object) -> str:
    """Return a value as text: numbers with their digits, a decimal point and no grouping; booleans as in JSON."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return format(value, "f")
        case _:
            return str(value)


def _kit(*path: str) -> Message:
    return Message("kits", path)
