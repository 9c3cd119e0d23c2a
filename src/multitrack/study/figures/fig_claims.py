"""``fig-claims``: recomputed numbers in per cent of the numbers in the study."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from multitrack.charts.legend import LINE, LegendEntry, count_legend_lines, draw_legend
from multitrack.charts.theme import (
    ACCENT,
    HAIRLINE,
    INK,
    MUTED,
    SMALL,
    WIDTH,
    Frame,
    combine_layers,
    make_layer,
    place_x,
    place_y,
    style_by,
)
from multitrack.charts.tooltips import make_column, make_figure, make_number, make_record
from multitrack.lang.values import NONE, Joined, Message, Verbatim, label
from multitrack.study.analysis.growth import is_growth_pair
from multitrack.study.analysis.rounding import interpret, round_to
from multitrack.study.analysis.verdicts import KINDS, UNCHECKED, check_claims
from multitrack.study.methods import METHODS
from multitrack.study.operands import find
from multitrack.study.rows import Statement
from multitrack.typography.text_metrics import estimate_margin, estimate_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure
    from multitrack.lang.values import Value
    from multitrack.study.analysis.rounding import Interval
    from multitrack.study.analysis.verdicts import Check
    from multitrack.study.dataset import Dataset

_LEFT: Final = 192
_RIGHT: Final = 108
_AXIS: Final = 16
_TITLE: Final = 18
_LINE: Final = 10.5
_PADDING: Final = 3.0
_HEADING: Final = 15.0
"""Height of the heading of a group of numbers, in px."""
_BESIDE: Final = 8
_RECOMPUTED: Final = 30
"""From the plot to the column of recomputed numbers, after the ids of the claims, in px."""
_LEVELS: Final = (50, 75, 100, 125, 150)
_DOMAIN: Final = (40, 160)
"""Range of the axis in per cent of the stated number; values beyond are arrows at the edge."""
_OTHER: Final = "other-"
"""Prefix of the notes of readings that do not test the study."""
_YEARS: Final = "years"
_LOOKS: Final[Mapping[str, tuple[str, str, str]]] = {
    "holds": ("circle", INK, INK),
    "holds-within-rounding": ("square", INK, INK),
    "holds-within-margin": ("circle", "white", INK),
    "does-not-hold": ("diamond", ACCENT, ACCENT),
}
"""Verdict → shape, fill and stroke."""
_DIGITS: Final = Decimal("0.0001")
_SHOWN: Final = Decimal("0.1")
_COLUMNS: Final = (
    make_column("row"),
    make_column("claim"),
    make_column("stated", "right"),
    make_column("held-against"),
    make_column("recomputed", "right"),
    make_column("share", "decimal"),
    make_column("share-least", "decimal"),
    make_column("share-most", "decimal"),
    make_column("verdict"),
)


@dataclass(frozen=True)
class Recomputation:
    """A recomputed claim, in per cent of the stated number.

    Attributes
    ----------
    stated_row, kind
        The stated number, and the kind of rows it is compared with.
    centre, low, high, least, most
        The recomputed number, and its intervals by rounding and by known margins.
    stated_low, stated_high
        The interval of the stated number.
    """

    row: str
    stated_row: str
    kind: str
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
    """Return the figure of the claims that compute something and test the study, grouped by kind.

    Left out are the rates of single economies, which have a figure of their own; spans of years; claims that merely
    repeat a published statement or set a bound; readings in another currency or on another basis; and unchecked claims.
    """
    drawn = [check for check in check_claims(dataset) if _is_drawn(check, dataset)]
    chosen = sorted(drawn, key=lambda check: KINDS.index(check.kind))
    points = tuple(_point(check) for check in chosen)
    draw = _ClaimsLayout(points, tuple(chosen)).draw
    cells = (_told(point, check) for point, check in zip(points, chosen, strict=True))
    return make_figure("fig-claims", points, draw, _COLUMNS, cells)


def _told(point: Recomputation, check: Check) -> tuple[Value, ...]:
    quantity, result = check.quantity, check.recomputed
    stated = (Message("indicators", (quantity.indicator, "label")), _amount(check))
    recomputed = check.say(result.value) if result else NONE
    shares = (make_number(round_to(share, _SHOWN)) for share in (point.centre, point.least, point.most))
    kind, verdict = label("claim-kinds", point.kind), label("verdicts", point.verdict)
    return Verbatim(point.row), *stated, kind, recomputed, *shares, verdict


def _amount(check: Check) -> Value:
    period = [check.quantity.period] if check.quantity.period else []
    return Joined((check.quantity.amount, *period), "list")


def _is_drawn(check: Check, dataset: Dataset) -> bool:
    claim, rows = check.claim, [operand.row for text in check.claim.operands if (operand := find(text, dataset))]
    repeats = len(rows) == 1 and isinstance(rows[0], Statement)
    computes = check.verdict != UNCHECKED and check.quantity.unit != _YEARS and not check.is_year and not repeats
    tests = METHODS[claim.method].relation in ("equal", "between") and not claim.note_key.startswith(_OTHER)
    return computes and tests and not is_growth_pair(check, dataset)


def _point(check: Check) -> Recomputation:
    result = check.recomputed
    if result is None:
        raise ValueError(check.claim.claim_id)
    possible = interpret(check.stated, check.quantity.qualifier)

    def share(number: Decimal) -> Decimal:
        most = Decimal(10) ** 6
        return round_to(min(number / check.stated * 100, most), _DIGITS)

    ends: list[Interval] = [result.rounding, result.margin, possible]
    return Recomputation(
        check.claim.claim_id,
        check.claim.stated,
        check.kind,
        check.verdict,
        METHODS[check.claim.method].relation,
        share(result.value),
        *(share(end) for interval in ends for end in (interval.low, interval.high)),
    )


@dataclass(frozen=True)
class _ClaimsLayout:
    """The layout: a band for each stated number, with a line for each claim."""

    points: tuple[Recomputation, ...]
    checks: tuple[Check, ...]

    def draw(self, language: Language) -> alt.LayerChart:
        entries = [
            LegendEntry(language.label("verdicts", verdict), *look)
            for verdict, look in _LOOKS.items()
            if any(point.verdict == verdict for point in self.points)
        ]
        top = count_legend_lines(entries, WIDTH) * LINE + _TITLE
        recomputed = (_recomputed(check, language) for check in self.checks)
        frame = Frame(_LEFT, estimate_margin(recomputed, SMALL, beside=_RECOMPUTED + 2, least=_RIGHT), top, _AXIS)
        bands = self._bands(language)
        bottom = bands[-1].top + bands[-1].height
        layers = [
            *_frame_layers(bands, frame, bottom, language),
            _headings(bands, language),
            *_mark_layers(frame),
            *draw_legend(entries, left=-_LEFT, top=-top, room=WIDTH),
        ]
        return combine_layers(layers, self._records(bands, frame, language), frame, round(bottom))

    def _bands(self, language: Language) -> list[_Band]:
        bands: list[_Band] = []
        top, above = 0.0, ""
        for (kind, _), group in groupby(self.checks, key=lambda check: (check.kind, check.claim.stated)):
            members = list(group)
            heading, above = "" if kind == above else kind, kind
            top += _HEADING if heading else 0
            name, amount = _stated(members[0], language)
            apart = estimate_width(name, SMALL) + estimate_width(amount, SMALL) > _LEFT - 2 * _BESIDE
            height = max(len(members), 1 + apart) * _LINE + 2 * _PADDING
            bands.append(_Band(top, height, len(members), name, amount, apart=apart, heading=heading))
            top += height
        return bands

    def _records(self, bands: Sequence[_Band], frame: Frame, language: Language) -> list[dict[str, Any]]:
        middles = [middle for band in bands for middle in band.middles]
        held = [band for band in bands for _ in range(band.claims)]
        return [
            make_record(point, recomputed=_recomputed(check, language))
            | _places(point, frame)
            | {"drawn_y": middle, "band_y": band.top + band.height / 2, "band_height": band.height}
            for point, check, middle, band in zip(self.points, self.checks, middles, held, strict=True)
        ]


@dataclass(frozen=True)
class _Band:
    """The band of one stated number, from ``top`` px down and ``height`` px high.

    Attributes
    ----------
    claims
        The number of its claims.
    name, amount
        The labels of the stated number.
    apart
        True if name and amount need a line each.
    heading
        The heading of the group; empty except in its first band.
    """

    top: float
    height: float
    claims: int
    name: str
    amount: str
    apart: bool
    heading: str

    @property
    def middles(self) -> list[float]:
        """The y of its claims' lines in px."""
        first = self.top + (self.height - (self.claims - 1) * _LINE) / 2
        return [first + line * _LINE for line in range(self.claims)]


