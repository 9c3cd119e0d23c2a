"""``fig-gdp-growth``: growth rates of single economies as printed, each linked to the published one."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.compose import concat, layer
from multitrack.charts.theme import BLUE, INK, MUTED
from multitrack.charts.tooltips import make_figure, make_number
from multitrack.lang.values import Message, PartialDate, Period, Verbatim, Year
from multitrack.study.analysis.growth import find_growth_pairs

if TYPE_CHECKING:
    import pandas as pd

    from multitrack.charts.canvas import Canvas, Rows
    from multitrack.charts.compose import Property
    from multitrack.lang.outputs import Figure
    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset

_ROW: Final = 21
_BETWEEN: Final = 22
_BESIDE: Final = 7


@dataclass(frozen=True)
class Rate:
    """An economy's rate in one year, in per cent; ``published_row`` is the row of the published rate."""

    row: str
    published_row: str
    economy: str
    year: int
    printed: Decimal = field(metadata={"unit": "pct"})
    published: Decimal = field(metadata={"unit": "pct"})
    vintage: str


def build(dataset: Dataset) -> Figure:
    """Return the figure; economies are sorted by the difference of rates in the last year, the widest first."""
    pairs = find_growth_pairs(dataset)
    last = max((pair.year for pair in pairs), default=0)
    apart = {pair.published.economy: pair.difference for pair in pairs if pair.year == last}
    economies = dict.fromkeys(pair.published.economy for pair in pairs)
    order = sorted(economies, key=lambda economy: -apart.get(economy, Decimal(0)))
    points = tuple(
        Rate(
            pair.check.quantity.quantity_id,
            pair.published.row_id,
            pair.published.economy,
            pair.year,
            pair.printed,
            pair.published.gdp_growth_pct,
            pair.published.vintage,
        )
        for pair in sorted(pairs, key=lambda pair: (order.index(pair.published.economy), pair.year))
    )
    return make_figure("fig-gdp-growth", points, _draw, (_tell(rate) for rate in points))


def _tell(rate: Rate) -> dict[str, Value]:
    vintage = PartialDate.parse(rate.vintage)
    return {
        "economy": Message("places", ("countries", rate.economy)),
        "year": Year(rate.year),
        "printed-rate": make_number(rate.printed),
        "published-rate": make_number(rate.published),
        "vintage": Period(vintage, vintage),
        "row": Verbatim(rate.row),
    }


def _draw(frame: pd.DataFrame, canvas: Canvas) -> alt.ConcatChart:
    years: list[int] = sorted(set(frame["year"]))
    columns = canvas.columns(len(years))
    rows = canvas.make_rows(list(frame["economy_label"]), _ROW)
    ends = [*frame["printed_rate"], *frame["published_rate"]]
    room = canvas.find_widest(ends, most=60) + _BESIDE + 2
    width = (canvas.size.width - rows.left - _BETWEEN * (columns - 1)) / columns
    values = [*frame["printed"], *frame["published"]]
    first, last = min(0, *values), max(values)
    pad = (last - first) * room / (width - 2 * room)
    scale = alt.Scale(domain=[round(first - pad, 2), round(last + pad, 2)], nice=False)
    panels = [
        _draw_panel(
            frame[frame["year"] == year],
            rows,
            scale,
            canvas,
            labels=not place % columns,
            width=width,
            height=rows.height,
            title=canvas.head(canvas.language.label("charts", "growth", year=year), 0, width),
        )
        for place, year in enumerate(years)
    ]
    return canvas.finish(concat(panels, columns, canvas.space_panels(_BETWEEN, lines=1)), rows.left)


def _draw_panel(
    part: pd.DataFrame, rows: Rows, scale: alt.Scale, canvas: Canvas, *, labels: bool, **properties: Property
) -> alt.LayerChart:
    right = part["printed"] >= part["published"]
    part = part.assign(
        low=part[["printed", "published"]].min(axis=1),
        high=part[["printed", "published"]].max(axis=1),
        low_label=part["published_rate"].where(right, part["printed_rate"]),
        high_label=part["printed_rate"].where(right, part["published_rate"]),
    )
    lanes = rows.encode("economy_label", labels=labels, grid=not rows.above)
    base, place = alt.Chart().encode(y=lanes), rows.place_text()
    x = {name: alt.X(f"{name}:Q", scale=scale, axis=None) for name in ("low", "high", "printed", "published")}
    layers = [
        base.mark_rule(color=MUTED, strokeWidth=1.2, **place).encode(x=x["low"], x2=alt.X2("high:Q")),
        canvas.tell(base.mark_point(color=BLUE, size=62, **place).encode(x=x["published"])),
        canvas.tell(base.mark_point(color=INK, size=28, **place).encode(x=x["printed"])),
        base.mark_text(align="right", dx=-_BESIDE, **place).encode(x=x["low"], text=alt.Text("low_label:N")),
        base.mark_text(align="left", dx=_BESIDE, **place).encode(x=x["high"], text=alt.Text("high_label:N")),
    ]
    return layer(part, layers, **properties)
