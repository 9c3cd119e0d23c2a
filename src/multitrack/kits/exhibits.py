"""A figure or a table as others take it: its words, its data and its picture or grid, before any file is made."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from multitrack.kits.data import figure_data, table_data
from multitrack.kits.digests import figure_digests, table_digests
from multitrack.model.values import Term
from multitrack.project import KITS
from multitrack.weave.tables import cells, headers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from multitrack.kits.data import Data
    from multitrack.kits.digests import Digests
    from multitrack.model.language import Language
    from multitrack.model.outputs import Column, Figure, Outputs, Table
    from multitrack.weave.weaving import Woven


@dataclass(frozen=True)
class Wording:
    """What one language says of an exhibit; a table has neither alternative text nor description."""

    title: str
    caption: str
    alt: str = ""
    description: str = ""


@dataclass(frozen=True)
class Chart:
    """What one language draws of a figure: its specification with its data inside, and the picture made from it."""

    spec: Mapping[str, Any]
    path: str
    pictures: Callable[[], Mapping[str, bytes]]

    @property
    def svg(self) -> bytes:
        """The picture, once it is drawn."""
        return self.pictures()[self.path]


@dataclass(frozen=True)
class Grid:
    """What one language says in a table."""

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
        """Where its kit lies in the output."""
        return f"{KITS[self.kind]}/{self.exhibit_id}"


def all_exhibits(outputs: Outputs, woven: Woven) -> tuple[Exhibit, ...]:
    """Return the figures, then the tables.

    Parameters
    ----------
    woven
        All languages of the edition, knowing numbers and versions, and the woven files, among them the specification of
        every figure in every language; the pictures may still be being drawn.
    """
    figures = (_figure(figure, woven) for figure in outputs.figures)
    return (*figures, *(_table(table, woven.languages) for table in outputs.tables))


def _figure(figure: Figure, woven: Woven) -> Exhibit:
    paths = {language.code: f"{language.code}/{figure.figure_id}" for language in woven.languages}
    specs = {code: json.loads(woven.files[f"{path}.vl.json"]) for code, path in paths.items()}
    return Exhibit(
        exhibit_id=figure.figure_id,
        kind="figure",
        versioned_id=woven.versions[figure.figure_id],
        digests=figure_digests(figure, specs),
        rows=figure.rows,
        data=figure_data(figure),
        wording=_wording("figures", figure.figure_id, woven.languages, ("title", "caption", "alt", "description")),
        shown={code: Chart(specs[code], f"{path}.svg", woven.pictures) for code, path in paths.items()},
    )


def _table(table: Table, languages: Sequence[Language]) -> Exhibit:
    return Exhibit(
        exhibit_id=table.table_id,
        kind="table",
        versioned_id=languages[0].versions[table.table_id],
        digests=table_digests(table, languages),
        rows=table.rows,
        data=table_data(table, languages),
        wording=_wording("tables", table.table_id, languages, ("title", "caption")),
        shown={
            language.code: Grid(table.columns, headers(table, language), cells(table, language))
            for language in languages
        },
    )


def _wording(file: str, identifier: str, languages: Iterable[Language], parts: Sequence[str]) -> dict[str, Wording]:
    return {
        language.code: Wording(**{part: language.say(Term(file, (identifier, part))) for part in parts})
        for language in languages
    }
