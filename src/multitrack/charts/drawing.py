"""Rendering of chart specifications to accessible SVG, with the numbers and dates of their language."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Self, cast
from xml.etree import ElementTree as ET

import vl_convert
from babel.dates import get_day_names, get_month_names, get_period_names

from multitrack.charts.label_collisions import find_labels_without_room
from multitrack.charts.svg_boxes import read_svg_boxes
from multitrack.charts.svg_minify import minify_svg
from multitrack.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping
    from pathlib import Path

    from babel.core import Locale

    from multitrack.charts.drawing_process import DrawAll
    from multitrack.products import Products

_SVG: Final = "http://www.w3.org/2000/svg"
_URL: Final = re.compile(r"url\(#([^)]+)\)")
_VEGA_LITE: Final = "6.4"
_LEFT_OUT: Final = "left_out"
_WIDTHS: Final = ("wide", "abbreviated")
_SAID_ANYWAY: Final = frozenset(
    {("text-anchor", "start"), ("opacity", "1"), ("pointer-events", "none"), ("x2", "0"), ("y2", "0")}
)
"""Attributes that Vega writes though they have no effect."""
_TYPE: Final = ("font-family", "font-size")


@dataclass(frozen=True)
class Picture:
    """A picture to be drawn; equal pictures give equal bytes.

    Attributes
    ----------
    name
        Prefix of the ids in the SVG, so that several pictures can share a page.
    source
        The file of the module that describes it, for messages.
    spec
        The Vega-Lite specification as JSON.
    number_locale, time_locale
        The language's formats for d3.
    title, description
        Texts for screen readers.
    fonts
        Folder with the static fonts of the charts.
    crowded
        Leave out labels that find no room.
    views
        Alternative specifications for readers of the page, by their keys.
    language
        Code of its language.
    """

    name: str
    source: str
    spec: str
    number_locale: dict[str, Any]
    time_locale: dict[str, Any]
    title: str
    description: str
    fonts: Path
    crowded: bool = False
    views: tuple[tuple[str, str], ...] = ()
    language: str = ""


@dataclass(frozen=True)
class RenderedChart:
    """The renderings of a picture.

    Attributes
    ----------
    svg
        A file of its own: well-formed, with title and description, without links.
    inside
        The minified picture for a page.
    vega
        Key of a view → its Vega specification as JSON; the key of the picture itself is ``""``.
    """

    svg: bytes
    inside: bytes
    vega: tuple[tuple[str, str], ...]

    def to_files(self) -> dict[str, bytes]:
        """Return the renderings as files to keep."""
        return {"svg": self.svg, "inside": self.inside, "vega": json.dumps(self.vega).encode()}

    @classmethod
    def of_files(cls, files: Mapping[str, bytes]) -> Self:
        """Return the renderings that were kept."""
        return cls(files["svg"], files["inside"], tuple((key, spec) for key, spec in json.loads(files["vega"])))


def draw_what_is_new(products: Products, draw_all: DrawAll) -> DrawAll:
    """Return a map over pictures that takes what was drawn before, and has only the rest drawn."""

    def draw_rest(make: Callable[[Picture], RenderedChart], given: Iterable[Picture], /) -> Iterable[RenderedChart]:
        asked = [(one, products.ask("charts", f"{one.name}.{one.language}", _inputs(one))) for one in given]
        new = iter(draw_all(make, [picture for picture, wanted in asked if wanted.kept is None]))
        return (
            RenderedChart.of_files(products.keep(wanted, next(new).to_files()) if wanted.kept is None else wanted.kept)
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
    """Render a picture in all its forms.

    A pure function of values that can be pickled, so that pictures can be drawn in several processes.

    Raises
    ------
    InputError
        If Vega-Lite refuses the specification.
    """
    _register(picture.fonts)
    with refusals(picture.source, picture.name):
        specs = tuple((key, _compiled(spec)) for key, spec in (("", picture.spec), *picture.views))
        if picture.crowded:
            specs = tuple((key, _thinned(spec, picture)) for key, spec in specs)
        svg = _describe(_drawn(specs[0][1], picture), picture)
        return RenderedChart(svg, minify_svg(svg), specs)


def draw_svg(picture: Picture) -> bytes:
    """Return the picture as SVG; errors as of :func:`draw`."""
    _register(picture.fonts)
    with refusals(picture.source, picture.name):
        spec = _compiled(picture.spec)
        return _describe(_drawn(_thinned(spec, picture) if picture.crowded else spec, picture), picture)


@contextmanager
def refusals(source: str, name: str) -> Generator[None]:
    """Name the figure of a chart refused by Altair or Vega-Lite, with the first line of their message."""
    try:
        yield
    except (AttributeError, TypeError, ValueError) as error:
        said = " ".join(line.strip() for line in str(error).splitlines()[:2]).strip() or type(error).__name__
        found = f"the chart cannot be drawn ({said.rstrip(':')})"
        raise InputError([Problem(source, 0, name, found, "correct its specification")]) from error


def _compiled(spec: str) -> str:
    """Compile a Vega-Lite specification to Vega, which both the renderer and the page draw."""
    vega = vl_convert.vegalite_to_vega(spec, vl_version=_VEGA_LITE)
    return json.dumps(vega, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _thinned(spec: str, picture: Picture) -> str:
    """Blank the labels of a Vega specification that find no room."""
    vega = json.loads(spec)
    left_out = find_labels_without_room(read_svg_boxes(_drawn(spec, picture).encode()))
    vega.setdefault("signals", []).append({"name": _LEFT_OUT, "value": dict.fromkeys(sorted(left_out), True)})
    _leave_out(vega["marks"])
    return json.dumps(vega, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _leave_out(marks: list[dict[str, Any]]) -> None:
    for mark in marks:
        _leave_out(mark.get("marks", []))
        text: dict[str, Any] = mark["encode"]["update"].get("text", {}) if mark["type"] == "text" else {}
        words: str = text.get("signal") or (f"datum[{json.dumps(text['field'])}]" if "field" in text else "")
        if words:
            mark["encode"]["update"]["text"] = {"signal": f'{_LEFT_OUT}[""+({words})] ? "" : ({words})'}


def _drawn(spec: str, picture: Picture) -> str:
    return vl_convert.vega_to_svg(
        spec,
        allowed_base_urls=[],
        format_locale=picture.number_locale,
        time_format_locale=picture.time_locale,
    )


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
        "days": _from_sunday(days),
        "shortDays": _from_sunday(short_days),
        "months": [months[number] for number in range(1, 13)],
        "shortMonths": [short_months[number] for number in range(1, 13)],
    }


def _from_sunday(names: Any) -> list[str]:  # noqa: ANN401  (Babel's mapping has no narrower type)
    """Reorder day names for d3, which counts from Sunday; Babel counts from Monday."""
    return [names[(number - 1) % 7] for number in range(7)]


@cache
def _register(fonts: Path) -> None:
    vl_convert.register_font_directory(str(fonts))


def _describe(drawn: str, picture: Picture) -> bytes:
    ET.register_namespace("", _SVG)
    root = ET.fromstring(drawn)  # noqa: S314  (drawn a moment ago from a specification without outside data)
    # Vega numbers clip paths on from picture to picture, so the ids would depend on the order of drawing.
    drawn_ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    ids = {drawn_id: f"{picture.name}-{number}" for number, drawn_id in enumerate(drawn_ids, start=1)}
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if name.startswith("aria-") or name in {"role", "class"}:
                del element.attrib[name]
            elif name == "id":
                element.set(name, ids[value])
            else:
                element.set(name, _URL.sub(lambda match: f"url(#{ids.get(match[1], match[1])})", value))
    _shorten(root)
    title, description = f"{picture.name}-title", f"{picture.name}-desc"
    root.attrib |= {"role": "img", "aria-labelledby": title, "aria-describedby": description}
    for position, (tag, name, words) in enumerate(
        (("title", title, picture.title), ("desc", description, picture.description))
    ):
        element = ET.Element(f"{{{_SVG}}}{tag}", {"id": name})
        element.text = words
        root.insert(position, element)
    return ET.tostring(root, encoding="utf-8") + b"\n"


def _shorten(root: ET.Element) -> None:
    """Remove attributes without effect, and set the commonest font once, on the root."""
    for element in root.iter():
        for attribute in _SAID_ANYWAY.intersection(element.attrib.items()):
            del element.attrib[attribute[0]]
    for name in _TYPE:
        values = Counter(element.attrib[name] for element in root.iter() if name in element.attrib)
        for value, _ in values.most_common(1):
            for element in root.iter():
                if element.get(name) == value:
                    del element.attrib[name]
            root.set(name, value)
