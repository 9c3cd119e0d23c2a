"""``FIGURE.data.html``: beside a figure on the page, one click away, what it shows in words.

The page's script lays out the figure's data there, which come with what it draws the figure from.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from multitrack.model.values import Term
from multitrack.weave.tables import cells, headers

if TYPE_CHECKING:
    from multitrack.model.language import Language
    from multitrack.model.outputs import Figure


def figure_data(figure: Figure, language: Language) -> bytes:
    """Return a figure's description in a language, as HTML that opens at a click; nothing without data."""
    if figure.told is None:
        return b""
    title, description = (language.say(Term("figures", (figure.figure_id, part))) for part in ("title", "description"))
    summary = f'{escape(language.label("charts", "data"))}<span class="unseen">: {escape(title)}</span>'
    return (
        f'<details class="figure-data"><summary>{summary}</summary>\n<p>{escape(description)}</p></details>\n'
    ).encode()


def data_table(figure: Figure, language: Language) -> dict[str, Any]:
    """Return a figure's data in a language for the page's script; nothing without data.

    Returns
    -------
    dict
        ``head``: the names of the columns; ``rows``: the words of the cells, row by row; ``numbers``: the places of the
        columns that are set to the right, counted from one.
    """
    if figure.told is None:
        return {}
    numbers = [place for place, column in enumerate(figure.told.columns, 1) if column.align != "left"]
    return {"head": headers(figure.told, language), "rows": cells(figure.told, language), "numbers": numbers}
