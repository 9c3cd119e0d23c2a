"""``fig-venues``: where the items took place, by country, with the cities named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.figures.facts import NONE, column, telling
from multitrack.figures.lanes import Lane, lane_layers
from multitrack.figures.records import record
from multitrack.figures.theme import MUTED, SERIES_COLOURS, SMALL, Frame, down, layered, marks
from multitrack.figures.type_width import margin
from multitrack.figures.units import PITCH, Cell, lines, orders, position, unit_layers
from multitrack.model.values import Code, Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multitrack.model.dataset import Dataset
    from multitrack.model.language import Language
    from multitrack.model.outputs import Figure
    from multitrack.model.values import Value

_LEFT: Final = 92
_BESIDE: Final = 8
_LANE: Final = 21.0
_ROOM_FOR_COUNT: Final = 18
_PER_LINE: Final = 15
"""So many squares stand on a line at the most, that there is room for the names of cities behind them."""


@dataclass(frozen=True)
class Venue:
    """The place of one item; ``country`` and ``city`` are empty where the study names none."""

    row: str
    country: str
    city: str
    order: int


def build(dataset: Dataset) -> Figure:
    """Return the figure; countries stand by their number of items, those without a place last."""
    places = orders(event.country for event in dataset.events)
    venues = [
        Venue(event.event_id, event.country, event.city, order)
        for event, order in zip(dataset.events, places, strict=True)
    ]
    counts = Counter(venue.country for venue in venues)
    countries = sorted(counts, key=lambda country: (not country, -counts[country], country))
    points = tuple(sorted(venues, key=lambda venue: countries.index(venue.country)))
    cells = ((Code(venue.row), _place("countries", venue.country), _place("cities", venue.city)) for venue in points)
    columns = (column("item"), column("country"), column("city"))
    return telling("fig-venues", points, partial(_draw, points, countries), columns, cells)


def _place(kind: str, key: str) -> Value:
    return Term("places", (kind, key)) if key else NONE


def _draw(points: Sequence[Venue], countries: Sequence[str], language: Language) -> alt.LayerChart:
    counts = Counter(venue.country for venue in points)
    per_line = min(max(counts.values()), _PER_LINE)
    heights = {country: _LANE + (lines(counts[country], per_line) - 1) * PITCH for country in countries}
    tops = accumulate(heights.values(), initial=0.0)
    lanes = {
        country: Lane(top, heights[country], _country(country, language))
        for country, top in zip(countries, tops, strict=False)
    }
    cells = {country: Cell(0, lane.top + lane.height / 2, per_line) for country, lane in lanes.items()}
    records = [
        record(venue, country=_country(venue.country, language), city=_city(venue.city, language))
        | position(venue.order, counts[venue.country], cells[venue.country])
        | {"colour": SERIES_COLOURS[0] if venue.country else MUTED}
        for venue in points
    ]
    names: list[dict[str, Any]] = [
        {"cities_label": _cities(points, country, language), "cities_y": cells[country].middle} for country in countries
    ]
    left = per_line * PITCH + _ROOM_FOR_COUNT
    cities = (
        marks(names)
        .mark_text(align="left", fill=MUTED, x=left)
        .encode(y=down("cities_y"), text=alt.Text("cities_label:N"))
    )
    names_width = margin((lane.heading for lane in lanes.values()), SMALL, beside=_BESIDE, least=_LEFT)
    frame = Frame(names_width, right=2, top=2, bottom=2)
    layers = [
        *lane_layers(list(lanes.values()), frame),
        *unit_layers({cells[country]: counts[country] for country in countries}),
        cities,
    ]
    return layered(layers, records, frame, round(sum(heights.values())))


def _country(country: str, language: Language) -> str:
    return language.say(Term("places", ("countries", country))) if country else language.label("charts", "no-place")


def _city(city: str, language: Language) -> str:
    return language.say(Term("places", ("cities", city))) if city else ""


def _cities(points: Sequence[Venue], country: str, language: Language) -> str:
    """Return the cities of a country, the one with most items first, with the number where it has several."""
    counts = Counter(venue.city for venue in points if venue.country == country and venue.city)
    several = language.label("charts", "city-count")
    names = [
        several.format(city=_city(city, language), count=count) if count > 1 else _city(city, language)
        for city, count in counts.most_common()
    ]
    return language.label("joints", "list").join(names)
