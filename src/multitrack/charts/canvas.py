"""The canvas of a chart: its language, its size, the measures of its words, and its layers and panels.

Altair's own functions copy and check all that they compose, several times over. That would take most of a build, so
parts are put in place as they are, and channels are given as objects rather than shorthand, which Altair looks up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import altair as alt
import pandas as pd

from multitrack.charts.theme import HAIRLINE, INK, PAGE, Size, make_config
from multitrack.typography.text_metrics import REGULAR, measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.values import Period

    Parts = list[tuple[pd.DataFrame, "Rows"]]

Chart = TypeVar("Chart", alt.LayerChart, alt.ConcatChart)

LEFT: Final = "left"
"""Key of a specification's ``usermeta``. Vega measures words by the fonts of a machine, so pictures are cut anew."""
_GAP: Final = 8
"""From the labels of rows to the plot, in px."""
_LEADING: Final = 1.3
_LINES_A_PANEL: Final = 14
_ROUND_PANELS: Final = 80
"""Height of headings and years of panels on a slide in px."""
_AIRY: Final = 1.6
"""Enlargement of rows on a slide, which has room for more."""
SPLIT: Final = "split(datum.label, '\\n')"
"""Expression of the lines of a label."""
_SLACK: Final = 0.5
_BELOW: Final = 4
"""From the marks of a row to the label above the next, in px."""
_YEARS_A_TICK: Final = 10


