"""Files of the figures: picture, Markdown and data for each figure and language.

A page has the data of its figures as a line of gzip in base64, which current browsers unpack without a library and the
page's script lays out as tables when a reader opens them. Libdeflate comes with its code in the wheel, since zlib gives
other bytes on other machines. The data also stand in for the pictures where there is no pointer: what a tooltip says of
a mark is a row of the table, which a keyboard reaches.
"""

from __future__ import annotations

import base64
import json
import pickle
from dataclasses import dataclass, fields, replace
from html import escape
from typing import TYPE_CHECKING, Any, Final, Self, cast

import deflate
from altair.utils.schemapi import debug_mode

from multitrack.charts.canvas import LEFT, Canvas
from multitrack.charts.drawing import (
    Picture,
    RenderedChart,
    Sketch,
    draw,
    make_number_locale,
    make_time_locale,
    refusals,
)
from multitrack.charts.theme import PAGE, PHONE, SLIDE
from multitrack.lang.language import TracedCatalog, TracedNumbers
from multitrack.lang.values import Message
from multitrack.products import hash_code
from multitrack.render.markdown import escape_attribute, make_division
from multitrack.render.provenance import make_versioned_id, write_float
from multitrack.render.table_files import say_cells, say_headers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from multitrack.charts.drawing_process import DrawAll
    from multitrack.charts.theme import Size
    from multitrack.charts.tokens import Tokens
    from multitrack.lang.language import Language, Speaker
    from multitrack.lang.outputs import Figure
    from multitrack.products import Files, Products
    from multitrack.render.table_files import Cite

    Charts = Mapping[str, Mapping[str, tuple["Chart", ...]]]
    Specifications = Mapping[str, Mapping[str, dict[str, Any]]]

_SMALLEST: Final = 12
"""Level of compression."""
_SIZES: Final = (PAGE, PHONE, SLIDE)
_OWN: Final = __name__.partition(".")[2]


@dataclass(frozen=True)
class Chart:
    """A figure in one language and size.

    Attributes
    ----------
    spec
        The Vega-Lite specification with its data.
    left
        Width at the left of its plots in px.
    too_long
        Label without room → its excess in px.
    """

    spec: dict[str, Any]
    size: Size
    left: float
    too_long: Mapping[str, float]


def draw_charts(
    figures: Iterable[Figure], languages: Sequence[Language], products: Products, *, crowded: bool = False
) -> Charts:
    """Return id of a figure → code of a language → its charts for a page, a phone and a slide.

    Parameters
    ----------
    products
        The charts that were drawn before; one is drawn anew if its marks or its words have changed.
    crowded
        The charts have no room to label all marks.
    """
    return {
        figure.figure_id: {
            language.code: _draw_sizes(figure, language, products, crowded=crowded) for language in languages
        }
        for figure in figures
    }


def _draw_sizes(figure: Figure, language: Language, products: Products, *, crowded: bool) -> tuple[Chart, ...]:
    def act() -> tuple[Files, Mapping[str, str]]:
        words = TracedCatalog(language.words.folder, language.words.files, {})
        numbers = TracedNumbers(language.printed)
        traced = replace(language, words=words, printed=numbers)
        drawn = [draw_chart(figure, Canvas(traced, size, crowded=crowded)) for size in _SIZES]
        charts = [(one.spec, one.left, one.too_long) for one in drawn]
        heard = {f"{one.file} {'.'.join(one.path)}": json.dumps(entry) for one, entry in words.heard.items()}
        return {"": json.dumps(charts).encode()}, heard | {f"{{{one}}}": number for one, number in numbers.read.items()}

    def look_up(name: str) -> str:
        if name.startswith("{"):
            return language.printed.get(name[1:-1], "")
        file, _, path = name.partition(" ")
        return json.dumps(language.words.look_up(Message(file, tuple(path.split(".")))))

    try:
        marks = pickle.dumps(figure.draw)
    except (AttributeError, TypeError, pickle.PicklingError):  # a function within a function, for instance
        files, _ = act()
    else:
        inputs = {"marks": marks, "locale": str(language.locale), "crowded": str(crowded), "drawing": hash_code(_OWN)}
        module = figure.source.removeprefix("src/multitrack/").removesuffix(".py").replace("/", ".")
        files = products.make_traced(module, f"chart.{figure.figure_id}.{language.code}", inputs, look_up, act)
    charts = zip(json.loads(files[""]), _SIZES, strict=True)
    return tuple(Chart(spec, size, left, too_long) for (spec, left, too_long), size in charts)


