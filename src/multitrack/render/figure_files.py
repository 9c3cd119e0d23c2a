"""Files of the figures: picture, Markdown and data for each figure and language."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Self, cast

from altair.utils.schemapi import debug_mode

from multitrack.charts.drawing import Drawing, Picture, draw, number_locale, refusals, time_locale
from multitrack.charts.drawing_process import one_by_one
from multitrack.lang.values import Term
from multitrack.render.interactive import figure_data, live_figures, pack_line
from multitrack.render.markdown import attribute, caption, division, span
from multitrack.render.provenance import provenance, version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from multitrack.charts.drawing_process import DrawAll
    from multitrack.lang.language import Language, Speaker
    from multitrack.lang.outputs import Figure

    Specifications = Mapping[str, Mapping[str, dict[str, Any]]]


def specifications(figures: Iterable[Figure], languages: Sequence[Language]) -> dict[str, Mapping[str, dict[str, Any]]]:
    """Return id of a figure → code of a language → Vega-Lite specification with its data."""
    return {
        figure.figure_id: {language.code: specification(figure, language) for language in languages}
        for figure in figures
    }


def figure_texts(
    figures: Iterable[Figure], speakers: Sequence[Speaker], specs: Specifications, *, crowded: bool = False
) -> dict[str, bytes]:
    """Return the files of all figures in all languages except pictures: path in ``_generated/`` → bytes.

    ``LANGUAGE/FIGURE.md`` includes ``FIGURE.svg`` and, in the browser, ``FIGURE.inside.svg`` and ``FIGURE.data.html``;
    ``FIGURE.vl.json`` is its specification.

    Parameters
    ----------
    speakers
        Languages with the versions of the figures.
    specs
        As of :func:`specifications`.
    crowded
        The charts have no room to label all marks.
    """
    files: dict[str, bytes] = {}
    for figure in figures:
        for speaker in speakers:
            markdown = figure_markdown(figure, speaker, speaker.versions[figure.figure_id], crowded=crowded)
            files[_path(figure, speaker, "md")] = markdown.encode()
            files[_path(figure, speaker, "vl.json")] = _canonical(specs[figure.figure_id][speaker.code])
            files[_path(figure, speaker, "data.html")] = figure_data(figure, speaker)
    return files


@dataclass(frozen=True)
class Drawings:
    """The pictures of the figures, perhaps still being drawn by other processes.

    Attributes
    ----------
    asked
        Each figure in each language, in the order of drawing.
    drawn
        Their renderings in the same order, each awaited when it is read.
    """

    asked: tuple[tuple[Figure, Speaker], ...]
    drawn: Iterable[Drawing]

    @classmethod
    def begin(
        cls,
        figures: Iterable[Figure],
        speakers: Sequence[Speaker],
        specs: Specifications,
        *,
        fonts: Path,
        crowded: bool = False,
        draw_all: DrawAll = one_by_one,
    ) -> Self:
        """Begin to draw all figures in all languages.

        Parameters
        ----------
        specs
            As of :func:`specifications`.
        fonts
            Folder with the static fonts of the charts.
        crowded
            The charts have no room to label all marks: labels that do not fit are left out.
        draw_all
            Maps a function over the pictures, here or in other processes.
        """
        asked = tuple((figure, speaker) for figure in figures for speaker in speakers)
        pictures = (
            replace(_picture(figure, speaker, specs[figure.figure_id][speaker.code], fonts), crowded=crowded)
            for figure, speaker in asked
        )
        return cls(asked, draw_all(draw, pictures))

    def files(self) -> dict[str, bytes]:
        """Wait for the pictures, and return their files: path in ``_generated/`` → bytes.

        ``LANGUAGE/charts.json`` has all figures and their data for the page's script, ``LANGUAGE/charts.b64`` the same
        packed.
        """
        made: dict[str, bytes] = {}
        speakers = {speaker.code: speaker for _, speaker in self.asked}
        told: dict[str, list[tuple[Figure, Drawing]]] = {code: [] for code in speakers}
        for (figure, speaker), drawing in zip(self.asked, self.drawn, strict=True):
            made[_path(figure, speaker, "svg")] = drawing.svg
            made[_path(figure, speaker, "inside.svg")] = drawing.inside
            told[speaker.code].append((figure, drawing))
        for code, drawings in told.items():
            live = live_figures(drawings, speakers[code])
            made |= {f"{code}/charts.json": live, f"{code}/charts.b64": pack_line(live)}
        return made


def _path(figure: Figure, language: Language, ending: str) -> str:
    return f"{language.code}/{figure.figure_id}.{ending}"


def figure_versions(figures: Iterable[Figure], specs: Specifications, release: str) -> dict[str, str]:
    """Return id → versioned identifier of all figures.

    Parameters
    ----------
    specs
        As of :func:`specifications`, in all languages of the edition, since a version depends on all.
    release
        The data package's version.
    """
    return {
        figure.figure_id: version(figure.figure_id, release, payload(figure, specs[figure.figure_id]))
        for figure in figures
    }


def specification(figure: Figure, language: Language) -> dict[str, Any]:
    """Return a figure's Vega-Lite specification in a language, with its data inside.

    Raises
    ------
    InputError
        If Altair refuses it.
    """
    # Altair would check each part against the schema as it is made, which takes most of the time; the tests do that.
    with debug_mode(False), refusals(figure.source, figure.figure_id):  # noqa: FBT003
        return _settled(figure.draw(language).to_dict(validate=False))


def payload(figure: Figure, specs: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return the input of a figure's version: its points, and its specification in all languages."""
    points = [{field.name: str(getattr(point, field.name)) for field in fields(point)} for point in figure.points]
    return _canonical({"id": figure.figure_id, "points": points, "specifications": specs})


def figure_markdown(figure: Figure, language: Language, versioned_id: str, *, crowded: bool = False) -> str:
    """Return a figure as Markdown, with title, caption and provenance."""
    title, text, alt = (_text(figure, language, part) for part in ("title", "caption", "alt"))
    text += f" {language.label('notes', 'crowded')}" if crowded else ""
    image = f'![](_generated/{_path(figure, language, "svg")}){{fig-alt="{attribute(alt)}"}}'
    source = span(".provenance", provenance(figure.rows, versioned_id, language))
    shown = division(f"#{figure.figure_id}", [image, f"{caption(title, text)} {source}"])
    data = division(f'.figure-data src="_generated/{_path(figure, language, "data.html")}"', [])
    return f"{shown}\n\n{data}\n"


def _picture(figure: Figure, language: Language, spec: dict[str, Any], fonts: Path) -> Picture:
    return Picture(
        name=figure.figure_id,
        source=figure.source,
        spec=_canonical(spec).decode(),
        number_locale=number_locale(language.locale),
        time_locale=time_locale(language.locale),
        title=_text(figure, language, "title"),
        description=_text(figure, language, "description"),
        fonts=fonts,
        views=tuple((key, _canonical(specification(view, language)).decode()) for key, view in figure.views),
    )


def _text(figure: Figure, language: Language, part: str) -> str:
    return language.say(Term("figures", (figure.figure_id, part)))


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