@dataclass(frozen=True)
class Canvas:
    """A language and a size to draw a chart in.

    Attributes
    ----------
    crowded
        There are too many marks for labels of their own.
    too_long
        Label without room → its excess in px, as found while drawing.
    tooltip
        A line for each fact that marks tell.
    """

    language: Language
    size: Size = PAGE
    crowded: bool = False
    too_long: dict[str, float] = field(default_factory=dict[str, float])
    tooltip: Sequence[alt.Tooltip] = ()

    def label(self, *path: str, **slots: object) -> str:
        """Return words of charts, as of :meth:`multitrack.lang.language.Language.label`."""
        return self.language.label("charts", *path, **slots)

    def label_rows(self, *path: str, **slots: pd.Series[Any]) -> pd.Series[str]:
        """Return words of charts for each row of a frame, with values of its columns for the names in braces."""
        rows = pd.DataFrame(slots)
        records = cast("list[dict[str, object]]", rows.to_dict("records"))
        return pd.Series([self.label(*path, **record) for record in records], index=rows.index)

    def measure(self, text: str) -> float:
        """Return the width of a text in px, the widest of its lines."""
        lines = filter(None, text.split("\n"))  # HarfBuzz has no positions for an empty line
        return max((measure(line, self.size.text, REGULAR, tabular=True).width for line in lines), default=0)

    def require_room(self, texts: Iterable[str], room: float) -> None:
        """Note the texts that are wider than their room in px."""
        for text in texts:
            over = self.measure(text) - room
            if over > _SLACK and not self.crowded:
                self.too_long[text] = max(over, self.too_long.get(text, 0))

    def find_widest(self, texts: Iterable[str], *, most: float) -> int:
        """Return the width of the widest of texts in px, and note those wider than ``most``."""
        found = list(texts)
        self.require_room(found, most)
        return ceil(min(max((self.measure(text) for text in found), default=0), most))

    def wrap(self, text: str, room: float) -> str:
        """Break a text between words into lines of at most ``room`` px."""
        lines = [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.measure(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        self.require_room(lines, room)
        return "\n".join(lines)

    def _wrap_rows(self, texts: Iterable[str]) -> list[str]:
        """Break the labels of rows, if they stand above the rows, into equally many lines, the first ones empty."""
        if not self.size.stacked:
            return list(texts)
        wrapped = [self.wrap(text, self.size.width - _GAP) for text in texts]
        most = max((text.count("\n") for text in wrapped), default=0)
        return ["\n" * (most - text.count("\n")) + text for text in wrapped]

    def tell(self, chart: alt.Chart) -> alt.Chart:
        """Return marks with tooltips and, for the page, with a description."""
        return chart.encode(tooltip=list(self.tooltip), description=alt.Description("words:N"))

    def head(self, text: str, left: float, room: float) -> alt.Title:
        """Return the heading of a panel, ``left`` px before its plot."""
        return alt.Title(self.wrap(text, room).split("\n"), dx=-left)

    def make_rows(self, labels: Iterable[str], step: float, *, share: float = 0.4, left: int = 0) -> Rows:
        """Lay out a row of a chart for each different label.

        Parameters
        ----------
        step
            Height of a row in px, without the label above it on a phone.
        share
            Greatest share of the picture's width that labels beside the rows may take.
        left
            The width of labels beside the rows, if it is known already; else that of the widest.
        """
        names = list(dict.fromkeys(labels))
        stacked, line = self.size.stacked, self.size.text * _LEADING
        room = self.size.width * (1 if stacked else share) - _GAP
        left = left or self.find_widest(names, most=room) + _GAP
        lines = max((name.count("\n") + 1 for name in names), default=1)
        high = step + line * lines + _BELOW if stacked else max(step, line * lines)
        high = min(high * (_AIRY if self.size.wide else 1), self.size.height / max(len(names), 1))
        if stacked:
            return Rows(names, 0, high, min(step, high), -high / 2, crowded=self.crowded)
        return Rows(names, left, high, 0, -(lines - 1) * line / 2, crowded=self.crowded)

    def split_rows(self, frame: pd.DataFrame, by: str, step: float, share: float) -> tuple[int, Parts]:
        """Return the width of all labels in px, and data and rows of a panel for each value of a column."""
        left = self.make_rows(self._wrap_rows(frame["lane"]), step, share=share).left
        parts = [part.assign(lane=self._wrap_rows(part["lane"])) for _, part in frame.groupby(by, sort=False)]
        return left, [(part, self.make_rows(part["lane"], step, left=left)) for part in parts]

    def choose_height(self) -> int:
        """Return the height of a panel with years: some lines of words, or most of a slide."""
        return self.size.height - _ROUND_PANELS if self.size.wide else round(_LINES_A_PANEL * self.size.text)

    def space_panels(self, beside: float, *, lines: int = 2) -> dict[str, float]:
        """Return the ways between panels: ``beside`` px, and below them years and a heading of some lines."""
        return {"column": beside, "row": round(self.size.text * _LEADING * (lines + 1) + 14)}

    def finish(self, chart: Chart, left: float) -> Chart:
        """Give a chart the theme, and note the width at the left of its plots in px."""
        if self.crowded:
            _drop_words(chart)
        chart.padding = {"left": 0, "right": 0, "top": 2, "bottom": 2}
        chart.usermeta = {LEFT: left}
        chart.config = alt.Config(**make_config(self.size))
        return chart


@dataclass(frozen=True)
class Rows:
    """The rows of a chart from top to bottom, with labels beside or above them, all in px.

    ``left`` is the width of labels beside the plot, and ``above`` the height of a row below its label, 0 where labels
    stand the other way; ``step`` is the height of a whole row, ``offset`` the way of the first line of a label from the
    middle of its row. If ``crowded``, labels that overlap are left out.
    """

    names: Sequence[str]
    left: int
    step: float
    above: float
    offset: float
    crowded: bool = False

    @property
    def height(self) -> float:
        """Height of all rows in px."""
        return self.step * max(len(self.names), 1)

    def encode(self, name: str, **options: Any) -> alt.Y:  # noqa: ANN401  (options of Altair's axis)
        """Return the y channel of a field that holds the labels."""
        axis = alt.Axis(
            title=None,
            labelAlign="left",
            labelColor=INK,
            labelExpr=SPLIT,
            labelOverlap=self.crowded,
            labelPadding=self.left,
            minExtent=self.left,
            maxExtent=self.left,
            labelBaseline="top" if self.above else "middle",
            labelOffset=self.offset,
            **options,
        )
        scale = alt.Scale(domain=list(self.names), paddingInner=0, paddingOuter=0)
        return alt.Y(f"{name}:N", sort=None, scale=scale, axis=axis)

    def place(self, **mark: Any) -> dict[str, Any]:  # noqa: ANN401  (properties of Altair's marks)
        """Return properties of marks, and their way down from the middle of a row below its label in px."""
        return {**mark, "yOffset": (self.step - self.above) / 2 - _BELOW if self.above else 0}


def pad_domain(first: float, last: float, share: float) -> tuple[float, float]:
    """Widen a domain at both ends for words that take a share of the plot's width each."""
    pad = (last - first) * share / (1 - 2 * share)
    return round(first - pad, 2), round(last + pad, 2)


def find_middle(year: int, period: Period | None) -> float:
    """Return the middle of a year or, for a period within one year, of the month in which it begins, in years."""
    month = period.start.month if period and period.start.year == period.end.year else 0
    return round(year + ((month - 0.5) / 12 if month else 0.5), 2)


@dataclass(frozen=True)
class Years:
    """An axis of calendar years from ``first`` to ``last``, with a tick at every tenth."""

    first: float
    last: float

    def on(self, name: str) -> alt.X:
        """Return the x channel of a field that holds years."""
        ticks = list(range(ceil(self.first / _YEARS_A_TICK) * _YEARS_A_TICK, int(self.last) + 1, _YEARS_A_TICK))
        axis = alt.Axis(title=None, values=ticks, format="d", grid=False, ticks=True, tickColor=HAIRLINE, tickSize=5)
        # Vega-Lite makes room for bars at both ends, which would put years of panels out of line.
        scale = alt.Scale(domain=[self.first, self.last], nice=False, zero=False, padding=0)
        return alt.X(f"{name}:Q", axis=axis, scale=scale)


@cache
def _uncopied(kind: Any) -> Any:  # noqa: ANN401  (a class of Altair's)
    """Return a kind of chart or data that Altair does not copy: it would often, and each part three times over."""

    def itself(part: object, *_: object, **__: object) -> object:
        return part

    return type(kind.__name__, (kind,), {"copy": itself, "__deepcopy__": itself})


def give_data(frame: pd.DataFrame) -> alt.InlineData:
    """Return the rows of a frame as data of a chart; missing values are null."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return _uncopied(alt.InlineData)(values=rows)


def layer(frame: pd.DataFrame, layers: Sequence[alt.Chart], **properties: float | alt.Title) -> alt.LayerChart:
    """Return charts of a size and title on top of each other, back to front; those without data have the frame's."""
    chart = _uncopied(alt.LayerChart)(data=give_data(frame), **properties)
    chart.layer = list(layers)
    return chart


def concat(
    panels: Sequence[alt.LayerChart | alt.ConcatChart], columns: int, spacing: float | dict[str, float]
) -> alt.ConcatChart:
    """Return panels in rows of some columns, ``spacing`` px apart, whatever labels stand at their sides."""
    chart = _uncopied(alt.ConcatChart)(columns=columns, spacing=spacing, bounds="flush")
    chart.concat = list(panels)
    return chart


def _drop_words(chart: Any) -> None:  # noqa: ANN401  (Altair's type of panels names no layers)
    """Remove the words beside marks from a chart that has no room for them."""
    if isinstance(chart, alt.ConcatChart):
        for panel in cast("list[Any]", chart.concat):
            _drop_words(panel)
    else:
        chart.layer = [part for part in chart.layer if getattr(part.mark, "type", part.mark) != "text"]
