"""Every number and date for the prose, by its id in the pages."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from multitrack.errors import InputError, Problem
from multitrack.lang.outputs import Number
from multitrack.lang.values import NumberOnly, Ordinal, PartialDate, Period, Year
from multitrack.study.analysis.claim_tests import make_test_numbers
from multitrack.study.analysis.counts import (
    COUNTED_THROUGH,
    count_all,
    make_alpha_numbers,
    say_in_words,
    say_ordinal_in_words,
)
from multitrack.study.analysis.growth import make_growth_numbers
from multitrack.study.analysis.trade_series import make_reference_numbers
from multitrack.study.analysis.verdicts import make_claim_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset
    from multitrack.study.named_rows import Document
    from multitrack.study.rows import Event, Meeting, Quantity


@lru_cache(maxsize=1)  # computed for the outputs and again for the languages
def make_numbers(dataset: Dataset) -> tuple[Number, ...]:
    """Return the numbers of all quantities, items, meetings, documents, claims and reference rows, and the counts.

    A quantity gives ``q041`` (with its unit), ``q041-said`` (with its qualifier too), ``q041-value`` (bare),
    ``q041-period``, ``q041-words`` and ``q041-ordinal``; an item ``t1-05-date``, its first and last day as
    ``-date-start`` and ``-date-end`` where they differ, ``-year``, ``-year-printed``, ``-ordinal``, ``-heading-year``
    and ``-heading-ordinal``; a meeting of the record ``jcc-05-date``, ``-year`` and ``-ordinal``; a document of the
    study ``doc-ID-date`` and ``-year``: each where it exists. An ordinal comes a second time as ``ID-words``.

    Raises
    ------
    InputError
        If two rows give the same id.
    """
    numbers = (
        *(number for quantity in dataset.quantities for number in _of_quantity(quantity)),
        *(number for event in dataset.events for number in _of_event(event)),
        *(number for meeting in dataset.meetings for number in _of_meeting(meeting)),
        *(number for document in dataset.documents for number in _of_document(document)),
        *count_all(dataset),
        *make_claim_numbers(dataset),
        *make_growth_numbers(dataset),
        *make_test_numbers(dataset),
        *make_alpha_numbers(dataset),
        *make_reference_numbers(dataset),
    )
    _refuse_repeated(numbers)
    return numbers


def _of_quantity(quantity: Quantity) -> Iterator[Number]:
    amount = quantity.amount
    whole = quantity.scale == "ones" and not quantity.currency and quantity.value.as_tuple().exponent == 0
    parts: dict[str, Value | None] = {
        "": replace(amount, qualifier="exact"),
        "-said": amount,
        "-value": NumberOnly(amount),
        "-period": quantity.period,
        "-words": say_in_words(amount) if whole else None,
        **_ordinals("-ordinal", int(quantity.value) if whole and quantity.measure in COUNTED_THROUGH else None),
    }
    return _numbers(quantity.quantity_id, parts)


def _of_event(event: Event) -> Iterator[Number]:
    start, end = event.date_start, event.date_end
    several = start and end and start != end
    parts: dict[str, Value | None] = {
        "-date": event.period or Year(event.year_printed),
        "-date-start": _day(start) if several else None,
        "-date-end": _day(end) if several else None,
        "-month": _day(PartialDate(start.year, start.month)) if start and start.month else None,
        "-year": Year(event.year),
        "-year-printed": Year(event.year_printed),
        **_ordinals("-ordinal", event.ordinal),
        "-heading-year": Year(event.heading_year) if event.heading_year else None,
        **_ordinals("-heading-ordinal", event.heading_ordinal),
    }
    return _numbers(event.event_id, parts)


def _of_meeting(meeting: Meeting) -> Iterator[Number]:
    parts: dict[str, Value | None] = {
        "-date": Period(meeting.date_start, meeting.date_end),
        "-year": Year(meeting.date_start.year),
        **_ordinals("-ordinal", meeting.ordinal),
    }
    return _numbers(meeting.meeting_id, parts)


def _of_document(document: Document) -> Iterator[Number]:
    parts: dict[str, Value | None] = {
        "-date": _day(document.date),
        "-year": Year(document.date.year) if document.date else None,
    }
    return _numbers(document.document_id, parts, prefix="doc-")


def _ordinals(ending: str, number: int | None) -> dict[str, Value]:
    return {ending: Ordinal(number), f"{ending}-words": say_ordinal_in_words(number)} if number else {}


def _day(date: PartialDate | None) -> Period | None:
    return Period(date, date) if date else None


def _numbers(row: str, parts: dict[str, Value | None], *, prefix: str = "") -> Iterator[Number]:
    for ending, value in parts.items():
        if value is not None:
            yield Number(prefix + row.lower() + ending, value, (row,))


def _refuse_repeated(numbers: Iterable[Number]) -> None:
    rows: dict[str, list[str]] = {}
    for number in numbers:
        rows.setdefault(number.number_id, []).append(number.rows[0])
    found = {name: f"this number would come from {' and from '.join(of)}" for name, of in rows.items() if len(of) > 1}
    if found:
        raise InputError(
            Problem("data", 0, name, said, "give one of the rows another id") for name, said in found.items()
        )
