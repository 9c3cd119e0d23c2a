"""Words too long for their place in a chart or a table, traced to their messages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from multitrack.charts.label_collisions import EDGE, MARK, find_collisions
from multitrack.charts.svg_boxes import read_svg_boxes
from multitrack.errors import Problem
from multitrack.lang.language import Catalog
from multitrack.lang.values import Message
from multitrack.render.table_files import say_headers, say_seen
from multitrack.source.texts import read_text
from multitrack.typography.columns import TABLE_PT, get_inset, measure_unbroken_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from multitrack.charts.label_collisions import Collision
    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure, Table
    from multitrack.source.data_package import DataPackage

_SLOT: Final = re.compile(r"\{[a-z0-9][a-z0-9-]*\}")


@dataclass(frozen=True)
class _TracedCatalog(Catalog):
    """Words that record each message looked up."""

    heard: dict[Message, str] = field(default_factory=dict)

    def find(self, message: Message) -> str:
        words = super().find(message)
        self.heard[message] = words
        return words


def trace_messages(speak: Callable[[Language], object], language: Language) -> Mapping[Message, str]:
    """Return all messages that ``speak`` uses, with their words in the text file."""
    words = _TracedCatalog(language.words.folder, language.words.files)
    speak(replace(language, words=words))
    return words.heard


def find_message(text: str, heard: Mapping[Message, str]) -> Message | None:
    """Return the message with the largest share in a text or a word of it; None if no message has any."""
    share = {message: _share(words, text) for message, words in heard.items()}
    return max((message for message in share if share[message] > 0), key=lambda message: share[message], default=None)


def _share(words: str, text: str) -> float:
    """Return the number of characters of a text from a message's own words, without its slots."""
    parts = [part.strip() for part in _SLOT.split(words) if any(map(str.isalpha, part))]
    if parts and all(part in text for part in parts):
        return sum(map(len, parts))
    # If the text is only a part of several messages, the message with exactly these words wins.
    return len(text) - 0.5 if any(text in part for part in parts) else 0


def locate_problem(
    message: Message, found: str, remedy: str, *, language: Language, files: Mapping[str, bytes]
) -> Problem:
    """Return a problem at the line of a message in its text file.

    Parameters
    ----------
    found, remedy
        The fault and its remedy.
    files
        The data package's files, by their paths in the data folder.
    """
    name = f"{message.file}.yml"
    text, _ = read_text(f"{language.words.folder}/{name}", files[f"text/{language.code}/{name}"])
    return text.problem(message.path, found, remedy)


_INTO: Final = {EDGE: "runs out of the picture", MARK: "runs into a mark"}
_SHORTEN: Final = "shorten the words"
_NO_WORDS: Final = "no text file says it: give it more room in the figure"


def find_ill_fitting_labels(
    figures: Mapping[str, Figure], files: Mapping[str, bytes], languages: Sequence[Language], woven: Mapping[str, bytes]
) -> Iterator[Problem]:
    """Find labels that leave their picture or run into another label or a mark, the worst of a picture first.

    Parameters
    ----------
    figures
        By their ids.
    files
        The data package's files.
    languages
        Languages with the numbers that their texts name.
    woven
        The generated files with the pictures ``LANGUAGE/FIGURE.svg``; longer names are versions of the same.
    """
    for language in languages:
        for path in filter(re.compile(rf"{language.code}/[^./]+\.svg").fullmatch, woven):
            if found := _worst(find_collisions(read_svg_boxes(woven[path]))):
                yield from _traced(found, figures[PurePosixPath(path).stem], language, files)


def _worst(found: Iterable[Collision]) -> list[Collision]:
    """Return the worst collision of each label, the largest first."""
    ordered = sorted(found, key=lambda clash: clash.over_px)
    return list(reversed({clash.label: clash for clash in ordered}.values()))


def _traced(
    found: Sequence[Collision], figure: Figure, language: Language, files: Mapping[str, bytes]
) -> Iterator[Problem]:
    """Draw a figure again to record its messages, and yield the problem of each label that does not fit."""
    heard = trace_messages(figure.draw, language)
    for clash in found:
        message = find_message(clash.label.text, heard)
        place, remedy = (message, _SHORTEN) if message else (Message("figures", (figure.figure_id,)), _NO_WORDS)
        yield locate_problem(place, _says(clash, figure.figure_id), remedy, language=language, files=files)


def _says(clash: Collision, figure_id: str) -> str:
    how = _INTO[clash.into] if isinstance(clash.into, str) else f'runs into "{clash.into.text}"'
    size = f"{ceil(clash.over_px)} px too long for its place in {figure_id}"
    return f'the label "{clash.label.text}" is {size}, where it {how}'


_WIDTHS: Final = re.compile(r'widths="([\d.,]+)"')
_SLACK_PT: Final = 0.05
"""Tolerance for shares, which are written with four digits."""
_REMEDY: Final = "shorten it, or write it so that a line can break in it"


def find_ill_fitting_words(
    tables: Iterable[Table], package: DataPackage, languages: Sequence[Language], woven: Mapping[str, bytes]
) -> Iterator[Problem]:
    """Find words wider than their column in the PDF.

    Parameters
    ----------
    languages
        Languages with the numbers that their texts name.
    woven
            The generated files with the tables ``LANGUAGE/TABLE.md``.
    """
    for table in tables:
        for language in languages:
            inner = table.inner
            widths = _read_widths(woven[f"{language.code}/{table.table_id}.md"].decode())
            header, body = say_headers(inner, language), say_seen(inner, language)
            for place, parts in enumerate(measure_unbroken_parts(inner, header, body)):
                room = widths[place] / 100 * TABLE_PT - get_inset(place)
                for part, width in parts:
                    if width > room + _SLACK_PT:
                        found = f'the word "{part}" is {ceil(width - room)} pt too long for the column'
                        says = f'{found} "{header[place]}" of {table.table_id}'
                        yield _at(_origin(part, place, inner, (header, body), language), says, language, package)


def _read_widths(markdown: str) -> list[float]:
    """Return the column widths of a generated table in per cent."""
    found = _WIDTHS.search(markdown)
    return [float(width) for width in found[1].split(",")] if found else []


def _origin(
    part: str, place: int, table: Table, words: tuple[Sequence[str], Sequence[Sequence[str]]], language: Language
) -> Message | str:
    """Return the message behind a part of a column, or the data row if it is in no text file.

    For an identifier, which comes from neither, it is the column's own name.
    """
    header, body = words
    named = Message("labels", ("columns", table.columns[place].key))
    if part in header[place]:
        return named
    row = next(row for row, cells in zip(table.body, body, strict=True) if part in cells[place])
    return find_message(part, trace_messages(lambda one: one.say(row.cells[place]), language)) or next(
        iter(row.rows), named
    )


def _at(place: Message | str, found: str, language: Language, package: DataPackage) -> Problem:
    """Return a problem at a message in its text file, or at a row of the data."""
    if isinstance(place, Message):
        return locate_problem(place, found, _REMEDY, language=language, files=package.files)
    origin = package.origins[place]
    return Problem(origin.file, origin.line, "", found, _REMEDY)
