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

_LABELLED: Final[Mapping[str, tuple[str, ...]]] = {
    "labels.series": ("events.series", "events.heading_series", "meetings.series"),
    "labels.sectors": ("events.sectors",),
    "labels.year-basis": ("events.year_basis",),
    "labels.actor-kinds": ("actors.kind",),
    "labels.participation-roles": ("participations.role",),
    "labels.participation-parts": ("participations.part_in",),
    "labels.document-kinds": ("documents.kind",),
    "labels.discrepancy-categories": ("discrepancies.category",),
    "labels.severities": ("discrepancies.severity",),
    "labels.statuses": ("discrepancies.status",),
    "labels.slips": ("discrepancies.slip_of",),
    "labels.treatments": ("discrepancies.treatment",),
    "labels.claim-notes": ("claims.note_key",),
    "labels.bases": ("claims.basis_source", "series.basis"),
    "labels.trade-series": ("series.series_id",),
    "labels.sections": ("quantities.section",),
    "labels.scales": ("quantities.scale",),
    "labels.currencies": ("quantities.currency",),
    "labels.qualifiers": ("quantities.qualifier", "statements.qualifier"),
    "labels.directions": ("quantities.direction",),
    "labels.sources-named": ("quantities.source_named",),
    "places.cities": ("events.city", "meetings.city", "documents.city", "places.city"),
    "places.countries": (
        "events.country_printed", "events.country", "meetings.country", "actors.country", "documents.country",
        "places.country", "quantities.economy",
    ),
}  # fmt: skip
"""Text file and group → the resources and columns that it has the words for."""

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
                    yield from self._crossed(
                        self.texts[name], self._cells(".".join(entry.rows)).keys(), *_OWN_NUMBERS[name]
                    )
        yield from self._unlabelled()

    def _unlabelled(self) -> Iterator[Problem]:
        needed = {named: self._cells(*columns) for named, columns in _LABELLED.items()}
        needed["labels.units"] = self._units()
        for named, cells in needed.items():
            name, _, group = named.partition(".")
            for cell, where in cells.items() if name in self.texts else ():
                if (group, cell) not in self.texts[name].lines:
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
        needed = self._cells(f"{resource}.{column}")
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

    def _cells(self, *columns: str) -> Mapping[str, str]:
        """Return each different value of columns, named as ``events.city`` → place of its first occurrence."""
        first: dict[str, str] = {}
        for resource, column in (one.split(".") for one in columns if one.partition(".")[0] in self.sheets):
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
        return {unit: where for unit, where in self._cells("quantities.unit").items() if unit in unpaid}


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
