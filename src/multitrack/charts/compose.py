"""Composition of charts from layers, panels and data.

Altair's own functions copy and check all that they compose, several times over. That would take most of a build, so
parts are put in place as they are, and channels are given as objects rather than shorthand, which Altair looks up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, cast

import altair as alt
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence


Spacing = float | dict[str, float]
"""Px between panels: in all directions, or by ``row`` and ``column``."""
Property = float | alt.Title
"""A property of a chart: its width, its height or its title."""


class _SharedData(alt.InlineData):
    """Data that the copies of a chart share, since nothing changes them: Altair copies charts often and whole."""

    def __deepcopy__(self, _memo: object) -> _SharedData:
        return self


class _Whole:
    """A chart that Altair does not copy: each copy of a chart of parts copies all of them three times over."""

    def copy(self, deep: object = True, ignore: object = None) -> Self:  # noqa: ARG002, FBT002  (Altair's signature)
        return self


class _Layers(_Whole, alt.LayerChart):
    pass


class _Panels(_Whole, alt.ConcatChart):
    pass


def give_data(frame: pd.DataFrame) -> alt.InlineData:
    """Return the rows of a frame as data of a chart; missing values are null."""
    rows = frame.to_dict("records")
    records = [{str(name): None if pd.isna(value) else value for name, value in row.items()} for row in rows]
    return _SharedData(values=cast("Any", records))


def layer(frame: pd.DataFrame, layers: Sequence[alt.Chart], **properties: Property) -> alt.LayerChart:
    """Return charts on top of each other, from back to front; those without data of their own have the frame's."""
    chart = _Layers(data=give_data(frame), **cast("dict[str, Any]", properties))
    chart.layer = list(layers)
    return chart


def concat(panels: Sequence[alt.LayerChart | alt.ConcatChart], columns: int, spacing: Spacing) -> alt.ConcatChart:
    """Return panels in rows of some columns, ``spacing`` px apart, whatever labels stand at their sides."""
    chart = _Panels(columns=columns, spacing=cast("Any", spacing), bounds="flush")
    chart.concat = list(panels)
    return chart


def drop_words(chart: Any) -> None:  # noqa: ANN401  (Altair's type of panels names no layers)
    """Remove the words beside marks from a chart that has no room for them."""
    if isinstance(chart, alt.ConcatChart):
        for panel in cast("list[Any]", chart.concat):
            drop_words(panel)
    else:
        chart.layer = [part for part in chart.layer if getattr(part.mark, "type", part.mark) != "text"]
