"""Exhibits: figures and tables for reuse, with words, data, and picture or grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from multitrack.bundles.cited_versions import digest_figure, digest_table
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


_FOR_FIGURES: Final = ("alt", "description")


@dataclass(frozen=True)
class Wording:
    """The words of an exhibit in one language; a table has neither alternative text nor description.

    Attributes
    ----------
    source
        The publications behind it.
    """

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
class Chart:
    """A figure in one language: its specification with data, and the path of its picture.

    Attributes
    ----------
    path
        Of the picture, relative to ``_generated/``.
    """

    spec: Mapping[str, Any]
    path: str


@dataclass(frozen=True)
class Grid:
    """A table in one language."""

    columns: tuple[Column, ...]
    headers: Sequence[str]
    cells: Sequence[Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """A figure or a table.

    Attributes
    ----------
    exhibit_id, kind
        Its id, and ``figure`` or ``table``.
    versioned_id
        The id with version and digits.
    rows
        Ids of the data rows behind it.
    wording, shown
        By the codes of the languages.
    """

    exhibit_id: str
    kind: str
    versioned_id: str
    digests: Digests
    rows: tuple[str, ...]
    data: Data
    wording: Mapping[str, Wording]
    shown: Mapping[str, Chart | Grid]

    @property
    def folder(self) -> str:
        """Folder of its bundle in the output."""
        return f"{KITS[self.kind]}/{self.exhibit_id}"


def make_exhibits(edition: Edition) -> tuple[Exhibit, ...]:
    """Return the figures, then the tables."""
    return tuple(make_exhibit(shown, edition) for shown in (*edition.outputs.figures, *edition.outputs.tables))


def make_exhibit(shown: Figure | Table, edition: Edition) -> Exhibit:
    """Return a figure or a table of an edition as an exhibit."""
    return _table(shown, edition) if isinstance(shown, Table) else _figure(shown, edition)


def _figure(figure: Figure, edition: Edition) -> Exhibit:
    specs = edition.specifications[figure.figure_id]
    return Exhibit(
        exhibit_id=figure.figure_id,
        kind="figure",
        versioned_id=edition.versions[figure.figure_id],
        digests=digest_figure(figure, specs),
        rows=figure.rows,
        data=tabulate_figure(figure),
        wording=_wording("figures", figure, edition),
        shown={code: Chart(spec, f"{code}/{figure.figure_id}.svg") for code, spec in specs.items()},
    )


def _table(table: Table, edition: Edition) -> Exhibit:
    speakers = edition.speakers
    return Exhibit(
        exhibit_id=table.table_id,
        kind="table",
        versioned_id=edition.versions[table.table_id],
        digests=digest_table(table, speakers),
        rows=table.rows,
        data=tabulate_table(table, speakers),
        wording=_wording("tables", table, edition),
        shown={one.code: Grid(table.columns, say_headers(table, one), say_cells(table, one)) for one in speakers},
    )


def _wording(file: str, shown: Figure | Table, edition: Edition) -> dict[str, Wording]:
    """Return the words of an exhibit that a text file has, by the codes of the languages."""
    identifier = shown.table_id if isinstance(shown, Table) else shown.figure_id
    said: dict[str, Wording] = {}
    for one in edition.speakers:
        messages = {part: Message(file, (identifier, part)) for part in ("title", "subtitle", "note", *_FOR_FIGURES)}
        words = {part: one.say(message) for part, message in messages.items() if one.words.has(message)}
        said[one.code] = Wording(source=edition.publications.name(shown.rows, one), **words)
    return said
