"""Labels that are too long for their place in a picture, each traced back to the words that make it so."""

from __future__ import annotations

import re
from math import ceil
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from multitrack.charts.label_collisions import EDGE, MARK, clashes
from multitrack.charts.svg_boxes import read_drawing
from multitrack.checks.message_trace import overhear, problem_at, spoken
from multitrack.lang.values import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from multitrack.charts.label_collisions import Clash
    from multitrack.errors import Problem
    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure

_INTO: Final = {EDGE: "runs out of the picture", MARK: "runs into a mark"}
_SHORTEN: Final = "shorten the words"
_NO_WORDS: Final = "no text file says it: give it more room in the figure"


def ill_fitting_labels(
    figures: Mapping[str, Figure], files: Mapping[str, bytes], languages: Sequence[Language], woven: Mapping[str, bytes]
) -> Iterator[Problem]:
    """Find the labels that leave their picture, or run into another label or a mark; the worst of a picture first.

    Parameters
    ----------
    figures
        By their ids.
    files
        The data package's files.
    languages
        Languages that know the numbers which their texts name.
    woven
        The woven files, in which the pictures stand as ``LANGUAGE/FIGURE.svg``; what else is made of them, under
        longer names, shows the same.
    """
    for language in languages:
        for path in filter(re.compile(rf"{language.code}/[^./]+\.svg").fullmatch, woven):
            if found := _worst(clashes(read_drawing(woven[path]))):
                yield from _traced(found, figures[PurePosixPath(path).stem], language, files)


def _worst(found: Iterable[Clash]) -> list[Clash]:
    """Return the worst clash of each label, the label that is farthest over first."""
    ordered = sorted(found, key=lambda clash: clash.over_px)
    return list(reversed({clash.label: clash for clash in ordered}.values()))


def _traced(
    found: Sequence[Clash], figure: Figure, language: Language, files: Mapping[str, bytes]
) -> Iterator[Problem]:
    """Draw a figure once more to hear which words it asks for, and name those of each label that does not fit."""
    heard = overhear(figure.draw, language)
    for clash in found:
        term = spoken(clash.label.text, heard)
        place, remedy = (term, _SHORTEN) if term else (Term("figures", (figure.figure_id,)), _NO_WORDS)
        yield problem_at(place, _says(clash, figure.figure_id), remedy, language=language, files=files)


def _says(clash: Clash, figure_id: str) -> str:
    how = _INTO[clash.into] if isinstance(clash.into, str) else f'runs into "{clash.into.text}"'
    size = f"{ceil(clash.over_px)} px too long for its place in {figure_id}"
    return f'the label "{clash.label.text}" is {size}, where it {how}'
