"""``fig-venues``: the places of the items by country."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.compose import layer
from multitrack.charts.theme import INK, PAPER
from multitrack.charts.tooltips import make_column, make_figure
from multitrack.lang.values import NONE, Joined, Message, Verbatim
from multitrack.study.analysis.subjects import name_meeting

if TYPE_CHECKING:
    import pandas as pd

    from multitrack.charts.canvas import Canvas
    from multitrack.charts.tooltips import Facts
    from multitrack.lang.outputs import Figure
    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event

_ROW: Final = 20
_COLUMNS: Final = (
    make_column("meeting"), make_column("city"), make_column("country"), make_column("country-printed"),
    make_column("item"),
)  # fmt: skip


@dataclass(frozen=True)
class Venue:
    """The place of one item.

    Attributes
    ----------
    record_row
        The official meeting with the country; empty if the country is the study's own.
    country, city
        As in analysis; empty if the study names none.
    country_printed
        The countries in print, separated by semicolons; empty without any.
    order
        The number of items before it in its country.
    """

    row: str
    record_row: str
    country: str
    country_printed: str
    city: str
    order: int


def build(dataset: Dataset) -> Figure:
    """Return the figure; countries are sorted by their number of items, and items without a place come last."""
    counts = Counter(event.country for event in dataset.events)
    events = sorted(dataset.events, key=lambda event: (not event.country, -counts[event.country], event.country))
    before = Counter[str]()
    venues: list[Venue] = []
    for event in events:
        venues.append(_venue(event, before[event.country]))
        before[event.country] += 1
    cells = (
        (
            name_meeting(event),
            _place("cities", venue.city),
            _place("countries", venue.country),
            _printed(venue),
            Verbatim(venue.row),
        )
        for event, venue in zip(events, venues, strict=True)
    )
    return make_figure("fig-venues", tuple(venues), _draw, _COLUMNS, cells)


def _venue(event: Event, order: int) -> Venue:
    printed = event.country_printed
    corrected = bool(printed) and not event.city and event.country not in printed
    record_row = event.record if corrected else ""
    return Venue(event.event_id, record_row, event.country, ";".join(printed), event.city, order)


def _printed(venue: Venue) -> Value:
    """Return the countries in print if they are not the one in analysis."""
    others = venue.country_printed.split(";") if venue.country_printed != venue.country else []
    names = tuple(_place("countries", country) for country in others if country)
    return Joined(names, "items") if names else NONE


def _place(kind: str, key: str) -> Value:
    return Message("places", (kind, key)) if key else NONE


def _draw(frame: pd.DataFrame, canvas: Canvas, facts: Facts) -> alt.LayerChart:
    nowhere = canvas.language.label("charts", "no-place")
    frame = frame.assign(
        lane=frame["country_label"].where(frame["country"] != "", nowhere),
        end=frame["order"] + 1,
        in_study=frame["record_row"] == "",
    )
    rows = canvas.make_rows(list(frame["lane"]), _ROW)
    inside = alt.Scale(domain=[True, False], range=[INK, PAPER])
    base = alt.Chart().encode(
        y=rows.encode("lane"),
        x=alt.X("order:Q", axis=None, scale=alt.Scale(domain=[0, int(frame["end"].max()) + 1], nice=False)),
        x2=alt.X2("end:Q"),
    )
    units = base.mark_bar(stroke=INK, **rows.place(11)).encode(fill=alt.Fill("in_study:N", scale=inside, legend=None))
    return canvas.finish(layer(frame, [facts.on(units)], width=canvas.size.width - rows.left, height=rows.height), rows.left)
