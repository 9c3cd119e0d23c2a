"""``fig-gdp-growth``: growth rates of single economies as printed, each linked to the published one."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.canvas import Canvas, concat, layer, pad_domain
from multitrack.charts.theme import BLUE, INK, MUTED
from multitrack.charts.tooltips import make_figure, make_number
from multitrack.lang.values import Message, PartialDate, Period, Verbatim, Year
from multitrack.study.analysis.growth import find_growth_pairs

if TYPE_CHECKING:
    import pandas as pd

    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset

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
    rates: list[Rate] = []
    for pair in find_growth_pairs(dataset):
        row, one = pair.check.claim.stated, pair.published
        rates.append(Rate(row, one.row_id, one.economy, one.year, pair.printed, one.gdp_growth_pct, one.vintage))
    last = max((rate.year for rate in rates), default=0)
    apart = {rate.economy: rate.published - rate.printed for rate in rates if rate.year == last}
    rates.sort(key=lambda rate: (apart.get(rate.economy, Decimal(0)), rate.economy, rate.year))
    cells = (
        {
            "economy": Message("places", ("countries", rate.economy)),
            "year": Year(rate.year),
            "printed-rate": make_number(rate.printed),
            "published-rate": make_number(rate.published),
            "vintage": Period(vintage := PartialDate.parse(rate.vintage), vintage),
            "row": Verbatim(rate.row),
        }
        for rate in rates
    )
    return make_figure("fig-gdp-growth", tuple(rates), _draw, cells)


def _draw(frame: pd.DataFrame, canvas: Canvas) -> alt.ConcatChart:
    above, ends = frame["printed"] >= frame["published"], frame[["printed", "published"]]
    frame = frame.assign(
        low=ends.min(axis=1),
        high=ends.max(axis=1),
        low_label=frame["published_rate"].where(above, frame["printed_rate"]),
        high_label=frame["printed_rate"].where(above, frame["published_rate"]),
    )
    columns = 1 if canvas.size.stacked else frame["year"].nunique()
    rows = canvas.make_rows(frame["economy_label"], step=21)
    width = (canvas.size.width - rows.left - _BETWEEN * (columns - 1)) / columns
    room = canvas.find_widest([*frame["low_label"], *frame["high_label"]], most=60) + _BESIDE + 2
    scale = alt.Scale(domain=pad_domain(min(0, frame["low"].min()), frame["high"].max(), room / width), nice=False)
    x = {name: alt.X(f"{name}:Q", scale=scale, axis=None) for name in ("low", "high", "printed", "published")}
    panels: list[alt.LayerChart] = []
    for year, part in frame.groupby("year"):
        y = rows.encode("economy_label", labels=not len(panels) % columns, grid=not canvas.size.stacked)
        base, place = alt.Chart().encode(y=y), rows.place()
        layers = [
            base.mark_rule(color=MUTED, strokeWidth=1.2, **place).encode(x=x["low"], x2=alt.X2("high:Q")),
            canvas.tell(base.mark_point(color=BLUE, size=62, **place).encode(x=x["published"])),
            canvas.tell(base.mark_point(color=INK, size=28, **place).encode(x=x["printed"])),
            base.mark_text(align="right", dx=-_BESIDE, **place).encode(x=x["low"], text=alt.Text("low_label:N")),
            base.mark_text(align="left", dx=_BESIDE, **place).encode(x=x["high"], text=alt.Text("high_label:N")),
        ]
        title = canvas.head(canvas.label("growth", year=year), 0, width)
        panels.append(layer(part, layers, width=width, height=rows.height, title=title))
    return canvas.finish(concat(panels, columns, canvas.space_panels(_BETWEEN, lines=1)), rows.left)
