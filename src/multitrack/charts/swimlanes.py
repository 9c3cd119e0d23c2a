"""Lanes: horizontal bands under each other with a heading at the left and a hairline above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altair as alt

from multitrack.charts.theme import BOLD, MUTED, Frame, down, marks

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Lane:
    """A band from ``top`` px, ``height`` px high; a heading and under it, muted, a second line or nothing."""

    top: float
    height: float
    heading: str
    under: str = ""


def lane_layers(lanes: Sequence[Lane], frame: Frame) -> list[alt.Chart]:
    """Return the hairlines and the headings of lanes, from the left edge of the picture to its right one."""
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
        marks(rows)
        .mark_rule()
        .encode(x=alt.XValue(-frame.left), x2=alt.X2Value(frame.plot_width + frame.right), y=down("lane_y"))
    )
    text = marks(rows).encode(x=alt.XValue(-frame.left), y=down("text_y"))
    if not any(lane.under for lane in lanes):
        return [rule, text.mark_text(align="left").encode(text=alt.Text("heading_label:N"))]
    heading = text.mark_text(align="left", fontWeight=BOLD).encode(text=alt.Text("heading_label:N"))
    return [rule, heading, text.mark_text(align="left", yOffset=11, fill=MUTED).encode(text=alt.Text("under_label:N"))]


def _first_line(lane: Lane) -> float:
    """Return the middle of the first line below the lane's top: one line stands in the middle, two stand at the top."""
    return 14 if lane.under else lane.height / 2
