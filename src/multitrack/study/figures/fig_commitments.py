"""``fig-commitments``: sums given or promised according to the study, by currency."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from multitrack.charts.tooltips import copy_fields, make_figure, make_year
from multitrack.lang.values import NONE, Message, OwnMessage, Verbatim
from multitrack.study.analysis.amounts import index_quantities
from multitrack.study.analysis.subjects import COMMITMENTS, select_quantities
from multitrack.study.figures.money_rows import draw_sums

if TYPE_CHECKING:
    from decimal import Decimal

    import altair as alt
    import pandas as pd

    from multitrack.charts.canvas import Canvas
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset

_DURATION: Final = "pledge-duration"


@dataclass(frozen=True)
class Commitment:
    """A sum given or promised, in its own year or, if the study names none, in the year of its item.

    ``duration_row`` is the row with the duration; empty if the study has none.
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
    quantities, years = index_quantities(dataset), {event.event_id: event.year for event in dataset.events}
    # The study states the duration of a sum right after the sum.
    durations = {
        row.quantity_id: after.quantity_id
        for row, after in pairwise(dataset.quantities)
        if after.indicator == _DURATION and after.event_id == row.event_id
    }
    points: list[Commitment] = []
    for one in select_quantities(dataset, COMMITMENTS):
        if one.currency:
            row, duration_row = one.quantity_id, durations.get(one.quantity_id, "")
            year = one.period.end.year if one.period else years.get(one.event_id, 0)
            points.append(copy_fields(one, Commitment, row=row, duration_row=duration_row, year=year))
    currencies = Counter(point.currency for point in points)  # equal counts keep the order of first mention
    order = [currency for currency, _ in currencies.most_common()]
    points.sort(key=lambda point: (order.index(point.currency), point.year, point.row))
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


def _draw(frame: pd.DataFrame, canvas: Canvas) -> alt.ConcatChart:
    over = canvas.label_rows("over", amount=frame["sum"], duration=frame["duration"])
    frame["sum"] = frame["sum"].where(frame["duration_row"] == "", over)
    return draw_sums(frame, canvas, ["year_label", "purpose"])
