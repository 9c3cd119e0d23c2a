"""Tables as Markdown in the words of a language."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tabulate import DataRow, Line, TableFormat, tabulate

from multitrack.lang.values import Amount, ExhibitRef, Mark, Message, NumberOnly, Verbatim, count_decimals
from multitrack.render.markdown import escape, link_codes, make_span
from multitrack.render.provenance import make_versioned_id, write_float
from multitrack.typography.columns import measure_unbroken_parts, share_widths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from multitrack.lang.language import Language, Speaker
    from multitrack.lang.outputs import Column, Table
    from multitrack.lang.values import Value

    Cite = Callable[[Iterable[str], Language], str]


def make_table_versions(
    tables: Iterable[Table], speakers: Sequence[Speaker], release: str, known: Mapping[str, str]
) -> dict[str, str]:
    """Return id → versioned identifier of all tables, added to the known ones.

    Parameters
    ----------
    tables
        In order: a table may print the known versions and those of earlier tables.
    speakers
        All languages of the edition, since a version depends on all.
    """
    versions = dict(known)
    for table in tables:
        knowing = [speaker.add_versions(versions) for speaker in speakers]
        versions[table.table_id] = make_versioned_id(table.table_id, release, serialise_table(table, knowing))
    return versions


def make_table_files(
    tables: Iterable[Table],
    speakers: Sequence[Speaker],
    cite: Cite,
    places: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, bytes]:
    """Return ``LANGUAGE/TABLE.md`` → Markdown for every table in every language.

    Parameters
    ----------
    speakers
        Languages with the versions of the tables.
    cite
        Names the publications behind rows in Markdown.
    places
        Code of a row → anchor that mentions of it lead to.
    """
    return {
        f"{speaker.code}/{table.table_id}.md": write_table(
            table, speaker, speaker.versions[table.table_id], cite(table.rows, speaker), places
        ).encode()
        for table in tables
        for speaker in speakers
    }


def write_table(
    table: Table,
    language: Language,
    versioned_id: str,
    source: str,
    places: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Return a table as Markdown in its frame; source and places are those of :func:`make_table_files`."""
    inner = table.inner
    header, body = say_headers(inner, language), say_cells(inner, language)
    grid = write_pipe_table(
        inner.columns, [escape(name) for name in header], _write_rows(table, body, language, places)
    )
    widths = ",".join(
        f"{share * 100:.4g}"
        for share in share_widths(inner, measure_unbroken_parts(inner, header, say_seen(inner, language)))
    )
    texts = {part: _text(table, language, part) for part in ("title", "subtitle", "note")}
    return write_float(f'#{table.table_id} widths="{widths}"', texts, grid, source, versioned_id, language) + "\n"


def _text(table: Table, language: Language, part: str) -> str:
    """Return a part of a table's texts; a table may do without subtitle and note."""
    message = Message("tables", (table.table_id, part))
    return language.say(message) if part == "title" or language.words.has(message) else ""


def _write_rows(
    table: Table, said: Iterable[Sequence[str]], language: Language, places: Mapping[str, str]
) -> Iterator[list[str]]:
    """Yield the rows as Markdown, with a row before each group for its heading."""
    heading = ""
    for row, inner, words in zip(table.body, table.inner.body, said, strict=True):
        if table.grouped and (named := language.say(row.cells[0])) != heading:
            heading = named
            yield [make_span(".group", link_codes(escape(heading), places)), *[""] * (len(words) - 1)]
        yield [
            make_span(f"#{row.code}", escape(text))
            if row.code and value == Verbatim(row.code)
            else _write_cell(value, text, places)
            for value, text in zip(inner.cells, words, strict=True)
        ]


def _write_cell(value: Value, said: str, places: Mapping[str, str]) -> str:
    if isinstance(value, ExhibitRef):
        return f"@{value.shown_id}"
    words = link_codes(escape(said), places)
    if not isinstance(value, Mark):
        return words
    sign = make_span('.mark aria-hidden="true"', escape(value.sign)) if value.sign else ""
    return f"{sign} {words}" if value.shown else f"{sign}{make_span('.unseen', words)}"


def write_pipe_table(
    columns: Sequence[Column], headers: Sequence[str], rows: Iterable[Sequence[str]], dashes: Sequence[int] = ()
) -> str:
    """Return cells of Markdown as one of Pandoc's pipe tables.

    Parameters
    ----------
    dashes
        Number of dashes below the head of each column, by whose shares Pandoc shares the width out; by default two.
    """
    lines = zip(columns, ["-" * most for most in dashes or [2] * len(columns)], strict=True)
    rule = "|".join(f":{line}" if column.align == "left" else f"{line}:" for column, line in lines)
    row, below_head = DataRow("|", "|", "|"), Line(f"|{rule}|", "", "", "")
    return write_rows(headers, rows, TableFormat(None, below_head, None, None, row, row, 1, None))


def write_rows(headers: Sequence[str], rows: Iterable[Sequence[str]], form: TableFormat) -> str:
    """Return escaped cells in one of tabulate's formats as they are.

    Otherwise it would guess at numbers, strip the spaces that align decimal signs, and pad all cells of a column to the
    longest, which takes Pandoc a third longer to read.
    """
    options: dict[str, Any] = {"disable_numparse": True, "preserve_whitespace": True, "stralign": None}
    return tabulate(list(rows), headers, form, **options)


def say_headers(table: Table, language: Language) -> list[str]:
    """Return the names of a table's columns."""
    return [language.label("columns", column.key) for column in table.columns]


def say_cells(table: Table, language: Language) -> list[list[str]]:
    """Return a table's cells as text, row by row, padded in columns that align on the decimal sign."""
    columns = [
        _said([row.cells[place] for row in table.body], column, language) for place, column in enumerate(table.columns)
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def say_seen(table: Table, language: Language) -> list[list[str]]:
    """Return a table's cells as text that is seen in pages: a sign whose words are only heard stands for itself."""
    body = tuple(replace(row, cells=tuple(map(_seen, row.cells))) for row in table.body)
    return say_cells(replace(table, body=body), language)


def _seen(value: Value) -> Value:
    return Verbatim(value.sign) if isinstance(value, Mark) and not value.shown else value


def serialise_table(table: Table, languages: Iterable[Language]) -> bytes:
    """Return the input of a table's version: its columns, its rows, and its words in all languages."""
    content = {
        "id": table.table_id,
        "columns": [asdict(column) for column in table.columns],
        "rows": [row.rows for row in table.body],
        "words": {language.code: [say_headers(table, language), *say_cells(table, language)] for language in languages},
    }
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _said(values: Sequence[Value], column: Column, language: Language) -> list[str]:
    """Return values as text; aligned on the decimal sign, they are padded so that right alignment puts these in line.

    Figure spaces stand in for missing decimals, and a punctuation space for a missing decimal sign.
    """
    said = [language.say(value) for value in values]
    if column.align != "decimal":
        return said
    decimals = [_decimals(value) for value in values]
    most = max((number for number in decimals if number is not None), default=0)
    return [text + _padding(number, most) for text, number in zip(said, decimals, strict=True)]


def _padding(decimals: int | None, most: int) -> str:
    if decimals is None or decimals == most:
        return ""
    return ("" if decimals else "\N{PUNCTUATION SPACE}") + "\N{FIGURE SPACE}" * (most - decimals)


def _decimals(value: Value) -> int | None:
    match value:
        case Amount():
            return count_decimals(value.value)
        case NumberOnly():
            return count_decimals(value.amount.value)
        case _:
            return None
