"""Metadata for archives: CITATION.cff, .zenodo.json and RO-Crate."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import quote

import yaml

from multitrack.citations.page_metadata import describe_work
from multitrack.errors import InputError, Problem
from multitrack.project import KITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from multitrack.citations.source_study import SourceStudy
    from multitrack.citations.works import Work
    from multitrack.lang.language import Language, Speaker
    from multitrack.project import Profile, Project
    from multitrack.source.data_package import DataPackage

CITATION_FILE: Final = "CITATION.cff"


def make_citation_file(edition: ArchiveRecord) -> bytes:
    """Return ``CITATION.cff`` in the language of the archive.

    It has the version but not the digest of the data, so that it changes with a release and not with every cell.
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
        **({"doi": report.doi} if report.doi else {}),
        **({"url": report.url[code]} if report.url[code] else {}),
        "keywords": edition.keywords,
        **({"references": [_reference(edition.study)]} if edition.study else {}),
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120).encode()


def check_citation_file(project: Project, edition: ArchiveRecord) -> None:
    """Compare the project's own ``CITATION.cff`` with data and configuration.

    Raises
    ------
    InputError
        If it is missing or differs.
    """
    path = project.root / CITATION_FILE
    if path.is_file() and project.sources.read(path) == make_citation_file(edition):
        return
    found = "the file says something else than data and configuration" if path.exists() else "the file is missing"
    remedy = f"run multitrack cite report --style cff > {CITATION_FILE}"
    raise InputError([Problem(CITATION_FILE, 0, "", found, remedy)])


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


_ZENODO: Final = ".zenodo.json"
_CRATE: Final = "ro-crate-metadata.json"

_CRATE_STANDARD: Final = "https://w3id.org/ro/crate/1.1"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_KINDS: Final[Mapping[str, str]] = {
    ".bib": "application/x-bibtex", ".cff": "application/yaml", ".css": "text/css", ".csv": "text/csv",
    ".docx": f"{_OFFICE}.wordprocessingml.document", ".html": "text/html", ".json": "application/json",
    ".md": "text/markdown", ".pdf": "application/pdf", ".png": "image/png",
    ".ris": "application/x-research-info-systems", ".svg": "image/svg+xml", ".tex": "application/x-tex",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet", ".xml": "application/xml", ".yml": "application/yaml",
    ".zip": "application/zip",
}  # fmt: skip
"""Ending of a file → media type; Python's own table is another on each machine."""


@dataclass(frozen=True)
class ArchiveRecord:
    """An edition in one language, for archives: the first that the data package names."""

    works: Sequence[Work]
    study: SourceStudy | None
    language: Language
    profile: Profile

    @classmethod
    def of(
        cls,
        works: Sequence[Work],
        study: SourceStudy | None,
        package: DataPackage,
        profiles: Sequence[Profile],
        speakers: Sequence[Speaker],
    ) -> ArchiveRecord:
        """Return an edition in the language of the archive, or the report's first if the data package names none."""
        wanted = json.loads(package.files["datapackage.json"]).get("languages", ())
        pairs = {profile.code: (profile, language) for profile, language in zip(profiles, speakers, strict=True)}
        profile, language = next((pairs[code] for code in wanted if code in pairs), next(iter(pairs.values())))
        return cls(works, study, language, profile)

    @property
    def report(self) -> Work:
        """The report, which stands for the whole."""
        return self.works[0]

    @property
    def description(self) -> str:
        """A description of the edition in a sentence."""
        return str(self.profile.config.get("description", self.report.title[self.language.code]))

    @property
    def keywords(self) -> list[str]:
        """The subjects of the edition."""
        return [str(keyword) for keyword in self.profile.config.get("keywords", ())]


def make_archive_files(edition: ArchiveRecord, sizes: Mapping[str, int]) -> dict[str, bytes]:
    """Return ``CITATION.cff``, ``.zenodo.json`` and ``ro-crate-metadata.json``, given the sizes of all other files."""
    described = {CITATION_FILE: make_citation_file(edition), _ZENODO: _json(_describe_for_zenodo(edition))}
    known = {**sizes, **{name: len(content) for name, content in described.items()}}
    return {**described, _CRATE: _json(_describe_as_crate(edition, known))}


