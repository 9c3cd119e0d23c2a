"""The manifest of an edition, and the record of generated files: contents and origin."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, cast

import multitrack
from multitrack.engines.formats import FORMATS
from multitrack.errors import ChangedError
from multitrack.input_files import unify_text
from multitrack.project import GENERATED, KITS, MADE, list_files
from multitrack.publish.target import EDITION, WOVEN, read_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from multitrack.project import Project
    from multitrack.source.data_package import Release

MANIFEST: Final = EDITION.manifest

_RENDERED: Final = {".html", ".pdf", ".typ", ".docx"}
_PROGRAM: Final = "program"
_PARTS: Final = ("data", "report", _PROGRAM)
_PAGE: Final = ".qmd"
_CODE_ENDINGS: Final = {".py", ".lua", ".typ", ".html", ".csl"}


def describe_file(folder: Path, name: str, ids: Iterable[str], rows: Iterable[str]) -> dict[str, Any]:
    """Return the entry of a file of the output, with the figures and tables in it, and the source rows behind it."""
    content = (folder / name).read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    return {"path": name, "bytes": len(content), "sha256": sha256, "ids": [*ids], "rows": [*rows]}


@dataclass(frozen=True)
class Provenance:
    """The input and the programs of an output: equal origins give equal bytes.

    Attributes
    ----------
    versions
        The versions of the programs and fonts that shape the bytes, by name.
    input_sha256
        Hash of the data, the report's sources and the program's own code.
    """

    engine: str
    versions: Mapping[str, str]
    input_sha256: str

    def to_record(self) -> dict[str, Any]:
        """Return the origin for the manifest."""
        engine = {"name": self.engine, "versions": dict(self.versions)}
        return {"engine": engine, "input": {"sha256": self.input_sha256}}


def make_manifest(release: Release, origin: Provenance, files: Iterable[dict[str, Any]]) -> bytes:
    """Return the contents and the origin of an output folder as JSON with sorted keys and files."""
    entries = sorted(files, key=itemgetter("path"))
    content = {"edition": asdict(release), **origin.to_record(), "files": entries}
    return (json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


@dataclass(frozen=True)
class Inputs:
    """The input of a build: data, report sources and the program's code.

    Attributes
    ----------
    digests
        The part and the path in it → sha256, so that they are the same wherever the project is.
    states
        The state of each file on disk when it was read, which no change leaves as it was.
    """

    digests: Mapping[tuple[str, str], str]
    states: Mapping[Path, tuple[int, ...]]

    @classmethod
    def read(cls, project: Project) -> Self:
        """Read the input.

        Raises
        ------
        InputError
            If a source cannot be read.
        """
        files = _list_input(project)
        states = {path: _state(path) for path in files}
        digests: dict[tuple[str, str], str] = {}
        for path, (part, name) in sorted(files.items(), key=lambda one: (_PARTS.index(one[1][0]), one[1][1])):
            content = unify_text(path.read_bytes()) if part == _PROGRAM else project.sources.read(path)
            digests[part, name] = hashlib.sha256(content).hexdigest()
        return cls(digests, states)

    @property
    def sha256(self) -> str:
        """The hash of all."""
        lines = "".join(f"{name}\0{digest}\n" for (_, name), digest in self.digests.items())
        return hashlib.sha256(lines.encode()).hexdigest()

    @property
    def without_pages(self) -> Mapping[str, str]:
        """The hashes of all but the texts of the pages, by names for readers."""
        return {"/".join(key): digest for key, digest in self.digests.items() if not key[1].endswith(_PAGE)}

    def require_unchanged(self, project: Project) -> None:
        """Require that the input is still what it was, so that no output is a mixture of two.

        Raises
        ------
        ChangedError
            If it was changed meanwhile.
        """
        if {path: _state(path) for path in _list_input(project)} != self.states:
            message = "data, report or program were changed while the edition was built: build again"
            raise ChangedError(message)


def _list_input(project: Project) -> dict[Path, tuple[str, str]]:
    """Return every file of the input with its part and its path in it."""
    package = Path(multitrack.__file__).parent
    code = [path for path in package.rglob("*") if path.suffix in _CODE_ENDINGS and path.is_file()]
    data, report = project.sources.files(project.data), project.sources.files(project.report, without=MADE)
    report = _without_left_overs(project, report)
    parts = zip(_PARTS, (project.data, project.report, package), (data, report, code), strict=True)
    return {path: (part, path.relative_to(top).as_posix()) for part, top, paths in parts for path in paths}


def _state(path: Path) -> tuple[int, ...]:
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_ino, status.st_size, status.st_ctime_ns


def _without_left_overs(project: Project, report: Sequence[Path]) -> Sequence[Path]:
    """Return the files of a report but those that Quarto leaves beside a page that it renders alone."""
    pages = {path.with_suffix("") for path in report if path.suffix == _PAGE}
    pages |= {project.report / profile.output_name for profile in project.profiles}
    folders = {page.with_name(f"{page.name}_files") for page in pages}

    def is_left_over(path: Path) -> bool:
        return (path.suffix in _RENDERED and path.with_suffix("") in pages) or not folders.isdisjoint(path.parents)

    return [path for path in report if not is_left_over(path)]


def is_current(output: Path, origin: Provenance, documents: Iterable[str]) -> bool:
    """Test an output folder for the exact files of a build of this origin, with these documents and no others."""
    recorded = read(output)
    if recorded is None:
        return False
    same = all(recorded.get(part) == value for part, value in origin.to_record().items())
    entries = {entry["path"]: entry["sha256"] for entry in recorded["files"]}
    found = {name for name in entries if _is_document(name)}
    return same and found == set(documents) and all(_matches(output / name, sha) for name, sha in entries.items())


def read(output: Path) -> dict[str, Any] | None:
    """Return the manifest of an output folder as JSON values; None if it is missing or malformed."""
    content = read_json(output / MANIFEST)
    files: object = content.get("files")
    if not isinstance(files, list):
        return None
    return content if files and all(_is_entry(one) for one in cast("list[object]", files)) else None


def _is_entry(one: object) -> bool:
    """Test a value for an entry with a path inside the output."""
    entry = cast("dict[str, Any]", one) if isinstance(one, dict) else {}
    path = entry.get("path")
    return isinstance(path, str) and "sha256" in entry and not {"..", "/"} & {*Path(path).parts} and "\0" not in path


def _is_document(name: str) -> bool:
    """Test a file of the output for a report in one language, not a part of a bundle."""
    folder = Path(name).parts[0]
    return "/" in name and folder not in KITS.values() and Path(name).suffix.lstrip(".") in FORMATS


def _matches(path: Path, sha256: str) -> bool:
    try:
        return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        return False


_NAME: Final = WOVEN.manifest
_SHAPING: Final = (
    "altair", "deflate", "pyphen", "vl-convert-python", "fontpkg-source-code-pro", "fontpkg-source-sans-3",
    "fontpkg-source-serif-4", "uharfbuzz", "xlsxwriter",
)  # fmt: skip


def collect_versions() -> dict[str, str]:
    """Return the versions of the packages that shape charts, fonts, pages and workbooks."""
    return {name: version(name) for name in _SHAPING}


def mark_woven(folder: Path, project: Project) -> None:
    """Write the record of generated files and their origin beside them."""
    (folder / _NAME).write_text(json.dumps(_record(folder, project), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def is_woven(project: Project) -> bool:
    """Test the report for the exact files that generating would write."""
    folder = project.report / GENERATED
    return read_json(folder / _NAME) == _record(folder, project)


def _record(folder: Path, project: Project) -> Mapping[str, Any]:
    files = {name: path.read_bytes() for name, path in list_files(folder).items() if name != _NAME}
    return {
        "input": Inputs.read(project).sha256,
        "versions": collect_versions(),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
