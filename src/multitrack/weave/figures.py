"""The files of the figures: a picture, its Markdown and its data for each figure and language."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from altair.utils.schemapi import debug_mode

from multitrack.model.values import Term
from multitrack.weave.charts import Drawing, Picture, draw, number_locale, time_locale
from multitrack.weave.figure_data import figure_data
from multitrack.weave.live import line, live_figures, pack
from multitrack.weave.markdown import attribute, caption, division, span
from multitrack.weave.process import one_by_one
from multitrack.weave.provenance import provenance
from multitrack.weave.versions import version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from multitrack.model.language import Language
    from multitrack.model.outputs import Figure
    from multitrack.weave.process import DrawAll


@dataclass(frozen=True)
class Drawn:
    """The figures of an edition: their texts are there while their pictures may still be being drawn.

    Attributes
    ----------
    files
        Path → bytes of everything but the pictures.
    versions
        The versioned identifiers of the figures by their ids.
    pictures
        Waits for the pictures, and returns path → bytes of what is made of them.
    """

    files: Mapping[str, bytes]
    versions: Mapping[str, str]
    pictures: Callable[[], Mapping[str, bytes]]


def figure_files(
    figures: Iterable[Figure],
    languages: Sequence[Language],
    release: str,
    *,
    fonts: Path,
    crowded: bool = False,
    draw_all: DrawAll = one_by_one,
) -> Drawn:
    """Return the files of every figure in every language → bytes.

    ``LANGUAGE/FIGURE.md`` takes in ``FIGURE.svg`` and, on the page in the browser, ``FIGURE.inside.svg`` and
    ``FIGURE.data.html``; ``LANGUAGE/charts.json`` holds what lets the page draw all figures again and lay out their
    data, ``LANGUAGE/charts.b64`` the same packed, and ``FIGURE.vl.json`` a figure's specification.

    Parameters
    ----------
    languages
        All languages of the edition, since a figure's version is taken from all; they know the numbers which their
        texts name.
    release
        The data package's version, for the figures' own.
    fonts
        Folder with the static fonts of the charts.
    crowded
        Whether there may be more marks than there is room to name: labels that do not fit are left out.
    draw_all
        How the pictures are drawn: here, or in other processes.
    """
    files: dict[str, bytes] = {}
    versions: dict[str, str] = {}
    asked: list[tuple[Figure, Language]] = []

    def specified() -> Iterator[Picture]:
        # One by one, so that the first are being drawn while the next are still specified.
        for figure in figures:
            specs = {language.code: specification(figure, language) for language in languages}
            versions[figure.figure_id] = version(figure.figure_id, release, payload(figure, specs))
            for language in languages:
                asked.append((figure, language))
                markdown = figure_markdown(figure, language, versions[figure.figure_id], crowded=crowded)
                files[_path(figure, language, "md")] = markdown.encode()
                files[_path(figure, language, "vl.json")] = _canonical(specs[language.code])
                yield replace(_picture(figure, language, specs[language.code], fonts), crowded=crowded)

    drawings = draw_all(draw, specified())
    files |= {_path(figure, language, "data.html"): figure_data(figure, language) for figure, language in asked}

    @cache
    def pictures() -> Mapping[str, bytes]:
        made: dict[str, bytes] = {}
        told: dict[str, list[tuple[Figure, Drawing]]] = {language.code: [] for language in languages}
        for (figure, language), drawing in zip(asked, drawings, strict=True):
            told[language.code].append((figure, drawing))
            made[_path(figure, language, "svg")] = drawing.svg
            made[_path(figure, language, "inside.svg")] = drawing.inside
        for language in languages:
            live = live_figures(told[language.code], language)
            made |= {f"{language.code}/charts.json": live, f"{language.code}/charts.b64": line(pack(live))}
        return made

    return Drawn(files, versions, pictures)


def _path(figure: Figure, language: Language, ending: str) -> str:
    return f"{language.code}/{figure.figure_id}.{ending}"


def figure_versions(figures: Iterable[Figure], languages: Sequence[Language], release: str) -> dict[str, str]:
    """Return id → versioned identifier for every figure, without drawing any; parameters as of :func:`figure_files`."""
    return {
        figure.figure_id: version(
            figure.figure_id,
            release,
            payload(figure, {language.code: specification(figure, language) for language in languages}),
        )
        for figure in figures
    }


def specification(figure: Figure, language: Language) -> dict[str, Any]:
    """Return a figure's Vega-Lite specification in a language, with its data inside."""
    # Altair would check each part against the schema as it is made, which takes most of the time; the tests do that.
    with debug_mode(False):  # noqa: FBT003
        return _settled(figure.draw(language).to_dict(validate=False))


def payload(figure: Figure, specs: dict[str, dict[str, Any]]) -> bytes:
    """Return what a figure's version is taken from: its points, and its specification in every language."""
    points = [{field.name: str(getattr(point, field.name)) for field in fields(point)} for point in figure.points]
    return _canonical({"id": figure.figure_id, "points": points, "specifications": specs})


def figure_markdown(figure: Figure, language: Language, versioned_id: str, *, crowded: bool = False) -> str:
    """Return a figure with its title, its caption and the line on where it comes from."""
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
    """Return a specification with rounded numbers, and its data sets named by their order.

    Altair names them by their hash, which would carry the decimals that were rounded off into a figure's version.
    """
    rounded = _rounded(spec)
    written = json.dumps(rounded)
    for order, name in enumerate(rounded.get("datasets", ())):
        written = written.replace(f'"{name}"', f'"data-{order}"')
    return json.loads(written)


def _rounded(value: Any) -> Any:  # noqa: ANN401  (JSON has no narrower type)
    """Return a specification with every number to six decimals: what Python's versions add up differs after those."""
    if isinstance(value, dict):
        return {key: _rounded(entry) for key, entry in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [_rounded(entry) for entry in cast("list[Any]", value)]
    return round(value, 6) if isinstance(value, float) else value


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
