"""``FIGURE.data.html``: beside a figure on the page, one click away, what it shows in words and as a table.

HTML lets the end of a row or a cell go unsaid; with hundreds of rows on a page that saves a tenth of it.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from multitrack.model.values import Term
from multitrack.weave.tables import cells, headers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multitrack.model.language import Language
    from multitrack.model.outputs import Figure, Table


def figure_data(figure: Figure, language: Language) -> bytes:
    """Return a figure's description and data in a language, as HTML that opens at a click; nothing without data."""
    if figure.told is None:
        return b""
    title, description = (language.say(Term("figures", (figure.figure_id, part))) for part in ("title", "description"))
    summary = f'{escape(language.label("charts", "data"))}<span class="unseen">: {escape(title)}</span>'
    lines = [
        f'<details class="figure-data"><summary>{summary}</summary>',
        f"<p>{escape(description)}</p>",
        f'<div class="float-body" data-label="{escape(title)}">{_table(figure.told, title, language)}</div></details>',
    ]
    return "\n".join(lines).encode() + b"\n"


def _table(told: Table, title: str, language: Language) -> str:
    numbers = [f"n{place}" for place, column in enumerate(told.columns, 1) if column.align != "left"]
    head = "".join(f"<th scope=col>{escape(words)}" for words in headers(told, language))
    body = "\n".join(_row(row) for row in cells(told, language))
    classes = f' class="{" ".join(numbers)}"' if numbers else ""
    return f'<table{classes}><caption class="unseen">{escape(title)}</caption><thead><tr>{head}<tbody>\n{body}</table>'


def _row(row: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<td>{escape(cell, quote=False)}" for cell in row)
