"""What the study prints, as rows quote it: numbers in any language's way, 9,03 and 9.03, 12.000 and 12,000, 10. 9."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from multitrack.errors import Problem
    from multitrack.study.named_rows import Discrepancy
    from multitrack.study.records import Records
    from multitrack.study.rows import Quantity

_NUMERAL: Final = re.compile(r"\d+(?:[.,]\s?\d+)*")
_LONGEST_SNIPPET: Final = 12
_MARKS: Final = ((".", ","), (",", "."))
"""The marks that group thousands and that part decimals, in the two conventions."""


def numbers_in(text: str) -> frozenset[Decimal]:
    """Return every number that the numerals of a text can mean, each with the decimals that are printed.

    A numeral that both conventions can read means both: ``12.000`` is twelve thousand and twelve with three decimals.
    One that a space breaks means the whole and its parts: ``10. 9`` is 10.9, 10 and 9.

    Examples
    --------
    >>> sorted(numbers_in("US $ 9,03 miliar"))
    [Decimal('9.03')]
    """
    numerals: list[str] = _NUMERAL.findall(text)
    parts = [part.rstrip(".,") for numeral in numerals for part in numeral.split()]
    return frozenset(number for numeral in (*numerals, *parts) for number in _readings("".join(numeral.split())))


def prints(text: str, value: Decimal) -> bool:
    """Tell whether a text prints a number with exactly its decimals: ``5,0`` prints 5.0 and not 5."""
    return any(str(number) == str(value) for number in numbers_in(text))


def has_numeral(text: str) -> bool:
    """Tell whether a text shows a number in digits."""
    return bool(_NUMERAL.search(text))


def long_snippets(records: Records[Quantity] | Records[Discrepancy]) -> Iterator[Problem]:
    """Find rows that quote more of the study than it takes to find the place."""
    for line, row in records.entries:
        yield from too_long(records, line, "as_printed", row.as_printed)


def too_long(
    records: Records[Quantity] | Records[Discrepancy], line: int, column: str, snippet: str
) -> Iterator[Problem]:
    """Refuse a snippet of more words than it takes to find a place or to prove a point."""
    words = len(snippet.split())
    if words > _LONGEST_SNIPPET:
        found = f"the snippet has {words} words"
        yield records.problem(line, column, found, f"quote {_LONGEST_SNIPPET} at the most")


def _readings(numeral: str) -> frozenset[Decimal]:
    read: set[Decimal] = set()
    for group, point in _MARKS:
        whole, _, decimals = numeral.partition(point)
        plain = whole.replace(group, "")
        grouped = re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+", whole)
        if (grouped or plain == whole) and (decimals.isdecimal() or point not in numeral):
            read.add(Decimal(f"{plain}.{decimals}" if decimals else plain))
    return frozenset(read)
