"""The data of figures as tables for a page: the page's script lays them out when a reader opens them.

The page has them as a line of gzip in base64, which current browsers unpack without a library. Libdeflate comes with
its code in the wheel, since zlib gives other bytes on other machines. They also stand in for the pictures
where there is no pointer: what a tooltip says of a mark is a row of the table, which a keyboard reaches.
"""

from __future__ import annotations

import base64
import json
from html import escape
from typing import TYPE_CHECKING, Any, Final

import deflate

from multitrack.lang.values import Message
from multitrack.render.table_files import say_cells, say_headers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure, Table


def write_figure_description(figure: Figure, language: Language) -> bytes:
    """Return a figure's description in a language as collapsible HTML; empty without data."""
    if figure.told is None:
        return b""
    title, description = (
        language.say(Message("figures", (figure.figure_id, part))) for part in ("title", "description")
    )
    summary = f'{escape(language.label("charts", "data"))}<span class="unseen">: {escape(title)}</span>'
    return (
        f'<details class="figure-data"><summary>{summary}</summary>\n<p>{escape(description)}</p></details>\n'
    ).encode()


_SMALLEST: Final = 12


def make_data_tables(figures: Iterable[Figure], language: Language) -> bytes:
    """Return the data of figures in a language for the page's script, not yet packed.

    Returns
    -------
    bytes
        JSON: ``figures``, by id, each with ``head``: the names of the columns; ``rows``: the words of the cells, row by
        row; ``numbers``: the places of the columns that are set to the right.
    """
    tables = {figure.figure_id: _table(figure.told, language) for figure in figures if figure.told}
    return json.dumps({"figures": tables}, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _table(told: Table, language: Language) -> dict[str, Any]:
    numbers = [place for place, column in enumerate(told.columns) if column.align != "left"]
    return {"head": say_headers(told, language), "rows": say_cells(told, language), "numbers": numbers}


def pack_line(content: bytes) -> bytes:
    """Return bytes as a line of text: gzip, the same on every machine and as small as it gets, in base64."""
    return base64.b64encode(bytes(deflate.gzip_compress(content, _SMALLEST))) + b"\n"
