"""Figures of sums of money: a row for each sum, a panel for those that may be compared, one scale for all."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.canvas import Canvas, concat, layer
from multitrack.charts.theme import INK
from multitrack.charts.tooltips import make_figure
from multitrack.lang.values import Message, Value, Verbatim, Year, label
from multitrack.study.analysis.amounts import BOTH_WAYS, collect_sums, index_quantities, say_unit
from multitrack.study.analysis.subjects import select_quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from multitrack.lang.outputs import Figure
    from multitrack.study.analysis.amounts import Sum
    from multitrack.study.dataset import Dataset

_ROW: Final = 16
_BESIDE: Final = 7
_BETWEEN: Final = 26
_SHARE: Final = 0.56
"""Greatest share of the picture's width for the words at the left, and for those at the right."""
_WORDS: Final[Mapping[str, Callable[[Sum], Value]]] = {
    "indicator": lambda one: Message("indicators", (one.indicator, "label")),
    "measure": lambda one: label("measures", one.measure),
    "direction": lambda one: label("directions", one.direction),
    "statistics": lambda one: label("sources-named", one.source_named),
    "year": lambda one: Year(one.year),
}


def build_sums(
    figure_id: str, dataset: Dataset, subjects: tuple[str, ...], told: Sequence[str], *, apart: Sequence[str] = ()
) -> Figure:
    """Return a figure of all sums on some subjects, by currency and year.

    ``told`` is said of each sum: ``indicator``, ``measure``, ``direction``, ``statistics`` or ``year``; for those
    ``apart``, sums stand in panels of their own, as they do for each currency.
    """

    def group(one: Sum) -> tuple[str, ...]:
        return *(getattr(one, name) for name in apart), one.currency

    found = collect_sums(select_quantities(dataset, subjects))
    order = list(dict.fromkeys(map(group, found)))
    points = tuple(sorted(found, key=lambda one: (order.index(group(one)), one.year, one.row)))
    quantities = index_quantities(dataset)
    cells = (
        {key: _WORDS[key](one) for key in told} | {"sum": quantities[one.row].amount, "row": Verbatim(one.row)}
        for one in points
    )
    return make_figure(figure_id, points, partial(_draw, told, apart), cells)


def _draw(told: Sequence[str], apart: Sequence[str], frame: pd.DataFrame, canvas: Canvas) -> alt.ConcatChart:
    frame["direction_label"] = frame["direction_label"].where(frame["direction"] != BOTH_WAYS, "")
    names = {key: f"{key}_label" if f"{key}_label" in frame else key for key in told}
    words = ["year_label", *(name for key, name in names.items() if key not in {"year", *apart})]
    return draw_sums(frame, canvas, words, apart=[names[key] for key in apart])


def draw_sums(
    frame: pd.DataFrame, canvas: Canvas, words: Sequence[str], *, apart: Sequence[str] = ()
) -> alt.ConcatChart:
    """Return sums in rows, a panel for each currency.

    The frame has ``currency``, ``scale``, ``value`` and ``sum``, which is the sum in words, and columns with the words
    of a row and of those for which rows stand ``apart`` in panels of their own.
    """
    frame = frame.assign(
        lane=_join(frame[[*words]], canvas),
        unit=[say_unit(*one, canvas.language) for one in zip(frame["currency"], frame["scale"], strict=True)],
    )
    frame["heading"] = _join(frame[[*apart, "unit"]], canvas)
    right = canvas.find_widest(frame["sum"], most=canvas.size.width * _SHARE) + _BESIDE
    step = min(_ROW, canvas.size.height / (len(frame) + 4))
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, float(frame["value"].max())], nice=False))
    left, parts = canvas.split_rows(frame, "heading", step, _SHARE)
    width = canvas.size.width - left - right - 2
    panels: list[alt.LayerChart] = []
    for part, rows in parts:
        base, place = alt.Chart().encode(y=rows.encode("lane"), x=x), rows.place()
        layers = [
            base.mark_rule(color=INK, strokeWidth=1.2, **place).encode(x2=alt.X2Datum(0)),
            canvas.tell(base.mark_point(color=INK, **place)),
            base.mark_text(align="left", dx=_BESIDE, **place).encode(text=alt.Text("sum:N")),
        ]
        title = canvas.head(str(part["heading"].iloc[0]), left, canvas.size.width)
        panels.append(layer(part, layers, title=title, width=width, height=rows.height))
    return canvas.finish(concat(panels, 1, _BETWEEN), left)


def _join(words: pd.DataFrame, canvas: Canvas) -> list[str]:
    """Return the words of several columns in one line for each row, without empty ones."""
    none = ("", canvas.language.label("cells", "none"))
    rows: list[list[str]] = words.to_numpy().tolist()
    return [canvas.label("joint").join(word for word in row if word not in none) for row in rows]
