"""Everything of an edition that can be cited, cited in every language, and what the pages take in of it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final

from multitrack.citing.cite import HANDBOOKS, citations
from multitrack.citing.head import report_head
from multitrack.citing.study import read_study
from multitrack.citing.works import DATA, REPORT, make_works
from multitrack.engines.programs import ended_on_error
from multitrack.weave.markdown import escape, paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.citing.cite import Citation
    from multitrack.citing.study import Study
    from multitrack.citing.works import Work
    from multitrack.model.dataset import Dataset
    from multitrack.model.language import Language
    from multitrack.project import Project

_PIECE: Final = re.compile(r"<(/?)(em|a)[^>]*>|([^<]+)")


@dataclass(frozen=True)
class Cited:
    """An edition's works and how to cite them.

    Attributes
    ----------
    works
        The report, the data, the figures and the tables.
    citations
        Code of the language → ``work_id`` → citation.
    study
        What the edition is based on.
    files
        Path in ``_generated/`` → bytes: for each language ``cite-report.md`` and ``cite-data.md``, ``cite-notes.md``
        with the notes for the first figure, and ``citation.html``.
    """

    works: tuple[Work, ...]
    citations: Mapping[str, Mapping[str, Citation]]
    study: Study | None
    files: Mapping[str, bytes]


def cite_edition(project: Project, dataset: Dataset, languages: Sequence[Language]) -> Cited:
    """Cite an edition and all its parts in all languages.

    Parameters
    ----------
    languages
        All languages of the project in its order, knowing numbers and versions.

    Raises
    ------
    InputError
        If the configuration does not say what a citation needs.
    ProgramError
        If Pandoc fails.
    """
    works = make_works(dataset, project.profiles, languages, languages[0].versions)
    with ThreadPoolExecutor(len(languages) + 1) as pool, ended_on_error():
        reading = pool.submit(read_study, project)

        def cite(language: Language) -> Mapping[str, Citation]:
            return citations(works, language)

        cited = dict(zip((language.code for language in languages), pool.map(cite, languages), strict=True))
        study = reading.result()
    files: dict[str, bytes] = {}
    for profile, language in zip(project.profiles, languages, strict=True):
        ours = cited[language.code]
        head = report_head(works, study, profile, language, ours[REPORT])
        files[f"{language.code}/citation.html"] = head.encode()
        files |= {f"{language.code}/cite-{one}.md": _references(ours[one], language) for one in (REPORT, DATA)}
        files |= {f"{language.code}/cite-notes.md": _notes(ours[work.work_id], language) for work in works[2:3]}
    return Cited(works, cited, study, files)


def _references(citation: Citation, language: Language) -> bytes:
    """Return the references to a work for a page, one for each handbook."""
    return _listed({language.label("citing", "styles", style): _markdown(citation.html[style]) for style in HANDBOOKS})


def _notes(citation: Citation, language: Language) -> bytes:
    """Return what stands below a work that is shown elsewhere, for a page."""
    return _listed(
        {
            language.label("citing", "shown"): escape(citation.from_note),
            language.label("citing", "changed"): escape(citation.adapted_note),
        }
    )


def _listed(named: Mapping[str, str]) -> bytes:
    return (paragraphs(f"> **{escape(name)}** {text}" for name, text in named.items()) + "\n").encode()


def _markdown(html: str) -> str:
    """Return inline HTML with ``em`` and ``a`` as Markdown; an address is a link to itself."""
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
    """Return a piece of a line as Markdown without markup, with the spaces at its ends."""
    before, after = (" " if text[edge] == " " else "" for edge in (0, -1))
    return f"{before}{escape(text)}{after}" if text.strip() else " "