def _stated(check: Check, language: Language) -> tuple[str, str]:
    """Return name and amount of a stated number, the amount with its time."""
    name = language.say(Message("indicators", (check.quantity.indicator, "label")))
    return name, language.say(_amount(check))


def _recomputed(check: Check, language: Language) -> str:
    result = check.recomputed
    if result is None:
        return ""
    if METHODS[check.claim.method].relation == "between":
        span = language.label("joints", "span")
        low, high = (language.number(check.shown(end)) for end in (result.margin.low, result.margin.high))
        return f"{low}{span}{high}"
    return language.say(check.say(result.value))


def _places(point: Recomputation, frame: Frame) -> dict[str, Any]:
    """Return the x of a claim's marks in px, cut off at the edges of the plot."""
    shape, fill, stroke = _LOOKS[point.verdict]
    outside = not _DOMAIN[0] <= point.centre <= _DOMAIN[1]
    names = ("low", "high", "least", "most", "stated_low", "stated_high")
    places = {f"{name}_x": _x(getattr(point, name), frame) for name in names}
    look = {
        "shape": shape,
        "fill": "transparent" if outside else fill,
        "stroke": "transparent" if outside else stroke,
        "line": stroke,
        "arrow_left": point.least < _DOMAIN[0],
        "arrow_right": point.most > _DOMAIN[1],
    }
    return places | look | {"centre_x": _x(point.centre, frame)}


