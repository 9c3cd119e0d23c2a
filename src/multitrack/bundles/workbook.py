"""Workbooks for spreadsheets: numbers and days as such, with a sheet about them in each language.

A spreadsheet reads a CSV by its user's settings, ``2.335`` as 2335 in Indonesia; a workbook says what each cell is.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from multitrack.bundles.bundle_metadata import get_words
from multitrack.bundles.zip_files import store
from multitrack.citations.works import DATA
from multitrack.errors import InputError, Problem
from multitrack.lang.values import count_decimals
from multitrack.source.cells import NUMERIC
from multitrack.source.package import DESCRIPTION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet as Written

    from multitrack.bundles.exhibits import Exhibit
    from multitrack.citations.works import Work
    from multitrack.edition import Edition
    from multitrack.lang.language import Language

    AddFormat = Callable[..., Any]

Cell = str | Decimal | dt.date | bool | None

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_FIRST_DAY: Final = dt.date(1900, 3, 1)
"""Spreadsheets disagree on the days before."""
_LONGEST_NAME: Final = 31
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]|^'|'$")
_LONGEST_CELL: Final = 32_767
_NARROWEST, _WIDEST, _WIDTH_OF_TEXT = 8, 48, 90
"""Widths of columns in characters."""


@dataclass(frozen=True)
class Worksheet:
    """A sheet of a workbook.

    Attributes
    ----------
    rows
        Its cells; the first row is the head.
    source
        The file that its rows are in, or its words, for messages.
    prose
        It explains other sheets, row by row, instead of holding data.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    source: str
    prose: bool = False


def make_bundle_workbook(exhibit: Exhibit, edition: Edition) -> bytes:
    """Return the data of a figure or a table as a workbook, with its words and the meanings of its columns."""
    data, first = exhibit.data, edition.speakers[0]
    columns = [type_column([row[place] for row in data.rows], column.kind) for place, column in enumerate(data.columns)]
    head = [column.header for column in data.columns]
    sheets = [Worksheet("Data", [head, *zip(*columns, strict=True)], exhibit.folder)]
    for language in edition.speakers:
        said = exhibit.wording[language.code]
        facts = {"title": said.title, "caption": said.caption, "description": said.description, "source": said.source}
        meanings = [(column.header, column.meaning(language)) for column in data.columns]
        sheets.append(_describe(edition, exhibit.exhibit_id, language, facts, meanings))
    return write_workbook(sheets, edition.works[exhibit.exhibit_id], first)


def make_package_workbook(edition: Edition) -> bytes:
    """Return the tables of the data package as a workbook, a sheet each, with the meanings of their columns."""
    files = edition.package.files
    described = json.loads(files[DESCRIPTION])
    tables = [_read_table(table, files[table["path"]]) for table in described["resources"]]
    about = [_describe(edition, DATA, language, *_explain(described, language.code)) for language in edition.speakers]
    return write_workbook([*about, *tables], edition.works[DATA], edition.speakers[0])


def _explain(described: Mapping[str, Any], code: str) -> tuple[Mapping[str, str], list[tuple[str, str]]]:
    """Return title and description of the data in a language, and the meanings of their tables and columns."""
    # Keys without a language are in the first.
    mark = "" if code == described["languages"][0] else f"@{code}"
    meanings = [
        meaning
        for table in described["resources"]
        for meaning in (
            (table["name"], table[f"title{mark}"]),
            *((f"{table['name']}.{field['name']}", field[f"description{mark}"]) for field in table["schema"]["fields"]),
        )
    ]
    return {key: described[f"{key}{mark}"] for key in ("title", "description")}, meanings


def _read_table(table: Mapping[str, Any], content: bytes) -> Worksheet:
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    kinds = [field["type"] for field in table["schema"]["fields"]]
    columns = [type_column(cells, kind) for cells, kind in zip(zip(*rows, strict=True), kinds, strict=True)]
    return Worksheet(table["name"], [head, *zip(*columns, strict=True)], table["path"])


def _describe(
    edition: Edition, work_id: str, language: Language, facts: Mapping[str, str], meanings: Iterable[tuple[str, str]]
) -> Worksheet:
    """Return the sheet about the others in a language."""
    code, work = language.code, edition.works[work_id]
    told = {
        **facts,
        "based-on": edition.source,
        "authors": ", ".join(work.authors[code]),
        "identifier": work.versioned_id,
        "licence": f"{work.licence.title} ({work.licence.url})",
        "cite": edition.citations[code][work_id].apa,
    }
    words = [(get_words(language, "page", key), fact) for key, fact in told.items() if fact]
    head = tuple(get_words(language, "page", key) for key in ("column", "meaning"))
    rows = [*words, (), head, *meanings]
    # Not from words of the edition, since the name of a sheet must be short and may not hold every sign.
    name = f"{language.locale.get_language_name()} ({code})"
    return Worksheet(name, rows, f"{language.words.folder}/kits.yml", prose=True)


