"""One language: its words and its formats of numbers and dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final, Self

from babel import dates, numbers

from multitrack.errors import InputError, Problem
from multitrack.lang.values import (
    Amount,
    ExhibitRef,
    Joined,
    Mark,
    Message,
    NumberOnly,
    Ordinal,
    OwnMessage,
    PartialDate,
    Pattern,
    Period,
    UnitOnly,
    Verbatim,
    VersionRef,
    Year,
    count_decimals,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from babel.core import Locale

    from multitrack.lang.values import Value

Entries = Mapping[str, "str | Entries"]
"""The contents of a text file: key → words, or further keys."""


@dataclass(frozen=True)
class Catalog:
    """The text files of one language.

    Attributes
    ----------
    folder
        Their folder relative to the project's root, for messages: ``data/text/LANGUAGE``.
    files
        File name without ending → entries.
    """

    folder: str
    files: Mapping[str, Entries]

    def has(self, message: Message) -> bool:
        """Test a message for words."""
        return isinstance(self.look_up(message), str)

    def find(self, message: Message) -> str:
        """Return the words of a message.

        Raises
        ------
        InputError
            If the file or the key is missing, or holds further keys instead of words.
        """
        entry = self.look_up(message)
        if isinstance(entry, str):
            return entry
        where = f"{self.folder}/{message.file}.yml"
        raise InputError([Problem(where, 0, ".".join(message.path), "no words for this key", "add them")])

    def look_up(self, message: Message) -> str | Entries | None:
        """Return the entry of a message, whatever it is."""
        entry: str | Entries | None = self.files.get(message.file)
        for key in message.path:
            entry = entry.get(key) if isinstance(entry, Mapping) else None
        return entry


@dataclass(frozen=True)
class TracedCatalog(Catalog):
    """A catalog that notes each message looked up, with its entry."""

    heard: dict[Message, str | Entries | None]

    def look_up(self, message: Message) -> str | Entries | None:
        """Return the entry of a message."""
        self.heard[message] = super().look_up(message)
        return self.heard[message]


class TracedNumbers(dict[str, str]):
    """Printed numbers that note each number read."""

    def __init__(self, printed: Mapping[str, str]) -> None:
        super().__init__(printed)
        self.read: dict[str, str] = {}

    def __getitem__(self, number_id: str) -> str:
        """Return a printed number."""
        self.read[number_id] = super().__getitem__(number_id)
        return self.read[number_id]


PLACEHOLDER: Final = re.compile(r"\{([a-z0-9][a-z0-9-]*)\}")
"""A name in braces: of a number in a text, or of a slot in a pattern."""


@dataclass(frozen=True)
class Language:
    """A language: its words and its formats of numbers and dates.

    Attributes
    ----------
    code
        Name of the language's folders and profile.
    locale
        Babel's formats of numbers and dates, and its plurals.
    words
        Its text files.
    printed
        Id of a number → the number as printed, which replaces ``{id}`` in texts; empty except in a :class:`Speaker`.
    versions
        Id of a figure or a table → versioned identifier.
    """

    code: str
    locale: Locale
    words: Catalog
    printed: Mapping[str, str] = field(default_factory=dict[str, str])
    versions: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def tag(self) -> str:
        """Its tag by BCP 47."""
        return str(self.locale).replace("_", "-")

    def label(self, *path: str, **slots: object) -> str:
        """Return the words under ``path`` in ``labels.yml`` with values for the names in braces.

        Raises
        ------
        InputError
            If there are no words, or their names in braces differ from ``slots``.
        """
        message = Message("labels", path)
        pattern = self.words.find(message)
        named = frozenset(PLACEHOLDER.findall(pattern)) if "{" in pattern or slots else frozenset[str]()
        if named != slots.keys():
            raise self._refused(message, *_unlike(named, slots.keys()))
        return PLACEHOLDER.sub(lambda match: str(slots[match[1]]), pattern) if slots else pattern

    def say(self, value: Value) -> str:  # noqa: C901, PLR0911, PLR0912  (one case for each kind of value)
        """Return a value as plain text of this language.

        Raises
        ------
        InputError
            If a word is missing, or a text names a number that does not exist.
        """
        match value:
            case Verbatim(text):
                return text
            case VersionRef(shown_id):
                return self.versions[shown_id]
            case ExhibitRef(shown_id):
                return shown_id
            case Year(year):
                return str(year)
            case Ordinal(number):
                return self.label("ordinals", self.locale.ordinal_form(number), number=number)
            case NumberOnly(amount):
                return self.number(amount.value)
            case Amount():
                return self.label("qualifiers", value.qualifier, value=self._measure(value, self.number(value.value)))
            case UnitOnly(amount):
                return self._measure(amount, "").strip()
            case Pattern(path, parts):
                return self._fill_all(Message("labels", path), {name: self.say(part) for name, part in parts})
            case Joined(parts, joint):
                return self.label("joints", joint).join(self.say(part) for part in parts)
            case Period(start, end):
                return self._period(start, end)
            case Message():
                return self._fill_all(value, {})
            case Mark():
                return self.say(value.words)
            case OwnMessage(own, shared):
                return self.say(own if self.words.has(own) else shared)

    def _period(self, start: PartialDate, end: PartialDate) -> str:
        if start == end:
            return self.date(start)
        if start.day and end.day and (start.year, start.month) == (end.year, end.month):
            return self._days_of_a_month(start.first_day, end.first_day)
        joint = "dates" if start.month or end.month else "span"
        return self.label("joints", joint).join(self.date(part) for part in (start, end))

    def number(self, value: Decimal) -> str:
        """Return a number with all of its decimals, in the language's format."""
        return _write_number(str(value), self.locale)

    def date(self, date: PartialDate) -> str:
        """Return a partial date: a day, a month of a year, or a year."""
        if date.day:
            return dates.format_date(date.first_day, format="long", locale=self.locale)
        if date.month:
            return dates.format_skeleton("yMMMM", dt.datetime.combine(date.first_day, dt.time()), locale=self.locale)
        return str(date.year)

    def _days_of_a_month(self, first: dt.date, last: dt.date) -> str:
        """Return two days of one month by Babel's pattern, with the month in full, which Babel abbreviates."""
        patterns = self.locale.interval_formats["yMMMd"]["d"]
        full = (re.sub(r"(?<!M)MMM(?!M)", "MMMM", pattern) for pattern in patterns)
        return "".join(dates.format_date(day, form, self.locale) for day, form in zip((first, last), full, strict=True))

    def _measure(self, amount: Amount, number: str) -> str:
        """Return a number with its scale and its currency or unit, in the language's order."""
        scaled = self.label("scales", amount.scale, value=number)
        if amount.currency:
            return self.label("currencies", amount.currency, value=scaled)
        if not amount.unit:
            return scaled
        # Only a bare count has a singular: "1.0 per cent" and "one million persons" are plural in English.
        plural = self.locale.plural_form(amount.value) if amount.scale == "ones" else "other"
        return self.label("units", amount.unit, plural, value=scaled)

    def _fill_all(self, message: Message, parts: Mapping[str, str]) -> str:
        """Return the words of a message, filled in with its parts and the numbers that it names."""
        return PLACEHOLDER.sub(lambda match: self._fill(match[1], message, parts), self.words.find(message))

    def _fill(self, name: str, message: Message, parts: Mapping[str, str]) -> str:
        if name in parts:
            return parts[name]
        if name in self.printed:
            return self.printed[name]
        found = f"the text names a number {{{name}}} that does not exist"
        raise self._refused(message, found, "take an id that `multitrack list numbers` prints")

    def _refused(self, message: Message, found: str, remedy: str) -> InputError:
        return InputError(
            [Problem(f"{self.words.folder}/{message.file}.yml", 0, ".".join(message.path), found, remedy)]
        )


