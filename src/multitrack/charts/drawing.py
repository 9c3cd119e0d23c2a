"""Rendering of chart specifications to accessible SVG, with the numbers and dates of their language."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast
from xml.etree import ElementTree as ET

import vl_convert
from babel.dates import get_day_names, get_month_names, get_period_names

from multitrack.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from pathlib import Path

    from babel.core import Locale

    from multitrack.charts.drawing_process import DrawAll
    from multitrack.products import Products

_SVG: Final = "http://www.w3.org/2000/svg"
_ROOT: Final = re.compile(r'<svg [^>]*height="([\d.]+)"[^>]*>(.*?transform="translate\()[\d.]+,', re.DOTALL)
_VEGA_LITE: Final = "6.4"
_WIDTHS: Final = ("wide", "abbreviated")
_WITHOUT_EFFECT: Final = {"text-anchor": "start", "opacity": "1", "pointer-events": "none", "x2": "0", "y2": "0"}
"""Attributes that Vega writes though they have no effect."""
_TYPE: Final = ("font-family", "font-size")
_PLACES: Final = frozenset({"d", "transform", "x2", "y2"})
_FINE: Final = re.compile(r"-?\d+\.\d{2,}")
_registered: Final = set[tuple[str, ...]]()
"""The fonts that this process knows, by their hashes: each build has a copy of its own."""


@dataclass(frozen=True)
class Sketch:
    """A chart of one size, to be drawn: its specification as JSON, and in px the width of the picture.

    ``left`` is the width at the left of its plots in px.
    """

    spec: str
    width: int
    left: float


@dataclass(frozen=True)
class Picture:
    """A picture to be drawn; equal pictures give equal bytes.

    Attributes
    ----------
    name
        Prefix of the ids in the SVG, so that several pictures can share a page.
    source
        The file of the module that describes it, for messages.
    number_locale, time_locale
        The language's formats for d3.
    title, description
        Texts for screen readers.
    fonts
        Folder with the static fonts of the charts.
    """

    name: str
    source: str
    page: Sketch
    phone: Sketch
    slide: Sketch
    number_locale: dict[str, Any]
    time_locale: dict[str, Any]
    title: str
    description: str
    fonts: Path
    language: str = ""


@dataclass(frozen=True)
class RenderedChart:
    """The renderings of a picture.

    ``svg`` and ``slide`` are files of their own: well-formed, with title and description, without links. ``inside`` are
    two pictures for a page, one for wide screens and one for phones.
    """

    svg: bytes
    inside: bytes
    slide: bytes


def draw_what_is_new(products: Products, draw_all: DrawAll) -> DrawAll:
    """Return a map over pictures that takes those drawn before, and has only the rest drawn."""

    def draw_rest(make: Callable[[Picture], RenderedChart], given: Iterable[Picture], /) -> Iterable[RenderedChart]:
        asked = [(one, products.ask("charts", f"{one.name}.{one.language}", _inputs(one))) for one in given]
        new = iter(draw_all(make, [picture for picture, wanted in asked if wanted.kept is None]))
        return (
            RenderedChart(**(products.keep(wanted, asdict(next(new))) if wanted.kept is None else wanted.kept))
            for _, wanted in asked
        )

    return cast("DrawAll", draw_rest)


def _inputs(picture: Picture) -> dict[str, str]:
    """Return the inputs of a rendering: all of the picture, and the fonts for their folder."""
    values = {**asdict(picture), "fonts": hash_fonts(picture.fonts)}
    return {name: json.dumps(value, sort_keys=True) for name, value in values.items()}


@cache
def hash_fonts(folder: Path) -> tuple[str, ...]:
    """Return the name and the hash of every file in a folder of fonts."""
    return tuple(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in sorted(folder.iterdir()))


def draw(picture: Picture) -> RenderedChart:
    """Render a picture in all its sizes.

    A pure function of values that can be pickled, so that pictures can be drawn in several processes.

    Raises
    ------
    InputError
        If Vega-Lite refuses the specification.
    """
    if (fonts := hash_fonts(picture.fonts)) not in _registered:
        vl_convert.register_font_directory(str(picture.fonts))
        _registered.add(fonts)
    with refusals(picture.source, picture.name):
        sketches = (picture.page, picture.phone, picture.slide)
        page, phone, slide = (_describe(_draw_svg(one, picture), picture) for one in sketches)
        return RenderedChart(page, _undescribe(page, "wide") + _undescribe(phone, "narrow"), slide)


@contextmanager
def refusals(source: str, name: str) -> Generator[None]:
    """Name the figure of a chart refused by Altair or Vega-Lite, with the first line of their message."""
    try:
        yield
    except (AttributeError, TypeError, ValueError) as error:
        said = " ".join(line.strip() for line in str(error).splitlines()[:2]).strip() or type(error).__name__
        found = f"the chart cannot be drawn ({said.rstrip(':')})"
        raise InputError([Problem(source, 0, name, found, "correct its specification")]) from error


def _draw_svg(sketch: Sketch, picture: Picture) -> str:
    """Return a chart as SVG of the width that it is drawn for.

    Vega measures words by the fonts that a machine happens to have, so its margins are not taken.
    """
    drawn = vl_convert.vegalite_to_svg(
        sketch.spec,
        vl_version=_VEGA_LITE,
        allowed_base_urls=[],
        format_locale=picture.number_locale,
        time_format_locale=picture.time_locale,
    )
    size = f'width="{sketch.width}" height="\\1" viewBox="0 0 {sketch.width} \\1"'
    return _ROOT.sub(rf'<svg xmlns="{_SVG}" {size}>\g<2>{sketch.left:g},', drawn, count=1)


def make_ready() -> None:
    """Warm up the renderer: the first chart of a process takes ten times as long as the next."""
    vl_convert.vegalite_to_svg('{"data": {"values": []}, "mark": "point"}', vl_version=_VEGA_LITE, allowed_base_urls=[])


def make_number_locale(locale: Locale) -> dict[str, Any]:
    """Return a locale's number format for d3-format."""
    symbols = locale.number_symbols["latn"]
    grouping = locale.decimal_formats[None].grouping
    before, after = locale.currency_formats["standard"].prefix[0], locale.currency_formats["standard"].suffix[0]
    return {
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
        "grouping": [grouping[0]],
        "currency": [before, after],
        "minus": "\N{MINUS SIGN}",
        "percent": symbols["percentSign"],
    }


