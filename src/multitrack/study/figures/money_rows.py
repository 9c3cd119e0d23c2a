"""Sums of money in rows, a panel for each group of sums that may be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.compose import concat, layer
from multitrack.charts.theme import INK
from multitrack.study.analysis.amounts import say_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from multitrack.charts.canvas import Canvas
    from multitrack.charts.tooltips import Facts

_ROW: Final = 16
_BESIDE: Final = 7
_BETWEEN: Final = 26


@dataclass(frozen=True)
class MoneyRows:
    """Rows of sums.

    Attributes
    ----------
    frame
        The sums with ``panel`` (the key of their group), ``heading``, ``lane`` (what and when), ``value`` and ``sum``
        (the sum in words).
    shared
        All panels have one scale.
    """

    frame: pd.DataFrame
    shared: bool

    def draw(self, canvas: Canvas, facts: Facts) -> alt.ConcatChart:
        """Return a panel for each group, in order."""
        frame = self.frame.assign(lane=[canvas.wrap_row(lane) for lane in self.frame["lane"]])
        panels = [part for _, part in frame.groupby("panel", sort=False)]
        share = 0.56
        left = canvas.make_rows(list(frame["lane"]), _ROW, share=share).left
        right = canvas.find_widest(self.frame["sum"], most=canvas.size.width * share) + _BESIDE
        drawn = [self._draw_panel(part, canvas, facts, (left, right)) for part in panels]
        return canvas.finish(concat(drawn, 1, _BETWEEN), left)

    def _draw_panel(
        self, part: pd.DataFrame, canvas: Canvas, facts: Facts, margins: tuple[int, float]
    ) -> alt.LayerChart:
        rows = canvas.make_rows(
            list(part["lane"]), min(_ROW, canvas.size.height / (len(self.frame) + 4)), left=margins[0]
        )
        most = self.frame["value"].max() if self.shared else part["value"].max()
        x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, float(most)], nice=False))
        base = alt.Chart().encode(y=rows.encode("lane"), x=x)
        place: dict[str, Any] = rows.place_text()
        layers = [
            base.mark_rule(color=INK, strokeWidth=1.2, **place).encode(x2=alt.X2Datum(0)),
            facts.on(base.mark_point(color=INK, **place)),
            base.mark_text(align="left", dx=_BESIDE, **place).encode(text=alt.Text("sum:N")),
        ]
        return layer(
            part,
            layers,
            width=canvas.size.width - sum(margins) - 2,
            height=rows.height,
            title=canvas.head(str(part["heading"].iloc[0]), margins[0], canvas.size.width),
        )


def say_heading(parts: Sequence[str], currency: str, scale: str, canvas: Canvas) -> str:
    """Return the heading of a panel: what its sums have in common, and their unit."""
    return canvas.language.label("charts", "joint").join([*parts, say_unit(currency, scale, canvas.language)])


def join_words(frame: pd.DataFrame, names: Sequence[str], canvas: Canvas) -> list[str]:
    """Return the words of several columns in one line for each row, without empty ones."""
    joint = canvas.language.label("charts", "joint")
    none = canvas.language.label("cells", "none")
    return [
        joint.join(str(word) for word in row if word not in ("", none)) for row in frame[[*names]].to_numpy().tolist()
    ]
