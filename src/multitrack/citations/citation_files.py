"""Citations of the edition as files that pages include."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from multitrack.citations.cite import HANDBOOKS
from multitrack.citations.page_metadata import make_report_head
from multitrack.citations.works import DATA, REPORT
from multitrack.render.markdown import escape, join_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from multitrack.citations.cite import Citation
    from multitrack.citations.source_study import SourceStudy
    from multitrack.citations.works import Work
    from multitrack.lang.language import Language, Speaker
    from multitrack.project import Profile

_PIECE: Final = re.compile(r"<(/?)(em|a)[^>]*>|([^<]+)")


def make_citation_files(
    works: Sequence[Work],
    citations: Mapping[str, Mapping[str, Citation]],
    study: SourceStudy | None,
    speakers: Iterable[tuple[Profile, Speaker]],
) -> dict[str, bytes]:
    """Return the files with citations that pages include: path in ``_generated/`` → bytes.

    For each language ``cite-report.md`` and ``cite-data.md``, ``cite-notes.md`` with the notes for the first figure,
    and ``citation.html`` for the page's head.
    """
    files: dict[str, bytes] = {}
    for profile, speaker in speakers:
        ours = citations[speaker.code]
        head = make_report_head(works, study, profile, speaker, ours[REPORT])
        files[f"{speaker.code}/citation.html"] = head.encode()
        files |= {f"{speaker.code}/cite-{one}.md": _references(ours[one], speaker) for one in (REPORT, DATA)}
        files |= {f"{speaker.code}/cite-notes.md": _notes(work, ours[work.work_id], speaker) for work in works[2:3]}
    return files


def _references(citation: Citation, language: Language) -> bytes:
    """Return the references to a work as Markdown, one for each handbook."""
    return _listed({language.label("citing", "styles", style): _markdown(citation.html[style]) for style in HANDBOOKS})


def _notes(work: Work, citation: Citation, language: Language) -> bytes:
    """Return the credit lines for reuse of a work as Markdown, with the licence's address as a link."""
    address = work.licence.url
    notes = {"shown": citation.from_note, "changed": citation.adapted_note}
    return _listed(
        {
            language.label("citing", key): escape(note).replace(escape(address), f"<{address}>")
            for key, note in notes.items()
        }
    )


def _listed(named: Mapping[str, str]) -> bytes:
    return (join_paragraphs(f"> **{escape(name)}** {text}" for name, text in named.items()) + "\n").encode()


def _markdown(html: str) -> str:
    """Convert inline HTML with ``em`` and ``a`` to Markdown; addresses become links to themselves."""
    written, linked = "", False
    for end, tag, text in _PIECE.findall(html):
        if tag == "a":
            linked = not end
            written += ">" if end else "<"
        elif tag:
            written += "*"
        else:
            written += unescape(text) if linked else _escape_inside(unescape(text))
    return written


def _escape_inside(text: str) -> str:
    """Escape a piece of a line as Markdown, and keep the spaces at its ends."""
    before, after = (" " if text[edge] == " " else "" for edge in (0, -1))
    return f"{before}{escape(text)}{after}" if text.strip() else " "
