"""The items of a track as sections of its chapter, with heading, text and record compared in separate notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.values import NONE, Message, Ordinal, Pattern, Period, label
from multitrack.render.markdown import escape, join_paragraphs, make_division, make_span
from multitrack.study.analysis.subjects import compare, find_meeting
from multitrack.study.tables.table_cells import join_values, say_date, say_place, say_venue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from multitrack.lang.language import Language
    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event, Meeting

_AGREES: Final = "full"
_FITTING: Final = (_AGREES, "label")
"""Headings that mislead nobody: they announce the event of the text, by its number or by its topic."""


def make_item_files(dataset: Dataset, languages: Iterable[Language]) -> dict[str, bytes]:
    """Return ``LANGUAGE/items-track-N.md`` → Markdown, for each studied track."""
    return {
        f"{language.code}/items-track-{track.track}.md": _sections(dataset, track.track, language).encode()
        for language in languages
        for track in dataset.studied_tracks
    }


def write_item(event: Event, record: Meeting | None, language: Language) -> str:
    """Return an item as a section of level two: id, date and place, purpose, outcome, and the edition's note."""
    title = language.say(Message("events", (event.event_id, "title")))
    cells = _compare(event, record)
    said = [f"**{escape(language.label('notes', name))}**\\\n{escape(language.say(cell))}" for name, cell in cells]
    note = make_division(".edition-note", [make_division(".comparison", said)]) if said else ""
    return join_paragraphs(
        [
            f"## {escape(title)} {{#sec-{event.event_id.lower()}}}",
            make_division(".item-line", [_line(event, language, headed=not said)]),
            _part("purpose", event, language),
            _part("outcome", event, language),
            note,
        ]
    )


def _sections(dataset: Dataset, track: int, language: Language) -> str:
    events = dataset.events_of(track)
    return join_paragraphs(write_item(event, find_meeting(dataset, event), language) for event in events) + "\n"


def _part(name: str, event: Event, language: Language) -> str:
    text = language.say(Message("events", (event.event_id, name)))
    return f"**{escape(language.label('notes', name))}** {escape(text)}"


def _line(event: Event, language: Language, *, headed: bool) -> str:
    """Return the item's id, date and place, and the study's heading where no note has it."""
    where = [say_venue(event)] if event.city or event.country else []
    facts = [say_date(event), *where]
    if headed and event.heading_match != _AGREES:
        heading = (("heading", Message("events", (event.event_id, "heading"))),)
        facts.append(Pattern(("notes", "headed"), heading))
    joint = language.label("joints", "facts")
    code = make_span(f"#{event.event_id}", escape(event.event_id))
    return f"{code} {escape(joint)} " + escape(language.say(join_values(facts, "facts")))


def _compare(event: Event, record: Meeting | None) -> list[tuple[str, Value]]:
    """Return the words of heading, text and record on an item; nothing if no reader would be misled."""
    points: Mapping[str, bool] = compare(event, record) if record else {}
    differs = [label("differences", point) for point, agrees in points.items() if not agrees]
    if event.heading_match in _FITTING and not differs:
        return []
    heading, text = (Message("events", (event.event_id, part)) for part in ("heading", "meeting"))
    cells: list[tuple[str, Value]] = [
        ("heading-says", heading),
        ("text-describes", join_values([text, say_date(event)], "list")),
    ]
    if record:
        where = [say_place(record.city, record.country)] if record.city or record.country else []
        facts = join_values([Period(record.date_start, record.date_end), *where], "list")
        verdict = "record-differs" if differs else "record-agrees" if points else "record-alone"
        number: Value = Ordinal(record.ordinal) if record.ordinal and not points.get("number", True) else NONE
        parts = (("facts", facts), ("differences", join_values(differs, "list")), ("number", number))
        verdict += "-number" if number != NONE else ""
        cells.append(("record-has", Pattern(("notes", verdict), parts)))
    return cells
