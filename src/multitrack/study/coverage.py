"""Coverage of rows by words in each language, and of words by rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from multitrack.source.texts import find_placeholders
from multitrack.study.records import NEEDED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, KeysView, Mapping

    from multitrack.errors import Place, Problem
    from multitrack.source.sheets import Sheet
    from multitrack.source.texts import TextFile


@dataclass(frozen=True)
class _Entry:
    """A text file with the same parts under each key; ``rows`` is the resource and column of the keys.

    With ``for_some``, rows may lack words of their own, and a study the file; entries may lack parts in ``optional``.
    """

    parts: tuple[str, ...]
    rows: tuple[str, str] | None = None
    for_some: bool = False
    optional: tuple[str, ...] = ()


_ENTRIES: Final[Mapping[str, _Entry]] = {
    "tracks": _Entry(("name", "short", "description"), ("tracks", "key")),
    "events": _Entry(("title", "meeting", "heading", "result", "purpose", "outcome"), ("events", "event_id")),
    "indicators": _Entry(("label", "definition"), ("quantities", "indicator")),
    "quantities": _Entry(("purpose",), ("quantities", "quantity_id"), for_some=True),
    "figures": _Entry(("title", "subtitle", "alt", "description"), optional=("note", "holds")),
    "tables": _Entry(("title",), optional=("subtitle", "note", "holds")),
    "claims": _Entry(("claim", "basis"), ("claims", "claim_id")),
    "actors": _Entry(("name", "role"), ("actors", "actor_id")),
    "documents": _Entry(("title",), ("documents", "document_id")),
    "discrepancies": _Entry(("finding", "treatment"), ("discrepancies", "discrepancy_id")),
}

_LABELLED: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("events", "series"): ("labels", "series"),
    ("events", "heading_series"): ("labels", "series"),
    ("events", "sectors"): ("labels", "sectors"),
    ("events", "year_basis"): ("labels", "year-basis"),
    ("events", "city"): ("places", "cities"),
    ("events", "country_printed"): ("places", "countries"),
    ("events", "country"): ("places", "countries"),
    ("meetings", "series"): ("labels", "series"),
    ("meetings", "city"): ("places", "cities"),
    ("meetings", "country"): ("places", "countries"),
    ("actors", "kind"): ("labels", "actor-kinds"),
    ("actors", "country"): ("places", "countries"),
    ("participations", "role"): ("labels", "participation-roles"),
    ("participations", "part_in"): ("labels", "participation-parts"),
    ("documents", "kind"): ("labels", "document-kinds"),
    ("documents", "city"): ("places", "cities"),
    ("documents", "country"): ("places", "countries"),
    ("places", "city"): ("places", "cities"),
    ("places", "country"): ("places", "countries"),
    ("discrepancies", "category"): ("labels", "discrepancy-categories"),
    ("discrepancies", "severity"): ("labels", "severities"),
    ("discrepancies", "status"): ("labels", "statuses"),
    ("discrepancies", "slip_of"): ("labels", "slips"),
    ("discrepancies", "treatment"): ("labels", "treatments"),
    ("claims", "note_key"): ("labels", "claim-notes"),
    ("claims", "basis_source"): ("labels", "bases"),
    ("series", "basis"): ("labels", "bases"),
    ("series", "series_id"): ("labels", "trade-series"),
    ("quantities", "section"): ("labels", "sections"),
    ("quantities", "economy"): ("places", "countries"),
    ("quantities", "scale"): ("labels", "scales"),
    ("quantities", "currency"): ("labels", "currencies"),
    ("quantities", "qualifier"): ("labels", "qualifiers"),
    ("quantities", "direction"): ("labels", "directions"),
    ("statements", "qualifier"): ("labels", "qualifiers"),
    ("quantities", "source_named"): ("labels", "sources-named"),
}
"""Resource and column → text file and group with the words for its cells."""

_OWN_NUMBERS: Final[Mapping[str, tuple[str, str, str]]] = {
    "events": ("quantities", "quantity_id", "event_id"),
    "claims": ("claims", "claim_id", "claim_id"),
}
"""Text file → resource, column and owner's column of the numbers that its entries print of no other row than theirs."""


def list_required_files(resources: Collection[str]) -> tuple[str, ...]:
    """Return the names, without ending, of the text files required in every language for tables of these names."""
    present = {*NEEDED, *resources}
    needed = {name: entry for name, entry in _ENTRIES.items() if not entry.for_some}
    return (*(name for name, entry in needed.items() if not entry.rows or entry.rows[0] in present), "labels", "places")