def type_column(texts: Sequence[str], kind: str) -> list[Cell]:
    """Return the cells of a column in its type, named as in a Table Schema.

    In a column of nothing but dates full days become days; years and months stay text, since they are no days.
    """
    if kind in NUMERIC:
        return [Decimal(text) if text else None for text in texts]
    if kind == "boolean":
        return [text == "true" if text else None for text in texts]
    if all(_DATE.fullmatch(text) for text in texts if text):
        days = [dt.date.fromisoformat(text) if _DAY.fullmatch(text) else None for text in texts]
        return [day if day and day >= _FIRST_DAY else text or None for day, text in zip(days, texts, strict=True)]
    return [text or None for text in texts]


def write_workbook(sheets: Sequence[Worksheet], work: Work, language: Language) -> bytes:
    """Return a workbook as XLSX, the same bytes on every machine, with the properties of its work in a language.

    Raises
    ------
    InputError
        If a name or a cell is longer than a workbook can hold, or the name has signs that it cannot.
    """
    _require_names(sheets)
    file = io.BytesIO()
    # Whatever a cell says, it is text, never a formula or a link.
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, {"in_memory": True, **as_text}) as book:
        day = dt.datetime.combine(work.release, dt.time())
        authors = ", ".join(work.authors[language.code])
        said = {"title": work.title[language.code], "author": authors, "comments": work.versioned_id}
        book.set_properties({**said, "created": day})
        add_format = cache(partial(_add_format, book))
        for sheet in sheets:
            written = book.add_worksheet(sheet.name)
            _fill_prose(written, sheet, add_format) if sheet.prose else _fill(written, sheet, add_format)
    with zipfile.ZipFile(file) as packed:
        return store({name: packed.read(name) for name in packed.namelist()}, work.release)


def _add_format(book: xlsxwriter.Workbook, number: str = "", *, head: bool = False) -> Any:  # noqa: ANN401  (XlsxWriter's types are partial)
    looks: dict[str, Any] = {"valign": "top", "text_wrap": not number}
    looks |= {"num_format": number} if number else {}
    return book.add_format(looks | ({"bold": True, "bottom": 1} if head else {}))


def _fill(written: Written, sheet: Worksheet, add_format: AddFormat) -> None:
    head, *body = sheet.rows
    for place, name in enumerate(head):
        _write(written, (0, place), name, sheet, add_format(head=True))
        longest = max(len(_as_shown(row[place])) for row in sheet.rows)
        written.set_column(place, place, min(max(longest + 2, _NARROWEST), _WIDEST))
    for number, row in enumerate(body, start=1):
        for place, cell in enumerate(row):
            _write(written, (number, place), cell, sheet, add_format(_number_format(cell)))
    written.freeze_panes(1, 0)
    written.autofilter(0, 0, len(body), len(head) - 1)
    # Years among days are text on purpose.
    written.ignore_errors({"number_stored_as_text": f"A1:XFD{len(sheet.rows)}"})


def _fill_prose(written: Written, sheet: Worksheet, add_format: AddFormat) -> None:
    for number, row in enumerate(sheet.rows):
        for place, cell in enumerate(row):
            _write(written, (number, place), cell, sheet, add_format(head=not place and not number))
    written.set_column(0, 0, _WIDEST / 2)
    written.set_column(1, 1, _WIDTH_OF_TEXT)


def _write(written: Written, place: tuple[int, int], cell: Cell, sheet: Worksheet, form: Any) -> None:  # noqa: ANN401
    value = float(cell) if isinstance(cell, Decimal) else cell
    # A status other than nought is that of a text too long.
    if value not in (None, "") and written.write(*place, value, form):
        found = f"the cell has {len(_as_shown(cell))} characters, and a workbook holds {_LONGEST_CELL} in one"
        head = str(sheet.rows[0][place[1]]) if not sheet.prose else ""
        raise InputError([Problem(sheet.source, place[0] + 1, head, found, "shorten it, or split the row")])


def _require_names(sheets: Sequence[Worksheet]) -> None:
    seen: set[str] = set()
    for sheet in sheets:
        fault = ""
        if not sheet.name or len(sheet.name) > _LONGEST_NAME:
            fault = f"has {len(sheet.name)} characters, and a sheet's has 1 to {_LONGEST_NAME}"
        elif mark := _NOT_IN_NAMES.search(sheet.name):
            fault = f"holds {mark[0]}, which the name of a sheet may not"
        elif sheet.name.casefold() in seen:
            fault = "is that of another sheet too"
        if fault:
            found = f"the name “{sheet.name[:_LONGEST_NAME]}” {fault}"
            raise InputError([Problem(sheet.source, 0, "", found, "give it another name")])
        seen.add(sheet.name.casefold())


def _number_format(cell: Cell) -> str:
    """Return the format that prints the digits of a number and no others."""
    if isinstance(cell, Decimal):
        decimals = count_decimals(cell)
        # Without decimals it may be a year, which has no thousands.
        return f"#,##0.{'0' * decimals}" if decimals else "0"
    return "yyyy-mm-dd" if isinstance(cell, dt.date) else ""


def _as_shown(cell: Cell) -> str:
    return "" if cell is None else str(cell)