@cache
def _write_number(digits: str, locale: Locale) -> str:
    """Return a number, given by its digits since 1.0 is equal to 1.00, in a locale's format; most are said often."""
    value = Decimal(digits)
    decimals = count_decimals(value)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return numbers.format_decimal(value, format=pattern, locale=locale).replace("-", "\N{MINUS SIGN}")


class Speaker(Language):
    """A language with the numbers that its texts name, and perhaps the versions of figures and tables."""

    @classmethod
    def of(cls, language: Language, printed: Mapping[str, str]) -> Self:
        """Return a language with its printed numbers."""
        return cls(language.code, language.locale, language.words, printed)

    def add_versions(self, versions: Mapping[str, str]) -> Self:
        """Return the same speaker with the versioned identifiers of figures and tables."""
        return replace(self, versions=versions)


def _unlike(named: Collection[str], slots: Collection[str]) -> tuple[str, str]:
    """Return the difference between the names in a pattern and the given slots, and the remedy."""
    for name in sorted(set(slots) - set(named)):
        return f"the pattern has no {{{name}}}", "put it in"
    stranger = min(set(named) - set(slots))
    possible = ", ".join(f"{{{name}}}" for name in sorted(slots))
    return f"nothing is put in for {{{stranger}}}", f"take {possible}" if slots else "write words without braces"
