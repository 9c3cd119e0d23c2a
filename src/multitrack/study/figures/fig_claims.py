"""``fig-claims``: recomputed numbers in per cent of the numbers in the study."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.canvas import Canvas, Rows, concat, layer
from multitrack.charts.theme import BLUE, INK, RED
from multitrack.charts.tooltips import make_figure, make_number
from multitrack.lang.values import NONE, Joined, Message, Value, Verbatim, label
from multitrack.study.analysis.claim_tests import SUBJECTS, get_subject, select_tests
from multitrack.study.analysis.rounding import interpret, round_to
from multitrack.study.analysis.verdicts import DIFFERS, KINDS
from multitrack.study.methods import METHODS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from multitrack.lang.outputs import Figure
    from multitrack.study.analysis.verdicts import Check
    from multitrack.study.dataset import Dataset

_ROW: Final = 13.5
_BESIDE: Final = 8
_STEPS: Final = (5, 10, 25, 50, 100, 250, 500, 1000)
_MOST_TICKS: Final = 6
_STATISTICS: Final = "statistics"
_DIGITS: Final = Decimal("0.0001")
_SHOWN: Final = Decimal("0.1")
_MOST: Final = Decimal(10) ** 6
"""In place of a number without end."""


@dataclass(frozen=True)
class Recomputation:
    """A recomputed claim, in per cent of the stated number.

    ``kind`` is that of the rows that the stated number is compared with, ``group`` one of ``amounts`` of money,
    ``rates`` of growth and ``population``. Around the recomputed ``centre``, ``low`` and ``high`` are the interval by
    rounding, ``least`` and ``most`` that by known margins.
    """

    row: str
    stated_row: str
    kind: str
    group: str
    verdict: str
    relation: str
    centre: Decimal = field(metadata={"unit": "pct_of_stated"})
    low: Decimal = field(metadata={"unit": "pct_of_stated"})
    high: Decimal = field(metadata={"unit": "pct_of_stated"})
    least: Decimal = field(metadata={"unit": "pct_of_stated"})
    most: Decimal = field(metadata={"unit": "pct_of_stated"})
    stated_low: Decimal = field(metadata={"unit": "pct_of_stated"})
    stated_high: Decimal = field(metadata={"unit": "pct_of_stated"})


def build(dataset: Dataset) -> Figure:
    """Return the figure of the checks that test the study, by group and verdict."""

    def order(check: Check) -> tuple[int, bool, int, str]:
        subject, kind = SUBJECTS.index(get_subject(check)), KINDS.index(check.kind)
        return subject, check.verdict == DIFFERS, kind, check.claim.claim_id

    checks = sorted(select_tests(dataset), key=order)
    points = tuple(map(_recompute, checks))
    cells = map(_tell, points, checks)
    rows = tuple(row for check in checks for row in check.rows)
    return make_figure("fig-claims", points, _draw, cells, behind=rows)


def _tell(point: Recomputation, check: Check) -> dict[str, Value]:
    quantity, result = check.quantity, check.recomputed
    return {
        "claim": Message("indicators", (quantity.indicator, "label")),
        "stated": Joined((quantity.amount, *([quantity.period] if quantity.period else [])), "list"),
        "held-against": label("claim-kinds", point.kind),
        "recomputed": check.say(result.value) if result else NONE,
        "share": make_number(round_to(point.centre, _SHOWN)),
        "share-least": make_number(round_to(point.least, _SHOWN)),
        "share-most": make_number(round_to(point.most, _SHOWN)),
        "verdict": label("verdicts", point.verdict),
        "row": Verbatim(point.row),
    }


def _recompute(check: Check) -> Recomputation:
    result = check.recomputed
    if result is None:
        raise ValueError(check.claim.claim_id)

    def share(number: Decimal) -> Decimal:
        return round_to(min(number / check.stated * 100, _MOST), _DIGITS)

    ends = [result.rounding, result.margin, interpret(check.stated, check.quantity.qualifier)]
    return Recomputation(
        check.claim.claim_id,
        check.claim.stated,
        check.kind,
        get_subject(check),
        check.verdict,
        METHODS[check.claim.method].relation,
        share(result.value),
        *(share(end) for interval in ends for end in (interval.low, interval.high)),
    )


def _draw(frame: pd.DataFrame, canvas: Canvas) -> alt.ConcatChart:
    lanes = frame["claim"] + canvas.language.label("joints", "list") + frame["stated"]
    frame = frame.assign(
        lane=lanes.where(~lanes.duplicated(keep=False), lanes + canvas.label("joint") + frame["row"]),
        finding=frame["verdict"].where(frame["verdict"] == DIFFERS, frame["kind"]),
    )
    step = min(_ROW, canvas.size.height / (len(frame) + 6)) if canvas.crowded else _ROW
    gap = 2 * _BESIDE if canvas.size.wide else 2
    # On a slide the first group stands beside the others, in a column as wide as its own words take.
    first = frame["group"] == (frame["group"].iloc[0] if canvas.size.wide else frame["group"])
    columns: list[pd.DataFrame] = [frame[one] for one in (first, ~first) if one.any()]
    words = [canvas.find_widest(column["recomputed"], most=canvas.size.width * 0.36) + _BESIDE for column in columns]
    rows = [canvas.split_rows(column, "group", step, 0.6) for column in columns]
    width = (canvas.size.width - sum(words) - sum(left + gap for left, _ in rows)) / len(columns)
    space = canvas.space_panels(0, lines=1)
    first, *others = [_draw_group(*part, width, canvas) for _, parts in rows for part in parts]
    if canvas.size.wide:
        return canvas.finish(concat([first, concat(others, 1, space)], 2, words[0] + rows[-1][0] + gap), rows[0][0])
    return canvas.finish(concat([first, *others], 1, space), rows[0][0])


def _draw_group(part: pd.DataFrame, rows: Rows, width: float, canvas: Canvas) -> alt.LayerChart:
    least, most = float(part["least"].min()), float(part["most"].max())
    ticks = _choose_ticks(least, most, min(_MOST_TICKS, int(width / canvas.measure("0000"))))
    scale = alt.Scale(domain=[min(ticks[0], least), ticks[-1]], nice=False)
    axis = alt.Axis(values=ticks, tickCount=len(ticks), grid=not canvas.size.stacked, labelFlush=canvas.size.stacked)
    x = {name: alt.X(f"{name}:Q", scale=scale, axis=axis) for name in ("least", "low", "centre")}
    kinds = alt.Scale(domain=[*KINDS, DIFFERS], range=[BLUE if kind == _STATISTICS else INK for kind in KINDS] + [RED])
    colour = alt.Color("finding:N", scale=kinds, legend=None)
    base, place = alt.Chart().encode(y=rows.encode("lane")), rows.place()
    layers = [
        base.mark_tick(color=INK, thickness=1, **rows.place(height=_ROW)).encode(x=alt.XDatum(100, scale=scale)),
        base.mark_rule(strokeWidth=1, **place).encode(x=x["least"], x2=alt.X2("most:Q"), color=colour),
        base.mark_rule(strokeWidth=3, **place).encode(x=x["low"], x2=alt.X2("high:Q"), color=colour),
        canvas.tell(base.mark_point(size=34, **place).encode(x=x["centre"], color=colour)),
        base.mark_text(align="left", dx=_BESIDE, **place).encode(x=alt.XValue("width"), text=alt.Text("recomputed:N")),
    ]
    heading = canvas.label("claims", str(part["group"].iloc[0]))
    title = canvas.head(heading, rows.left, rows.left + width if canvas.size.wide else canvas.size.width)
    return layer(part, layers, width=width, height=rows.height, title=title)


def _choose_ticks(least: float, most: float, count: int) -> Sequence[int]:
    """Return 100 and round levels on both sides of it to both ends, with at most ``count`` steps."""
    below, above = max(100 - least, 0), max(most - 100, 0)
    step = next((step for step in _STEPS if ceil(below / step) + ceil(above / step) <= count), _STEPS[-1])
    levels = range(100 - ceil(below / step) * step, 100 + ceil(above / step) * step + 1, step)
    return [level for level in levels if level >= 0]