def make_time_locale(locale: Locale) -> dict[str, Any]:
    """Return a locale's date format for d3-time-format, with the day before the month."""
    months, short_months = (get_month_names(width, locale=locale) for width in _WIDTHS)
    days, short_days = (get_day_names(width, locale=locale) for width in _WIDTHS)
    periods = get_period_names("abbreviated", context="format", locale=locale)
    return {
        "dateTime": "%-d %B %Y %H.%M",
        "date": "%-d %B %Y",
        "time": "%H.%M",
        "periods": [periods["am"], periods["pm"]],
        "days": [days[(number - 1) % 7] for number in range(7)],  # d3 counts from Sunday, Babel from Monday
        "shortDays": [short_days[(number - 1) % 7] for number in range(7)],
        "months": [months[number] for number in range(1, 13)],
        "shortMonths": [short_months[number] for number in range(1, 13)],
    }


def _describe(drawn: str, picture: Picture) -> bytes:
    """Return a picture with title and description, and with the description of each mark as its title."""
    ET.register_namespace("", _SVG)
    root = ET.fromstring(drawn)  # noqa: S314  (drawn a moment ago from a specification without outside data)
    for element in list(root.iter()):
        # Vega describes titles too, in English.
        if (label := element.get("aria-label")) and element.get("aria-roledescription") != "title":
            ET.SubElement(element, f"{{{_SVG}}}title").text = label
        for name in [name for name in element.attrib if name.startswith("aria-") or name in {"role", "class", "id"}]:
            del element.attrib[name]
    _shorten(root)
    name = picture.name
    root.attrib |= {"role": "img", "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-desc"}
    for tag, words in (("desc", picture.description), ("title", picture.title)):
        element = ET.Element(f"{{{_SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = words
        root.insert(0, element)
    return ET.tostring(root, encoding="utf-8") + b"\n"


def _undescribe(picture: bytes, name: str) -> bytes:
    """Return a picture as the class ``name`` of a page, which has title and description of the figure itself."""
    root = ET.fromstring(picture)  # noqa: S314  (described a moment ago)
    for element in list(root)[:2]:
        root.remove(element)
    root.attrib = {"class": name, **{kept: root.attrib[kept] for kept in ("viewBox", *_TYPE) if kept in root.attrib}}
    return ET.tostring(root, encoding="utf-8")


def _shorten(root: ET.Element) -> None:
    """Remove attributes without effect, round places to tenths, and set the commonest font once, on the root."""
    for element in root.iter():
        for name in _PLACES.intersection(element.attrib):
            element.set(name, _FINE.sub(lambda number: f"{float(number[0]):.1f}", element.attrib[name]))
        for name, _ in _WITHOUT_EFFECT.items() & element.attrib.items():
            del element.attrib[name]
    for name in _TYPE:
        values = Counter(element.attrib[name] for element in root.iter() if name in element.attrib)
        for value, _ in values.most_common(1):
            for element in root.iter():
                if element.get(name) == value:
                    del element.attrib[name]
            root.set(name, value)
