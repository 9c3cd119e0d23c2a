"""Swimlanes: stacked horizontal bands with headings at the left and hairlines between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altair as alt

from multitrack.charts.theme import BOLD, MUTED, Frame, make_layer, place_y

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Lane:
    """A band of ``height`` px from ``top`` px down; a heading and, muted, perhaps a second line under it."""

    top: float
    height: float
    heading: str
    under: str = ""


def draw_lanes(lanes: Sequence[Lane], frame: Frame) -> list[alt.Chart]:
    """Return hairlines and headings of lanes, across the whole width of the picture."""
    rows: list[dict[str, Any]] = [
        {
            "heading_label": lane.heading,
            "under_label": lane.under,
            "lane_y": lane.top,
            "text_y": lane.top + _first_line(lane),
        }
        for lane in lanes
    ]
    rule = (
        make_layer(rows)
        .mark_rule()
        .encode(x=alt.XValue(-frame.left), x2=alt.X2Value(frame.plot_width + frame.right), y=place_y("lane_y"))
    )
    text = make_layer(rows).encode(x=alt.XValue(-frame.left), y=place_y("text_y"))
    if not any(lane.under for lane in lanes):
        return [rule, text.mark_text(align="left").encode(text=alt.Text("heading_label:N"))]
    heading = text.mark_text(align="left", fontWeight=BOLD).encode(text=alt.Text("heading_label:N"))
    return [rule, heading, text.mark_text(align="left", yOffset=11, fill=MUTED).encode(text=alt.Text("under_label:N"))]


def _first_line(lane: Lane) -> float:
    """Return the middle of the first line below the lane's top: one line is centred, two stand at the top."""
    return 14 if lane.under else lane.height / 2
