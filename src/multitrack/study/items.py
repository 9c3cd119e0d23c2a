"""The items of a track as sections of its chapter, with the edition's additions in separate notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.values import Message, Ordinal, Pattern, Period, Verbatim, Year, label
from multitrack.render.markdown import escape, join_paragraphs, make_division
from multitrack.study.analysis.subjects import compare, find_meeting
from multitrack.study.tables.table_cells import join_values, say_date, say_meeting, say_place, say_venue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from multitrack.lang.language import Language
    from multitrack.lang.values import Value
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event, Meeting

_AGREES: Final = "full"
_AS_PRINTED: Final = "stated"


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
    note = " ".join(escape(language.say(sentence)) for sentence in _remarks(event, record))
    return join_paragraphs(
        [
            f"## {escape(title)} {{#sec-{event.event_id.lower()}}}",
            make_division(".item-line", [escape(language.say(_line(event)))]),
            _part("purpose", event, language),
            _part("outcome", event, language),
            make_division(".edition-note", [note]) if note else "",
        ]
    )


def _sections(dataset: Dataset, track: int, language: Language) -> str:
    events = dataset.events_of(track)
    return join_paragraphs(write_item(event, find_meeting(dataset, event), language) for event in events) + "\n"


def _part(name: str, event: Event, language: Language) -> str:
    text = language.say(Message("events", (event.event_id, name)))
    return f"**{escape(language.label('notes', name))}** {escape(text)}"


def _line(event: Event) -> Value:
    """Return the item's id, date and place."""
    where = [say_venue(event)] if event.city or event.country else []
    return join_values([Verbatim(event.event_id), say_date(event), *where], "facts")


def _remarks(event: Event, record: Meeting | None) -> Iterator[Value]:
    """Yield the sentences of the note on an item; none if heading, year and record agree."""
    points: Mapping[str, bool] = compare(event, record) if record else {}
    if event.heading_match == _AGREES and event.year_basis == _AS_PRINTED and all(points.values()):
        return
    if event.heading_match != _AGREES:
        yield _heading_remark(event)
    if event.year_basis != _AS_PRINTED:
        years: tuple[tuple[str, Value], ...] = (("printed", Year(event.year_printed)), ("year", Year(event.year)))
        yield Pattern(("notes", f"year-{event.year_basis}"), years)
    if record:
        yield from _record_remarks(record, points)


def _heading_remark(event: Event) -> Pattern:
    heading = Message("events", (event.event_id, "heading"))
    parts = (("heading", heading), ("meeting", say_meeting(event)), ("date", event.period or Year(event.year_printed)))
    if event.heading_match == "partial":
        return Pattern(("notes", f"heading-{'meeting' if event.heading_meeting_fits else 'year'}-only"), parts)
    return Pattern(("notes", f"heading-{event.heading_match}"), parts)


def _record_remarks(record: Meeting, points: Mapping[str, bool]) -> Iterator[Pattern]:
    """Yield the facts of the record, with the item's differences or omissions."""
    differs = [point for point, agrees in points.items() if not agrees]
    where = [say_place(record.city, record.country)] if record.city or record.country else []
    facts = join_values([Period(record.date_start, record.date_end), *where], "list")
    named = join_values([label("differences", difference) for difference in differs], "list")
    verdict = "record-differs" if differs else "record-agrees" if points else "record-alone"
    yield Pattern(("notes", verdict), (("facts", facts), ("differences", named)))
    if "number" in differs and record.ordinal:
        yield Pattern(("notes", "record-number"), (("number", Ordinal(record.ordinal)),))