def make_figure_texts(
    figures: Iterable[Figure],
    speakers: Sequence[Speaker],
    specs: Specifications,
    tokens: Tokens,
    cite: Cite,
    *,
    crowded: bool = False,
) -> dict[str, bytes]:
    """Return the files of all figures in all languages except pictures: path in ``_generated/`` → bytes.

    ``LANGUAGE/FIGURE.md`` includes ``FIGURE.svg`` and, in the browser, ``FIGURE.inside.html`` and ``FIGURE.data.html``;
    ``FIGURE.vl.json`` is its specification.

    Parameters
    ----------
    speakers
        Languages with the versions of the figures.
    cite
        Names the publications behind rows in Markdown.
    crowded
        The charts have no room to label all marks.
    """
    files: dict[str, bytes] = {}
    for figure in figures:
        for speaker in speakers:
            version, source = speaker.versions[figure.figure_id], cite(figure.rows, speaker)
            markdown = write_figure(figure, speaker, version, source, crowded=crowded)
            files[_path(figure, speaker, "md")] = markdown.encode()
            spec = _canonical(specs[figure.figure_id][speaker.code]).decode()
            files[_path(figure, speaker, "vl.json")] = tokens.paint(spec).encode()
            files[_path(figure, speaker, "data.html")] = write_figure_description(figure, speaker)
    return files


def write_figure_description(figure: Figure, language: Language) -> bytes:
    """Return a figure's description in a language as collapsible HTML; empty without data."""
    if figure.told is None:
        return b""
    title, description = (escape(_text(figure, language, part)) for part in ("title", "description"))
    summary = f'{escape(language.label("charts", "data"))}<span class="unseen">: {title}</span>'
    return f'<details class="figure-data"><summary>{summary}</summary>\n<p>{description}</p></details>\n'.encode()


def make_data_tables(figures: Iterable[Figure], language: Language) -> bytes:
    """Return the data of figures in a language for the page's script, not yet packed.

    Returns
    -------
    bytes
        JSON: ``figures``, by id, each with ``head``: the names of the columns; ``rows``: the words of the cells, row by
        row; ``numbers``: the places of the columns that are set to the right.
    """
    tables = {
        figure.figure_id: {
            "head": say_headers(figure.told, language),
            "rows": say_cells(figure.told, language),
            "numbers": [place for place, column in enumerate(figure.told.columns) if column.align != "left"],
        }
        for figure in figures
        if figure.told
    }
    return _canonical({"figures": tables})


def pack_line(content: bytes) -> bytes:
    """Return bytes as a line of text: gzip, the same on every machine and as small as it gets, in base64."""
    return base64.b64encode(bytes(deflate.gzip_compress(content, _SMALLEST))) + b"\n"


@dataclass(frozen=True)
class Drawings:
    """The pictures of the figures, perhaps still being drawn by other processes.

    Attributes
    ----------
    asked
        Each figure in each language, in the order of drawing.
    charts
        Their charts in all sizes, in the same order.
    drawn
        Their renderings in the same order, each awaited when it is read.
    """

    asked: tuple[tuple[Figure, Speaker], ...]
    charts: tuple[tuple[Chart, ...], ...]
    drawn: Iterable[RenderedChart]

    @classmethod
    def begin(
        cls,
        figures: Iterable[Figure],
        speakers: Sequence[Speaker],
        charts: Charts,
        *,
        fonts: Path,
        draw_all: DrawAll = map,
    ) -> Self:
        """Begin to draw all figures in all languages and sizes.

        Parameters
        ----------
        charts
            As of :func:`draw_charts`.
        draw_all
            Maps a function over the pictures, here or in other processes.
        """
        asked = tuple((figure, speaker) for figure in figures for speaker in speakers)
        sizes = tuple(charts[figure.figure_id][speaker.code] for figure, speaker in asked)
        pictures = (_picture(*one, drawn, fonts) for one, drawn in zip(asked, sizes, strict=True))
        return cls(asked, sizes, draw_all(draw, pictures))

    def files(self, tokens: Tokens) -> dict[str, bytes]:
        """Wait for the pictures, and return their files: path in ``_generated/`` → bytes.

        ``LANGUAGE/charts.json`` has the data of all figures for the page's script, ``LANGUAGE/charts.b64`` the same
        packed.
        """
        made: dict[str, bytes] = {}
        speakers = {speaker.code: speaker for _, speaker in self.asked}
        for (figure, speaker), drawing in zip(self.asked, self.drawn, strict=True):
            made[_path(figure, speaker, "svg")] = tokens.paint(drawing.svg.decode()).encode()
            made[_path(figure, speaker, "slide.svg")] = tokens.paint(drawing.slide.decode()).encode()
            made[_path(figure, speaker, "inside.html")] = drawing.inside
        for code, speaker in speakers.items():
            told = make_data_tables((figure for figure, one in self.asked if one.code == code), speaker)
            made |= {f"{code}/charts.json": told, f"{code}/charts.b64": pack_line(told)}
        return made


