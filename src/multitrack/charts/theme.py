"""The theme of all charts: colours, type, sizes and the frame around a plot."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, cast

import altair as alt

from multitrack.typography import SANS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Key = TypeVar("Key")

INK: Final = "var(--ink)"
"""As all colours a custom property of ``report/theme/tokens.yml``.

A page takes its value for the reader's scheme, and a picture by itself that for white paper.
"""
MUTED: Final = "var(--muted)"
HAIRLINE: Final = "var(--hairline)"
PAPER: Final = "var(--paper)"
STUDY: Final = "var(--study)"
INDEPENDENT: Final = "var(--independent)"
ACCENT: Final = "var(--wrong)"
"""For what does not agree."""
SERIES_COLOURS: Final = tuple(f"var(--track-{number})" for number in range(1, 6))
"""For tracks, in order."""
BASIS_COLOURS: Final = (ACCENT, INDEPENDENT)
"""For bases of statistics, the most frequent first."""
SHAPES: Final[tuple[str, ...]] = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")

WIDTH: Final = 440
"""Width of every chart in px; a px is a point on paper."""
_HIGHEST: Final = 640
"""Greatest height of a chart with its frame in px, so that its caption fits on the same page."""
_DOWNWARD: Final = ("_y", "_height")
"""Endings of field names for vertical positions and heights in px."""
SIZE: Final = 9.0
SMALL: Final = 8.5
FONT: Final = f"'{SANS}'"
"""Quoted, because CSS takes no family name that ends in a digit without quotes."""
BOLD: Final = 600

_CONFIG: Final[dict[str, Any]] = {
    # Vega's own roles and labels are English in every language; the picture as a whole is described instead.
    "aria": False,
    "background": "transparent",
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "domain": False,
        "grid": False,
        "gridColor": HAIRLINE,
        "labelColor": MUTED,
        "labelFontSize": SMALL,
        "labelPadding": 4,
        "tickRound": False,
        "ticks": False,
        "titleColor": MUTED,
        "titleFontSize": SMALL,
        "titleFontWeight": "normal",
        "titlePadding": 6,
    },
    "text": {"fontSize": SMALL, "fill": INK, "baseline": "middle"},
    "rule": {"stroke": HAIRLINE},
}


@dataclass(frozen=True)
class Frame:
    """The margins of a chart's plot in px, which hold everything that is drawn outside the plot."""

    left: int
    right: int
    top: int
    bottom: int

    @property
    def plot_width(self) -> int:
        """Width of the plot in px."""
        return WIDTH - self.left - self.right

    @property
    def padding(self) -> dict[str, int]:
        """The margins as Vega-Lite's padding."""
        return {"left": self.left, "right": self.right, "top": self.top, "bottom": self.bottom}


@dataclass(frozen=True)
class Rows:
    """Records that Altair takes unchecked: checking each value of a list takes half of its time."""

    records: Sequence[dict[str, Any]]
    _schema: ClassVar = {"type": "array"}  # with ``to_dict``, marks the object as one that Altair need not check

    def to_dict(self) -> Sequence[dict[str, Any]]:
        """Return the records."""
        return self.records


def combine_layers(
    layers: Sequence[alt.Chart], records: Sequence[dict[str, Any]], frame: Frame, height: int
) -> alt.LayerChart:
    """Return one plot of a fixed size, independent of the lengths of labels.

    A chart too high for a page is compressed: its marks move together and keep their size.

    Parameters
    ----------
    layers
        Layers from back to front; those without data of their own draw the records.
    records
        The chart's data.
    frame, height
        Margins of the plot and its height in px.
    """
    highest = _HIGHEST - frame.top - frame.bottom
    if height > highest:
        records = _squeezed(records, highest / height)
        for layer in layers:
            if layer.data is not alt.Undefined:
                layer.data = alt.InlineData(values=_squeezed(layer.data.values, highest / height))
    chart = alt.LayerChart(
        data=alt.InlineData(values=cast("Any", Rows(list(records))), name="points"),
        width=frame.plot_width,
        height=min(height, highest),
        padding=frame.padding,
        autosize="none",
        config=alt.Config(**_CONFIG),
    )
    # As arguments of alt.layer, layers would be copied twice with all their unset properties.
    chart.layer = list(layers)
    return chart


def _squeezed(records: Sequence[dict[str, Any]], share: float) -> list[dict[str, Any]]:
    """Scale vertical positions in the plot; those above it, as of a legend, stay."""
    return [
        {
            name: value * share if name.endswith(_DOWNWARD) and isinstance(value, float | int) and value > 0 else value
            for name, value in record.items()
        }
        for record in records
    ]


def make_layer(values: Iterable[dict[str, Any]] | None = None) -> alt.Chart:
    """Return an empty layer of the chart's records, or of its own ``values``."""
    return alt.Chart(alt.Undefined if values is None else alt.InlineData(values=list(values)))


def assign(keys: Iterable[Key], palette: Sequence[str]) -> dict[Key, str]:
    """Assign colours or shapes to keys, in order, starting again after the last."""
    return dict(zip(dict.fromkeys(keys), cycle(palette), strict=False))


def place_x(field: str) -> alt.X:
    """Return the x channel of a field in px from the plot's corner."""
    return alt.X(field=field, type="quantitative", scale=None, axis=None)


def place_y(field: str) -> alt.Y:
    """Return the y channel of a field in px from the plot's corner."""
    return alt.Y(field=field, type="quantitative", scale=None, axis=None)


def style_by(*, fill: str = "", stroke: str = "", shape: str = "") -> dict[str, Any]:
    """Return channels that take colours and shapes from fields of the records."""
    channels = {"fill": (alt.Fill, fill), "stroke": (alt.Stroke, stroke), "shape": (alt.Shape, shape)}
    return {
        name: make(field=field, type="nominal", scale=None, legend=None)
        for name, (make, field) in channels.items()
        if field
    }


def make_years_axis(values: Sequence[int]) -> alt.Axis:
    """Return the axis of calendar years, without title and thousands separators."""
    return alt.Axis(title=None, values=list(values), format="d", ticks=True, tickColor=HAIRLINE, tickSize=6)


def round_years(first: int, last: int, step: int) -> list[int]:
    """Return the multiples of ``step`` from ``first`` to ``last``."""
    return list(range(-(-first // step) * step, last + 1, step))


def round_up(value: float) -> float:
    """Round a positive value up to 1, 2, 2.5 or 5 times a power of ten."""
    power = 1.0
    while power * 10 <= value:
        power *= 10
    while power > value:
        power /= 10
    return next(power * step for step in (1, 2, 2.5, 5, 10) if power * step >= value)