def _describe_for_zenodo(edition: ArchiveRecord) -> dict[str, Any]:
    """Return the metadata that Zenodo reads from a repository or an upload."""
    report, code = edition.report, edition.language.code
    return {
        "title": report.title[code],
        "upload_type": "dataset",
        "description": f"<p>{edition.description}</p>",
        "creators": [{"name": author} for author in report.authors[code]],
        "publication_date": report.release.isoformat(),
        "version": report.version,
        "access_right": "open",
        "license": report.licence.name.lower(),
        "keywords": edition.keywords,
        "notes": report.versioned_id,
        **({"references": [edition.study.reference]} if edition.study else {}),
    }


def _describe_as_crate(edition: ArchiveRecord, sizes: Mapping[str, int]) -> dict[str, Any]:
    """Return the edition as an RO-Crate 1.1 with the report as its root and a folder for each bundle."""
    graph: list[dict[str, Any]] = []
    kits = {f"{KITS[work.kind]}/{work.work_id}/": work for work in edition.works if work.within}
    within = {path: next((kit for kit in kits if path.startswith(kit)), "./") for path in sorted(sizes)}
    present = [kit for kit in kits if kit in within.values()]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        **describe_work(edition.report, edition.language, edition.study),
        "description": edition.description,
        "keywords": edition.keywords,
        "license": {"@id": edition.report.licence.url},
        "hasPart": [*_parts(within, "./"), *({"@id": kit} for kit in present)],
    }
    root["author"] = [{"@id": f"#author-{number}", **author} for number, author in enumerate(root["author"], 1)]
    _add(root | {"publisher": {"@id": root["author"][0]["@id"]}}, graph)
    for kit in present:
        described = {**describe_work(kits[kit], edition.language, None), "license": root["license"]}
        described |= {"author": [{"@id": author["@id"]} for author in root["author"]], "hasPart": _parts(within, kit)}
        _add({"@id": kit, "@type": "Dataset", **described}, graph)
    graph += _files(sizes)
    licence = edition.report.licence
    graph.append({"@id": licence.url, "@type": "CreativeWork", "name": licence.title, "identifier": licence.name})
    descriptor = {
        "@id": _CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _CRATE_STANDARD},
        "about": {"@id": "./"},
    }
    return {"@context": f"{_CRATE_STANDARD}/context", "@graph": [descriptor, *graph]}


def _parts(within: Mapping[str, str], folder: str) -> list[dict[str, str]]:
    return [{"@id": quote(path)} for path, kit in within.items() if kit == folder]


def _files(sizes: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for path in sorted(sizes):
        yield {
            "@id": quote(path),
            "@type": "File",
            "name": path.rpartition("/")[2],
            "encodingFormat": _KINDS.get(PurePosixPath(path).suffix, "text/plain"),
            "contentSize": str(sizes[path]),
        }


def _add(entity: dict[str, Any], graph: list[dict[str, Any]]) -> dict[str, str]:
    """Add an entity and the entities nested in it to the graph; return a reference to it.

    A crate is flat, and has single values without a list around them.
    """
    place = len(graph)
    graph.append({})
    name = entity.setdefault("@id", f"#part-{place}")
    graph[place] = {key: _flat(value, graph) for key, value in entity.items()}
    return {"@id": name}


def _flat(value: Any, graph: list[dict[str, Any]]) -> Any:  # noqa: ANN401  (JSON has no narrower type)
    if isinstance(value, list):
        flat = [_flat(entry, graph) for entry in cast("list[Any]", value)]
        return flat[0] if len(flat) == 1 else flat
    if isinstance(value, dict) and "@type" in value:
        return _add(cast("dict[str, Any]", value), graph)
    return cast("Any", value)


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
