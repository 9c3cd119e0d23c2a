"""``fig-venues``: the places of the items by country, with their cities."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.legend import LINE, LegendEntry, count_legend_lines, draw_legend
from multitrack.charts.swimlanes import Lane, draw_lanes
from multitrack.charts.theme import MUTED, SERIES_COLOURS, SMALL, WIDTH, Frame, combine_layers, make_layer, place_y
from multitrack.charts.tooltips import make_column, make_figure, make_record
from multitrack.charts.unit_chart import (
    PITCH,
    Cell,
    count_lines,
    draw_counts,
    draw_outlined_squares,
    number_items,
    place_square,
)
from multitrack.lang.values import NONE, Joined, Message, Verbatim
from multitrack.typography.text_metrics import estimate_margin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure
    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event

_LEFT: Final = 92
_BESIDE: Final = 8
_LANE: Final = 21.0
_ROOM_FOR_COUNT: Final = 18
_PER_LINE: Final = 15
"""Most squares on a line, to leave room for the names of cities after them."""


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
    """

    row: str
    record_row: str
    country: str
    country_printed: str
    city: str
    order: int


def build(dataset: Dataset) -> Figure:
    """Return the figure; countries are sorted by their number of items, and items without a place come last."""
    places = number_items(event.country for event in dataset.events)
    venues = [_venue(event, order) for event, order in zip(dataset.events, places, strict=True)]
    counts = Counter(venue.country for venue in venues)
    countries = sorted(counts, key=lambda country: (not country, -counts[country], country))
    points = tuple(sorted(venues, key=lambda venue: countries.index(venue.country)))
    cells = (
        (Verbatim(venue.row), _place("countries", venue.country), _place("cities", venue.city), _printed(venue))
        for venue in points
    )
    columns = (make_column("item"), make_column("country"), make_column("city"), make_column("country-printed"))
    return make_figure("fig-venues", points, partial(_draw, points, countries), columns, cells)


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


def _draw(points: Sequence[Venue], countries: Sequence[str], language: Language) -> alt.LayerChart:
    counts = Counter(venue.country for venue in points)
    per_line = min(max(counts.values()), _PER_LINE)
    heights = {country: _LANE + (count_lines(counts[country], per_line) - 1) * PITCH for country in countries}
    tops = accumulate(heights.values(), initial=0.0)
    lanes = {
        country: Lane(top, heights[country], _country(country, language))
        for country, top in zip(countries, tops, strict=False)
    }
    cells = {country: Cell(0, lane.top + lane.height / 2, per_line) for country, lane in lanes.items()}
    records = [
        make_record(venue, country=_country(venue.country, language), city=_city(venue.city, language))
        | place_square(venue.order, counts[venue.country], cells[venue.country])
        | _look(venue)
        for venue in points
    ]
    names: list[dict[str, Any]] = [
        {"cities_label": _cities(points, country, language), "cities_y": cells[country].middle} for country in countries
    ]
    left = per_line * PITCH + _ROOM_FOR_COUNT
    cities = (
        make_layer(names)
        .mark_text(align="left", fill=MUTED, x=left)
        .encode(y=place_y("cities_y"), text=alt.Text("cities_label:N"))
    )
    names_width = estimate_margin((lane.heading for lane in lanes.values()), SMALL, beside=_BESIDE, least=_LEFT)
    entry = [LegendEntry(language.label("charts", "keys", "record-country"), "square", "white", SERIES_COLOURS[0])]
    top = count_legend_lines(entry, WIDTH) * LINE + 6
    frame = Frame(names_width, right=2, top=top, bottom=2)
    layers = [
        *draw_lanes(list(lanes.values()), frame),
        draw_outlined_squares(),
        draw_counts({cells[country]: counts[country] for country in countries}),
        cities,
        *draw_legend(entry, left=-frame.left, top=-top, room=WIDTH),
    ]
    return combine_layers(layers, records, frame, round(sum(heights.values())))


def _look(venue: Venue) -> dict[str, str]:
    colour = SERIES_COLOURS[0] if venue.country else MUTED
    return {"colour": colour, "inside": "white" if venue.record_row else colour}


def _country(country: str, language: Language) -> str:
    return language.say(Message("places", ("countries", country))) if country else language.label("charts", "no-place")


def _city(city: str, language: Language) -> str:
    return language.say(Message("places", ("cities", city))) if city else ""


def _cities(points: Sequence[Venue], country: str, language: Language) -> str:
    """Return the cities of a country, the most frequent first, with their numbers of items above one."""
    counts = Counter(venue.city for venue in points if venue.country == country and venue.city)
    names = [
        language.label("charts", "city-count", city=_city(city, language), count=count)
        if count > 1
        else _city(city, language)
        for city, count in counts.most_common()
    ]
    return language.label("joints", "list").join(names)