def find_wordings(resource: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the places of the words for the rows of a table: text file, column of its keys, parts of an entry."""
    for name, entry in _ENTRIES.items():
        if entry.rows and entry.rows[0] == resource:
            yield name, entry.rows[1], entry.parts


@dataclass(frozen=True)
class Coverage:
    """A comparison of rows with the words of one language.

    Attributes
    ----------
    sheets
        Name of the resource → cells, without unreadable sheets.
    texts
        Name of the text file without ending → contents; likewise.
    faulty
        The places of faulty cells, which nobody should translate.
    """

    sheets: Mapping[str, Sheet]
    texts: Mapping[str, TextFile]
    faulty: frozenset[Place]

    def faults(self) -> Iterator[Problem]:
        """Find rows without words, entries with wrong parts, and entries without a row."""
        for name, entry in _ENTRIES.items():
            if name in self.texts:
                yield from _wrong_parts(entry, self.texts[name])
                if entry.rows:
                    yield from self._unmatched(self.texts[name], *entry.rows, for_some=entry.for_some)
                if name in _OWN_NUMBERS and entry.rows:
                    yield from self._crossed(self.texts[name], self._cells(*entry.rows).keys(), *_OWN_NUMBERS[name])
        yield from self._unlabelled()

    def _unlabelled(self) -> Iterator[Problem]:
        needed: dict[tuple[str, str, str], str] = {}
        for (resource, column), (name, group) in _LABELLED.items():
            for cell, where in self._cells(resource, column).items():
                needed.setdefault((name, group, cell), where)
        for cell, where in self._units().items():
            needed.setdefault(("labels", "units", cell), where)
        for (name, group, cell), where in needed.items():
            if name in self.texts and (group, cell) not in self.texts[name].lines:
                yield self.texts[name].problem((group, cell), f"no words for what {where} says", "add them")

    def _crossed(
        self, text: TextFile, rows: KeysView[str], resource: str, column: str, owner: str
    ) -> Iterator[Problem]:
        """Find texts of one row that print a number of another: they stand under each other's keys."""
        if resource not in self.sheets:
            return
        keys, owning = (self.sheets[resource].column(name) for name in (column, owner))
        owners = {key.lower(): row for (_, key), (_, row) in zip(keys, owning, strict=True)}
        for path, words in text.words.items():
            for slot in sorted(find_placeholders(words)):
                belongs = owners.get(slot.partition("-")[0])
                if belongs != path[0] and {belongs, path[0]} <= rows:
                    found = f"the text prints {{{slot}}}, a number of {belongs}"
                    yield text.problem(path, found, "put each text under the key of its own row")

    def _unmatched(self, text: TextFile, resource: str, column: str, *, for_some: bool) -> Iterator[Problem]:
        if resource not in self.sheets:
            return
        needed = self._cells(resource, column)
        for key, where in needed.items():
            if (key,) not in text.lines and not for_some:
                yield text.problem((key,), f"no words for what {where} says", "add them")
        sheet = self.sheets[resource]
        if any((sheet.file, line, column) in self.faulty for line in sheet.lines):
            return
        for key in text.under(()):
            if key not in needed:
                found = f"no row of {sheet.file} has this {column}"
                yield text.problem((key,), found, "remove the entry or add the row")

    def _cells(self, resource: str, column: str) -> Mapping[str, str]:
        """Return each different value of a column → place of its first occurrence."""
        first: dict[str, str] = {}
        if resource in self.sheets:
            sheet = self.sheets[resource]
            for line, cell in sheet.column(column):
                if cell and (sheet.file, line, column) not in self.faulty:
                    for value in cell.split(";"):
                        first.setdefault(value, f"{sheet.file}:{line}:{column}")
        return first

    def _units(self) -> Mapping[str, str]:
        """Return the units with words of their own: those of money are printed by their currency."""
        if "quantities" not in self.sheets:
            return {}
        sheet = self.sheets["quantities"]
        paid = {line for line, currency in sheet.column("currency") if currency}
        paid |= {line for line in sheet.lines if (sheet.file, line, "currency") in self.faulty}
        unpaid = {unit for line, unit in sheet.column("unit") if line not in paid}
        return {unit: where for unit, where in self._cells("quantities", "unit").items() if unit in unpaid}


def _wrong_parts(entry: _Entry, text: TextFile) -> Iterator[Problem]:
    known = (*entry.parts, *entry.optional)
    for key in text.under(()):
        present = text.under((key,))
        for part in entry.parts:
            if part not in present:
                yield text.problem((key, part), "this part of the entry is missing", "write it")
        for part in present:
            if part not in known:
                yield text.problem((key, part), "the entry has no such part", f"keep {', '.join(known)}")