def _x(share: Decimal | int, frame: Frame) -> float:
    first, last = _DOMAIN
    return (min(max(float(share), first), last) - first) / (last - first) * frame.plot_width


def _frame_layers(bands: Sequence[_Band], frame: Frame, bottom: float, language: Language) -> list[alt.Chart]:
    rules = [{"band_y": band.top} for band in bands]
    words = [
        {
            "name_label": band.name,
            "amount_label": band.amount,
            "name_y": band.top + band.height / 2 - band.apart * _LINE / 2,
            "amount_y": band.top + band.height / 2 + band.apart * _LINE / 2,
        }
        for band in bands
    ]
    levels = [
        {"level_label": language.number(Decimal(level)), "level_x": _x(level, frame), "level_y": bottom}
        for level in _LEVELS
    ]
    left = alt.XValue(-_LEFT)
    level = make_layer(levels).encode(x=place_x("level_x"))
    title = [{"title_label": language.label("charts", "axes", "share")}]
    return [
        make_layer(rules)
        .mark_rule()
        .encode(x=left, x2=alt.X2Value(frame.plot_width + frame.right), y=place_y("band_y")),
        make_layer(words).mark_text(align="left").encode(x=left, y=place_y("name_y"), text=alt.Text("name_label:N")),
        make_layer(words)
        .mark_text(align="right", fill=MUTED)
        .encode(x=alt.XValue(-_BESIDE), y=place_y("amount_y"), text=alt.Text("amount_label:N")),
        level.mark_text(fill=MUTED, yOffset=9).encode(y=place_y("level_y"), text=alt.Text("level_label:N")),
        level.transform_filter(alt.datum.level_x == _x(100, frame))
        .mark_rule(stroke=MUTED, strokeWidth=0.8)
        .encode(y=place_y("level_y"), y2=alt.Y2Value(0)),
        make_layer(title).mark_text(align="left", fill=MUTED, x=0, y=-9).encode(text=alt.Text("title_label:N")),
    ]


def _headings(bands: Sequence[_Band], language: Language) -> alt.Chart:
    rows = [
        {
            "heading_label": language.label("charts", "held-against", kind=language.label("claim-kinds", band.heading)),
            "heading_y": band.top - _HEADING / 2,
        }
        for band in bands
        if band.heading
    ]
    heading = make_layer(rows).mark_text(align="left", fontWeight=600, x=-_LEFT)
    return heading.encode(y=place_y("heading_y"), text=alt.Text("heading_label:N"))


def _mark_layers(frame: Frame) -> list[alt.Chart]:
    base = make_layer().encode(y=place_y("drawn_y"))
    band = make_layer().mark_rule(stroke=HAIRLINE, opacity=1)
    height = alt.StrokeWidth("band_height:Q", scale=None, legend=None)
    line = style_by(stroke="line")
    beside, edge = make_layer().encode(y=place_y("drawn_y")), alt.XValue(frame.plot_width)
    arrows = [
        base.transform_filter(alt.datum[f"arrow_{side}"])
        .mark_point(shape=f"triangle-{side}", size=18, opacity=1)
        .encode(x=place_x(f"{'least' if side == 'left' else 'most'}_x"), **style_by(fill="line", stroke="line"))
        for side in ("left", "right")
    ]
    return [
        band.encode(
            x=place_x("stated_low_x"),
            x2=alt.X2("stated_high_x:Q"),
            y=place_y("band_y"),
            strokeWidth=height,
        ),
        base.mark_rule(strokeWidth=1, opacity=0.7).encode(x=place_x("least_x"), x2=alt.X2("most_x:Q"), **line),
        base.mark_rule(strokeWidth=3).encode(x=place_x("low_x"), x2=alt.X2("high_x:Q"), **line),
        *arrows,
        base.mark_point(size=34, opacity=1, strokeWidth=1.2).encode(
            x=place_x("centre_x"), **style_by(shape="shape", fill="fill", stroke="stroke")
        ),
        beside.mark_text(align="left", fill=MUTED, xOffset=_BESIDE).encode(x=edge, text=alt.Text("row:N")),
        beside.mark_text(align="left", fill=INK, xOffset=_RECOMPUTED).encode(
            x=edge, text=alt.Text("recomputed_label:N")
        ),
    ]
