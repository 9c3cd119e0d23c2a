"""``fig-commitments``: sums given or promised according to the study, by currency."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.theme import (
    MUTED,
    SERIES_COLOURS,
    SMALL,
    Frame,
    combine_layers,
    make_layer,
    place_x,
    place_y,
    round_up,
    style_by,
)
from multitrack.charts.tooltips import make_column, make_figure, make_record, make_year
from multitrack.lang.values import NONE, Message, OwnMessage, Verbatim
from multitrack.study.analysis.amounts import EXACT, index_quantities, say_unit
from multitrack.study.analysis.subjects import COMMITMENTS, select_quantities
from multitrack.typography.text_metrics import estimate_margin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure
    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Quantity

_DURATION: Final = "pledge-duration"
_LEFT: Final = 162
_RIGHT: Final = 112
_LINE: Final = 19
_HEADING: Final = 18
"""From a group's hairline to its unit and its scale, in px."""
_TOP: Final = 28
_BETWEEN: Final = 10
_COLUMNS: Final = (
    make_column("row"),
    make_column("purpose"),
    make_column("year", "right"),
    make_column("sum", "right"),
    make_column("duration", "right"),
)
_PURPOSE: Final = 26
_CLEAR: Final = 12
"""From the longest label to the bars, in px."""
_BESIDE: Final = 8


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
    points = list(_commitments(stated, dataset))
    points.sort(key=lambda point: (order.index(point.currency), point.year, point.row))
    quantities = index_quantities(dataset)
    draw = partial(_draw, tuple(points), quantities)
    return make_figure("fig-commitments", tuple(points), draw, _COLUMNS, (_told(point, quantities) for point in points))


def _told(point: Commitment, quantities: Mapping[str, Quantity]) -> tuple[Value, ...]:
    duration = quantities[point.duration_row].amount if point.duration_row else NONE
    return Verbatim(point.row), _purpose(point), make_year(point.year), quantities[point.row].amount, duration


def _purpose(point: Commitment) -> OwnMessage:
    """Return the purpose of a sum or, without words for it, its kind."""
    return OwnMessage(Message("quantities", (point.row, "purpose")), Message("indicators", (point.indicator, "label")))


def _commitments(stated: Sequence[Quantity], dataset: Dataset) -> Iterator[Commitment]:
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


def _draw(points: Sequence[Commitment], quantities: Mapping[str, Quantity], language: Language) -> alt.LayerChart:
    groups: dict[str, list[Commitment]] = {}
    for point in points:
        groups.setdefault(point.currency, []).append(point)
    records: list[dict[str, Any]] = []
    tops: dict[str, int] = {}
    top = 0
    for currency, members in groups.items():
        tops[currency] = top
        records += [
            _record(point, quantities, language) | {"drawn_y": top + _TOP + (line + 0.5) * _LINE}
            for line, point in enumerate(members)
        ]
        top += _TOP + len(members) * _LINE + _BETWEEN
    most = round_up(float(max(point.value for point in points)))
    units = {tops[currency]: say_unit(currency, members[0].scale, language) for currency, members in groups.items()}
    left = estimate_margin((str(row["purpose_label"]) for row in records), SMALL, beside=_PURPOSE + _CLEAR, least=_LEFT)
    frame = Frame(left, _RIGHT, top=0, bottom=2)
    layers = [*_frame_layers(units, most, frame, language), *_mark_layers(most, frame)]
    return combine_layers(layers, records, frame, top - _BETWEEN)


def _record(point: Commitment, quantities: Mapping[str, Quantity], language: Language) -> dict[str, Any]:
    amount = language.say(quantities[point.row].amount)
    if point.duration_row:
        duration = language.say(quantities[point.duration_row].amount)
        amount = language.label("charts", "over", amount=amount, duration=duration)
    colour = SERIES_COLOURS[0]
    inside = colour if point.qualifier == EXACT else "white"
    words = make_record(point, purpose=language.say(_purpose(point)), amount=amount, year=str(point.year or ""))
    return words | {"colour": colour, "inside": inside}


def _frame_layers(units: Mapping[int, str], most: float, frame: Frame, language: Language) -> list[alt.Chart]:
    """Return hairline, unit and scale of each group; the scale is the same for all."""
    headings = [{"unit_label": words, "rule_y": top, "unit_y": top + _HEADING} for top, words in units.items()]
    levels = [
        {
            "level_label": language.number(Decimal(f"{share * most:g}")),
            "level_x": share * frame.plot_width,
            "level_y": top + _HEADING,
        }
        for top in units
        for share in (0, 0.5, 1)
    ]
    left, right = alt.XValue(-frame.left), alt.X2Value(frame.plot_width + frame.right)
    heading = make_layer(headings).encode(x=left)
    scale = make_layer(levels).encode(x=place_x("level_x"), y=place_y("level_y"))
    return [
        heading.mark_rule().encode(x2=right, y=place_y("rule_y")),
        heading.mark_text(align="left").encode(y=place_y("unit_y"), text=alt.Text("unit_label:N")),
        scale.mark_text(fill=MUTED).encode(text=alt.Text("level_label:N")),
    ]


def _mark_layers(most: float, frame: Frame) -> list[alt.Chart]:
    value = alt.X("value:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=None)
    base = make_layer().encode(x=value, y=place_y("drawn_y"))
    left = base.encode(x=alt.XValue(-frame.left))
    mark = base.mark_point(shape="circle", size=40, opacity=1, strokeWidth=1.4)
    return [
        base.mark_rule(strokeWidth=1.4).encode(x2=alt.X2Datum(0), **style_by(stroke="colour")),
        mark.encode(**style_by(fill="inside", stroke="colour")),
        left.mark_text(align="left", fill=MUTED).encode(text=alt.Text("year_label:N")),
        left.mark_text(align="left", xOffset=_PURPOSE).encode(text=alt.Text("purpose_label:N")),
        base.mark_text(align="left", xOffset=_BESIDE).encode(text=alt.Text("amount_label:N")),
    ]
