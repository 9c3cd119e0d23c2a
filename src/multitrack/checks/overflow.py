"""Words too long for their place in a chart or a table, traced to their messages."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Final

from multitrack.charts.canvas import Canvas
from multitrack.errors import Problem
from multitrack.lang.language import PLACEHOLDER, TracedCatalog
from multitrack.lang.values import Message
from multitrack.render.table_files import say_headers, say_seen
from multitrack.source.texts import read_text
from multitrack.typography.columns import TABLE_PT, get_inset, measure_unbroken_parts, share_widths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from multitrack.edition import Edition
    from multitrack.lang.language import Language, Speaker
    from multitrack.lang.outputs import Figure, Table
    from multitrack.render.figure_files import Chart
    from multitrack.source.data_package import DataPackage


def trace_messages(speak: Callable[[Language], object], language: Language) -> Mapping[Message, str]:
    """Return all messages that ``speak`` uses, with their words in the text file."""
    words = TracedCatalog(language.words.folder, language.words.files, {})
    speak(replace(language, words=words))
    return {message: entry for message, entry in words.heard.items() if isinstance(entry, str)}


def find_message(text: str, heard: Mapping[Message, str]) -> Message | None:
    """Return the message with the largest share in a text or a word of it; None if no message has any."""
    share = {message: _share(words, text) for message, words in heard.items()}
    return max((message for message in share if share[message] > 0), key=lambda message: share[message], default=None)


def _share(words: str, text: str) -> float:
    """Return the number of characters of a text from a message's own words, without its slots."""
    between = PLACEHOLDER.split(words)[::2]  # every second part is the name of a slot
    parts = [part.strip() for part in between if any(map(str.isalpha, part))]
    if parts and all(part in text for part in parts):
        return sum(map(len, parts))
    # If the text is only a part of several messages, the message with exactly these words wins.
    return len(text) - 0.5 if any(text in part for part in parts) else 0


def locate_problem(
    message: Message, found: str, remedy: str, *, language: Language, files: Mapping[str, bytes]
) -> Problem:
    """Return a problem at the line of a message in its text file, one of the data package's."""
    name = f"{message.file}.yml"
    text, _ = read_text(f"{language.words.folder}/{name}", files[f"text/{language.code}/{name}"])
    return text.problem(message.path, found, remedy)


def find_ill_fitting(edition: Edition, languages: Sequence[Speaker]) -> Iterator[Problem]:
    """Find all words and labels in some languages of an edition that have no room in its tables and figures."""
    outputs, package = edition.outputs, edition.package
    yield from find_ill_fitting_words(outputs.tables, package, languages)
    for figure in outputs.figures:
        for one in languages:
            yield from find_ill_fitting_labels(figure, edition.charts[figure.figure_id][one.code], one, package.files)


_SHORTEN: Final = "shorten the words"
_NO_WORDS: Final = "no text file says it: give it more room in the figure"


def find_ill_fitting_labels(
    figure: Figure, charts: Iterable[Chart], language: Language, files: Mapping[str, bytes]
) -> Iterator[Problem]:
    """Find labels that have no room in a figure, each where it is the most too long, the worst first.

    Parameters
    ----------
    charts
        The figure in all sizes, in a language with the numbers that its texts name.
    """
    worst: dict[str, tuple[float, Chart]] = {}
    for chart in charts:
        for label, over in chart.too_long.items():
            if over > worst.get(label, (0, chart))[0]:
                worst[label] = (over, chart)
    for label, (over, chart) in sorted(worst.items(), key=lambda entry: -entry[1][0]):
        heard = trace_messages(lambda one, size=chart.size: figure.draw(Canvas(one, size)), language)
        message = find_message(label, heard)
        place, remedy = (message, _SHORTEN) if message else (Message("figures", (figure.figure_id,)), _NO_WORDS)
        found = (
            f'the label "{label}" is {ceil(over)} px too long for its place in {figure.figure_id} ({chart.size.name})'
        )
        yield locate_problem(place, found, remedy, language=language, files=files)


_SLACK_PT: Final = 0.05
"""Tolerance for shares, which are written with four digits."""
_REMEDY: Final = "shorten it, or write it so that a line can break in it"


def find_ill_fitting_words(
    tables: Iterable[Table], package: DataPackage, languages: Sequence[Language]
) -> Iterator[Problem]:
    """Find words wider than their column in the PDF, in languages with the numbers that their texts name."""
    for table in tables:
        for language in languages:
            inner = table.inner
            header, body = say_headers(inner, language), say_seen(inner, language)
            columns = measure_unbroken_parts(inner, header, body)
            for place, (parts, share) in enumerate(zip(columns, share_widths(inner, columns), strict=True)):
                room = share * TABLE_PT - get_inset(place)
                for part, width in parts:
                    if width > room + _SLACK_PT:
                        found = f'the word "{part}" is {ceil(width - room)} pt too long for the column'
                        says = f'{found} "{header[place]}" of {table.table_id}'
                        yield _at(_origin(part, place, inner, (header, body), language), says, language, package)


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
