"""Exhibits: figures and tables for reuse, with words, data, and for a table its grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from multitrack.bundles.cited_versions import digest_shown
from multitrack.bundles.data_csv import tabulate_figure, tabulate_table
from multitrack.lang.outputs import Table
from multitrack.lang.values import Message
from multitrack.project import KITS
from multitrack.render.table_files import say_cells, say_headers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.bundles.cited_versions import Digests
    from multitrack.bundles.data_csv import Data
    from multitrack.edition import Edition
    from multitrack.lang.outputs import Column, Figure


@dataclass(frozen=True)
class Wording:
    """The words of an exhibit and the publications behind it in a language; tables have neither alt nor description."""

    title: str
    source: str
    subtitle: str = ""
    note: str = ""
    alt: str = ""
    description: str = ""

    @property
    def caption(self) -> str:
        """Subtitle and note."""
        return " ".join(part for part in (self.subtitle, self.note) if part)


@dataclass(frozen=True)
class Grid:
    """A table in one language."""

    columns: tuple[Column, ...]
    headers: Sequence[str]
    cells: Sequence[Sequence[str]]

    @property
    def numbers(self) -> list[bool]:
        """True for each column of numbers, which stand at the right."""
        return [column.align != "left" for column in self.columns]


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """A figure or a table.

    Attributes
    ----------
    kind
        ``figure`` or ``table``.
    rows
        Ids of the data rows behind it.
    wording, grids
        By the codes of the languages; a figure has no grids.
    """

    exhibit_id: str
    kind: str
    versioned_id: str
    digests: Digests
    rows: tuple[str, ...]
    data: Data
    wording: Mapping[str, Wording]
    grids: Mapping[str, Grid]

    @property
    def folder(self) -> str:
        """Folder of its bundle in the output."""
        return f"{KITS[self.kind]}/{self.exhibit_id}"


def make_exhibits(edition: Edition) -> tuple[Exhibit, ...]:
    """Return the figures, then the tables."""
    return tuple(make_exhibit(shown, edition) for shown in (*edition.outputs.figures, *edition.outputs.tables))


def make_exhibit(shown: Figure | Table, edition: Edition) -> Exhibit:
    """Return a figure or a table of an edition as an exhibit."""
    speakers, grids = edition.speakers, dict[str, Grid]()
    if isinstance(shown, Table):
        identifier, kind, data = shown.table_id, "table", tabulate_table(shown, speakers)
        grids = {one.code: Grid(shown.columns, say_headers(shown, one), say_cells(shown, one)) for one in speakers}
    else:
        identifier, kind, data = shown.figure_id, "figure", tabulate_figure(shown)
    wording: dict[str, Wording] = {}
    for one in speakers:
        parts = ("title", "subtitle", "note", "alt", "description")
        messages = {part: Message(KITS[kind], (identifier, part)) for part in parts}
        words = {part: one.say(message) for part, message in messages.items() if one.words.has(message)}
        wording[one.code] = Wording(source=edition.publications.name(shown.rows, one), **words)
    return Exhibit(
        exhibit_id=identifier,
        kind=kind,
        versioned_id=edition.versions[identifier],
        digests=digest_shown(shown, edition),
        rows=shown.rows,
        data=data,
        wording=wording,
        grids=grids,
    )
