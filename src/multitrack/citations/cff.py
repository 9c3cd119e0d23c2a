"""``CITATION.cff``: how to cite the edition, in the Citation File Format 1.2.0 that code hosts read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import yaml

from multitrack.errors import InputError, Problem

if TYPE_CHECKING:
    from multitrack.citations.archive_metadata import ArchiveRecord
    from multitrack.citations.source_study import SourceStudy
    from multitrack.project import Project

NAME: Final = "CITATION.cff"


def citation_file(edition: ArchiveRecord) -> bytes:
    """Return the file, in the language of the archive.

    It names the version and not the digest of the data, so that it changes with a release and not with every cell.
    """
    report, code = edition.report, edition.language.code
    content: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": edition.language.label("citing", "message"),
        "type": "dataset",
        "title": report.title[code],
        "abstract": edition.description,
        "authors": [{"name": author} for author in report.authors[code]],
        "version": report.version,
        "date-released": report.release.isoformat(),
        "license": report.licence.name,
        **({"url": report.url[code]} if report.url[code] else {}),
        "keywords": edition.keywords,
        **({"references": [_reference(edition.study)]} if edition.study else {}),
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120).encode()


def check_citation_file(project: Project, edition: ArchiveRecord) -> None:
    """Check that the project's own ``CITATION.cff`` says what data and configuration say.

    Raises
    ------
    InputError
        If it is missing or differs.
    """
    path = project.root / NAME
    if path.is_file() and path.read_bytes() == citation_file(edition):
        return
    found = "the file says something else than data and configuration" if path.exists() else "the file is missing"
    raise InputError([Problem(NAME, 0, "", found, f"run multitrack cite report --style cff > {NAME}")])


def _reference(study: SourceStudy) -> dict[str, Any]:
    first, _, last = study.pages.partition("-")
    facts = {
        "journal": study.journal, "volume": study.volume, "issue": study.issue, "start": first, "end": last,
        "issn": study.issn,
    }  # fmt: skip
    authors = [
        {"family-names": family, "given-names": given} if given else {"name": family} for family, given in study.authors
    ]
    return {
        "type": "article",
        "title": study.title,
        "authors": authors,
        "year": study.year,
        **{name: fact for name, fact in facts.items() if fact},
    }
