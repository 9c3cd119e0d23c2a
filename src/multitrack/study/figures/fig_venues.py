"""``fig-venues``: the cities of the items on a map of each region."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from math import cos, pi, radians
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from multitrack.charts.canvas import Canvas, concat, give_data, layer
from multitrack.charts.label_placement import Box, place_labels
from multitrack.charts.theme import HAIRLINE, INK, PAPER
from multitrack.charts.tooltips import make_figure
from multitrack.lang.values import NONE, Joined, Message, Value, Verbatim
from multitrack.study.analysis.subjects import name_meeting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset

    Span = tuple[float, float]

_HIGHEST: Final = 256
"""Greatest height of a map in px."""
_BETWEEN: Final = 8
_DOT: Final = 34
"""Area of the dot of one item in px²; that of several is as many times as large."""
_SIDES: Final[Mapping[str, dict[str, Any]]] = {
    "right": {"align": "left", "dx": 1},
    "left": {"align": "right", "dx": -1},
    "above": {"align": "center", "baseline": "bottom", "dy": -1},
    "below": {"align": "center", "baseline": "top", "dy": 1},
}


@dataclass(frozen=True)
class Venue:
    """The place of one item, with country and city as in analysis, empty if the study names none.

    ``record_row`` is the official meeting with the country, and empty if the country is the study's own;
    ``country_printed`` has the countries in print, separated by semicolons.
    """

    row: str
    record_row: str
    country: str
    country_printed: str
    city: str
    longitude: float | None
    latitude: float | None


def build(dataset: Dataset) -> Figure:
    """Return the figure of all items, those of the country with most items first."""
    counts = Counter(event.country for event in dataset.events)
    events = sorted(dataset.events, key=lambda event: (not event.country, -counts[event.country], event.country))
    places = {(place.city, place.country): place for place in dataset.places}
    venues: list[Venue] = []
    for event in events:
        place, printed = places.get((event.city, event.country)), event.country_printed
        corrected = bool(printed) and not event.city and event.country not in printed
        where = (float(place.longitude), float(place.latitude)) if place else (None, None)
        rows = (event.event_id, event.record if corrected else "")
        venues.append(Venue(*rows, event.country, ";".join(printed), event.city, *where))
    cells = (
        {
            "meeting": name_meeting(event),
            "city": _say("cities", venue.city),
            "country": _say("countries", venue.country),
            "country-printed": _say_printed(venue),
            "item": Verbatim(venue.row),
        }
        for event, venue in zip(events, venues, strict=True)
    )
    land = pd.DataFrame(dataset.land, columns=["area", "shape", "point", "longitude", "latitude"])
    land = land.astype({"longitude": float, "latitude": float})
    return make_figure("fig-venues", tuple(venues), partial(_draw, land), cells)


def _say_printed(venue: Venue) -> Value:
    """Return the countries in print if they are not the one in analysis."""
    others = venue.country_printed.split(";") if venue.country_printed != venue.country else []
    names = tuple(_say("countries", country) for country in others if country)
    return Joined(names, "items") if names else NONE


def _say(kind: str, key: str) -> Value:
    return Message("places", (kind, key)) if key else NONE


def _draw(land: pd.DataFrame, frame: pd.DataFrame, canvas: Canvas) -> alt.ConcatChart:
    known = frame[frame["longitude"].notna() & (frame["city"] != "")]
    cities = known.groupby("city")
    known = known.assign(items=cities["row"].transform("size"), order=cities.cumcount())
    counted = canvas.label_rows("city-count", city=known["city_label"], count=known["items"])
    known["label"] = known["city_label"].where(known["items"] == 1, counted)
    areas = [part for _, part in land.groupby("area", sort=False)] if len(land) else [known]
    columns = len(areas) if canvas.size.wide else 1
    width = (canvas.size.width - _BETWEEN * (columns - 1)) / columns
    return canvas.finish(concat([_draw_map(area, known, width, canvas) for area in areas], columns, _BETWEEN), 0)


def _draw_map(land: pd.DataFrame, known: pd.DataFrame, width: float, canvas: Canvas) -> alt.LayerChart:
    """Return a map of some land, with equal scales at its middle latitude, and the cities on it."""
    (west, east), (south, north) = spans = _span(land["longitude"]), _span(land["latitude"])
    ratio = (east - west) * cos(radians((south + north) / 2)) / (north - south)
    width = min(width, _HIGHEST * ratio)
    on_map = known["longitude"].between(west, east) & known["latitude"].between(south, north)
    here = known[on_map].sort_values("items", ascending=False, kind="stable")
    cities = _place(here.drop_duplicates("city"), spans, (width, width / ratio), canvas)
    scales = [alt.Scale(domain=[*span], nice=False, zero=False) for span in spans]
    x, y = alt.X("longitude:Q", axis=None, scale=scales[0]), alt.Y("latitude:Q", axis=None, scale=scales[1])
    ground = alt.Chart(give_data(land)).mark_line(filled=True, fill=HAIRLINE, strokeWidth=0)
    size = alt.Size("items:Q", scale=alt.Scale(domain=[0, 10], range=[0, 10 * _DOT]), legend=None)
    layers = [
        ground.encode(x=x, y=y, order=alt.Order("point:Q"), detail=[alt.Detail("shape:N")]),
        canvas.tell(alt.Chart().mark_point(color=INK, stroke=PAPER, strokeWidth=0.8).encode(x=x, y=y, size=size)),
    ]
    names = alt.Chart(give_data(cities)).encode(x=x, y=y, text=alt.Text("label:N"))
    for side, gap in sorted(set(zip(cities["side"], cities["gap"], strict=True))):
        place = {name: way * gap if name in {"dx", "dy"} else way for name, way in _SIDES[side].items()}
        layers.append(names.mark_text(**place).transform_filter(f"datum.side == '{side}' && datum.gap == {gap}"))
    return layer(here, layers, width=width, height=width / ratio)


def _place(cities: pd.DataFrame, spans: tuple[Span, Span], size: Span, canvas: Canvas) -> pd.DataFrame:
    """Return the cities with the side of each where its name is free of other cities and their names."""
    ((west, east), (south, north)), (width, height), line = spans, size, canvas.size.text
    x = (cities["longitude"] - west) / (east - west) * width
    y = (north - cities["latitude"]) / (north - south) * height
    dots = list(zip(x, y, (cities["items"] * _DOT / pi) ** 0.5 + 2, strict=True))
    canvas.require_room(cities["label"], width / 2)
    labels = [(canvas.measure(label), line) for label in cities["label"]]
    room = Box(0, -line / 2, width, height + line / 2)  # a name may pass the edge of the map by half a line
    placed = pd.DataFrame(place_labels(dots, labels, room), index=cities.index, columns=["side", "gap"])
    kept = cities[["city", "longitude", "latitude", "label"]].join(placed)
    return kept[kept["side"] != ""]


def _span(values: pd.Series[float]) -> Span:
    """Return the least and the greatest of values, apart from each other."""
    low, high = float(values.min()), float(values.max())
    return (low, high) if low < high else (low - 1, high + 1)
