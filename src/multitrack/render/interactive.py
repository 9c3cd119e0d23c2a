"""Interactive figures: ``charts.json``, from which the page's script redraws figures and lays out their data.

The page has it beside the charts' program, each as a line of gzip in base64, which current browsers unpack without a
library. Libdeflate comes with its code in the wheel, since zlib gives other bytes on other machines.
"""

from __future__ import annotations

import base64
import json
import re
from html import escape
from typing import TYPE_CHECKING, Any, Final

import deflate

from multitrack.charts.drawing import make_number_locale, make_time_locale
from multitrack.lang.values import Message
from multitrack.render.table_files import say_cells, say_headers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from multitrack.charts.drawing import RenderedChart
    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure


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


def make_data_table(figure: Figure, language: Language) -> dict[str, Any]:
    """Return a figure's data in a language for the page's script; empty without data.

    Returns
    -------
    dict
        ``head``: the names of the columns; ``rows``: the words of the cells, row by row; ``numbers``: the places of the
        columns that are set to the right.
    """
    if figure.told is None:
        return {}
    numbers = [place for place, column in enumerate(figure.told.columns) if column.align != "left"]
    return {"head": say_headers(figure.told, language), "rows": say_cells(figure.told, language), "numbers": numbers}


_WORD: Final = re.compile(r"\w+")
_SMALLEST: Final = 12


def make_interactive_data(drawings: Iterable[tuple[Figure, RenderedChart]], language: Language) -> bytes:
    """Return the figures in a language for the page's script, not yet packed.

    Returns
    -------
    bytes
        JSON: the formats of numbers and times, and for each figure its specifications, the labels of its views, and its
        data as a table.
    """
    figures = {
        figure.figure_id: {
            "specs": {key: _bare(json.loads(spec)) for key, spec in drawing.vega},
            **_views(figure, language),
            **make_data_table(figure, language),
        }
        for figure, drawing in drawings
    }
    content = {
        "numbers": make_number_locale(language.locale),
        "times": make_time_locale(language.locale),
        "figures": figures,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _bare(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a specification with only the fields that it reads, by columns, and positions to a hundredth of a px.

    A figure's published specification has all fields of its points; the page needs only a part.
    """
    tables = spec.pop("data")
    read = set(_WORD.findall(json.dumps([spec, [{**table, "values": None} for table in tables]])))
    for table in tables:
        if "values" in table:
            names = dict.fromkeys(name for row in table["values"] for name in row if name in read)
            table["values"] = {name: [_short(row.get(name)) for row in table["values"]] for name in names}
    return {"data": tables, **spec}


def _short(value: object) -> object:
    return round(value, 2) if isinstance(value, float) else value


def _views(figure: Figure, language: Language) -> dict[str, Any]:
    if not figure.views:
        return {}
    names = {key: language.label("charts", "views", key) for key in (key for key, _ in figure.views)}
    whole = language.label("charts", "views", "all")
    return {"choose": language.label("charts", "views", "legend"), "views": [["", whole], *map(list, names.items())]}


def pack_line(content: bytes) -> bytes:
    """Return bytes as a line of text: gzip, the same on every machine and as small as it gets, in base64."""
    return base64.b64encode(bytes(deflate.gzip_compress(content, _SMALLEST))) + b"\n"
