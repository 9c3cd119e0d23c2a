"""``fig-commitments``: sums given or promised according to the study, by currency."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from multitrack.charts.tooltips import make_figure, make_year
from multitrack.lang.values import NONE, Message, OwnMessage, Verbatim
from multitrack.study.analysis.amounts import index_quantities
from multitrack.study.analysis.subjects import COMMITMENTS, select_quantities
from multitrack.study.figures.money_rows import draw_sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    import altair as alt
    import pandas as pd

    from multitrack.charts.canvas import Canvas
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Quantity

_DURATION: Final = "pledge-duration"


@dataclass(frozen=True)
class Commitment:
    """A sum given or promised.

    Attributes
    ----------
    duration_row
        The row with the duration; empty if the study has none.
    year
        The year of the sum, or if the study names none, the year of its item.
    """

    row: str
    duration_row: str
    indicator: str
    currency: str
    scale: str
    value: Decimal
    qualifier: str
    year: int


def build(dataset: Dataset) -> Figure:
    """Return the figure of all aid and pledges by currency, the most frequent first, then by year."""
    stated = [quantity for quantity in select_quantities(dataset, COMMITMENTS) if quantity.currency]
    currencies = Counter(quantity.currency for quantity in stated)  # equal counts keep the order of first mention
    order = [currency for currency, _ in currencies.most_common()]
    points = sorted(_collect(stated, dataset), key=lambda point: (order.index(point.currency), point.year, point.row))
    quantities = index_quantities(dataset)
    cells = (
        {
            "purpose": OwnMessage(
                Message("quantities", (point.row, "purpose")), Message("indicators", (point.indicator, "label"))
            ),
            "year": make_year(point.year),
            "sum": quantities[point.row].amount,
            "duration": quantities[point.duration_row].amount if point.duration_row else NONE,
            "row": Verbatim(point.row),
        }
        for point in points
    )
    return make_figure("fig-commitments", tuple(points), _draw, cells)


def _collect(stated: Sequence[Quantity], dataset: Dataset) -> Iterator[Commitment]:
    years = {event.event_id: event.year for event in dataset.events}
    # The study states the duration of a sum right after the sum.
    durations = {
        row.quantity_id: after.quantity_id
        for row, after in pairwise(dataset.quantities)
        if after.indicator == _DURATION and after.event_id == row.event_id
    }
    for one in stated:
        year = one.period.end.year if one.period else years.get(one.event_id, 0)
        row = (one.quantity_id, durations.get(one.quantity_id, ""))
        yield Commitment(*row, one.indicator, one.currency, one.scale, one.value, one.qualifier, year)


def _draw(frame: pd.DataFrame, canvas: Canvas) -> alt.ConcatChart:
    over = frame["duration_row"] != ""
    frame["sum"] = [
        canvas.language.label("charts", "over", amount=amount, duration=duration) if long else amount
        for amount, duration, long in zip(frame["sum"], frame["duration"], over, strict=True)
    ]
    return draw_sums(frame, canvas, ["year_label", "purpose"])