def _path(figure: Figure, language: Language, ending: str) -> str:
    return f"{language.code}/{figure.figure_id}.{ending}"


def make_figure_versions(figures: Iterable[Figure], specs: Specifications, release: str) -> dict[str, str]:
    """Return id → versioned identifier of all figures.

    Parameters
    ----------
    specs
        Id → language → specification, in all languages of the edition, since a version depends on all.
    """
    return {
        figure.figure_id: make_versioned_id(
            figure.figure_id, release, serialise_figure(figure, specs[figure.figure_id])
        )
        for figure in figures
    }


def draw_chart(figure: Figure, canvas: Canvas) -> Chart:
    """Return a figure's chart on a canvas.

    Raises
    ------
    InputError
        If Altair refuses it.
    """
    # Altair's schema checks of each part take most of the time; the tests validate the charts instead.
    with debug_mode(False), refusals(figure.source, figure.figure_id):  # noqa: FBT003
        spec = _settled(figure.draw(canvas).to_dict(validate=False))
    left = spec.pop("usermeta")[LEFT]
    return Chart(spec, canvas.size, left, canvas.too_long)


def serialise_figure(figure: Figure, specs: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return the input of a figure's version: its points, and its specification in all languages."""
    return _canonical({"id": figure.figure_id, "points": list_points(figure), "specifications": specs})


def list_points(figure: Figure) -> list[dict[str, str]]:
    """Return the fields of each point of a figure as text."""
    return [{field.name: str(getattr(point, field.name)) for field in fields(point)} for point in figure.points]


def write_figure(figure: Figure, language: Language, versioned_id: str, source: str, *, crowded: bool = False) -> str:
    """Return a figure as Markdown in its frame; its source is Markdown, too."""
    texts = {part: _text(figure, language, part) for part in ("title", "subtitle", "note", "alt")}
    if crowded:
        texts["note"] = f"{texts['note']} {language.label('notes', 'crowded')}".lstrip()
    image = f'![](_generated/{_path(figure, language, "svg")}){{fig-alt="{escape_attribute(texts["alt"])}"}}'
    shown = write_float(f"#{figure.figure_id}", texts, image, source, versioned_id, language)
    data = make_division(f'.figure-data src="_generated/{_path(figure, language, "data.html")}"', [])
    return f"{shown}\n\n{data}\n"


def _picture(figure: Figure, language: Language, charts: tuple[Chart, ...], fonts: Path) -> Picture:
    page, phone, slide = (Sketch(_canonical(one.spec).decode(), one.size.width, one.left) for one in charts)
    return Picture(
        name=figure.figure_id,
        source=figure.source,
        page=page,
        phone=phone,
        slide=slide,
        number_locale=make_number_locale(language.locale),
        time_locale=make_time_locale(language.locale),
        title=_text(figure, language, "title"),
        description=_text(figure, language, "description"),
        fonts=fonts,
        language=language.code,
    )


def _text(figure: Figure, language: Language, part: str) -> str:
    """Return a part of a figure's texts; a figure may do without a note."""
    message = Message("figures", (figure.figure_id, part))
    return language.say(message) if part != "note" or language.words.has(message) else ""


def _settled(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a specification in canonical form: keys sorted, numbers rounded, data sets named by their order.

    Altair names data sets by their hashes, which would carry the rounded decimals into a figure's version.
    """
    rounded = _rounded(spec)
    written = json.dumps(rounded)
    for order, name in enumerate(rounded.get("datasets", ())):
        written = written.replace(f'"{name}"', f'"data-{order}"')
    return json.loads(_canonical(json.loads(written)))


def _rounded(value: Any) -> Any:  # noqa: ANN401  (JSON has no narrower type)
    """Round all numbers of a specification to six decimals: beyond them, sums differ between versions of Python."""
    if isinstance(value, dict):
        return {key: _rounded(entry) for key, entry in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [_rounded(entry) for entry in cast("list[Any]", value)]
    return round(value, 6) if isinstance(value, float) else value


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
