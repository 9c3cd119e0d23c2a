"""The manifest of an edition and the mark of woven files: what they were made from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, cast

import multitrack
from multitrack.project import GENERATED, KITS, MADE
from multitrack.publish.target import EDITION, WOVEN, read_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from multitrack.project import Project
    from multitrack.source.data_package import Release

NAME: Final = EDITION.manifest

_CODE_ENDINGS: Final = {".py", ".lua", ".typ", ".html", ".csl"}


@dataclass(frozen=True)
class Entry:
    """One file of the output.

    Attributes
    ----------
    path
        Relative to the output folder, with ``/`` between the parts.
    bytes
        Its size.
    sha256
        Hash of its content.
    ids, rows
        The figures and tables in it, and the data rows that they and its numbers come from.
    """

    path: str
    bytes: int
    sha256: str
    ids: tuple[str, ...]
    rows: tuple[str, ...]

    @classmethod
    def of(cls, folder: Path, path: Path, ids: Iterable[str], rows: Iterable[str]) -> Self:
        """Describe a file that lies in the output folder."""
        content = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        return cls(name, len(content), hashlib.sha256(content).hexdigest(), tuple(ids), tuple(rows))


@dataclass(frozen=True)
class Origin:
    """What an output is made from and with: equal origins give equal bytes.

    Attributes
    ----------
    engine
        The engine's name.
    versions
        The versions of the programs and fonts that shape the bytes, by name.
    input_sha256
        Hash of the data, the report's sources and the program's own code.
    """

    engine: str
    versions: Mapping[str, str]
    input_sha256: str

    def to_record(self) -> dict[str, Any]:
        """Return the origin as the manifest holds it."""
        engine = {"name": self.engine, "versions": dict(self.versions)}
        return {"engine": engine, "input": {"sha256": self.input_sha256}}


@dataclass(frozen=True)
class Manifest:
    """What an output folder holds and what it was made from."""

    release: Release
    origin: Origin
    files: tuple[Entry, ...]

    def to_json(self) -> bytes:
        """Return the manifest as JSON with sorted keys and files."""
        content = {
            "edition": asdict(self.release),
            **self.origin.to_record(),
            "files": [asdict(entry) for entry in sorted(self.files, key=lambda entry: entry.path)],
        }
        return (json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def hash_input(project: Project) -> str:
    """Return the sha256 over everything that a build reads: data, report sources and the program's code.

    The same files give the same hash wherever they lie: only names relative to their folder count.

    Raises
    ------
    InputError
        If a source cannot be read.
    """
    package = Path(multitrack.__file__).parent
    code = [path for path in package.rglob("*") if path.suffix in _CODE_ENDINGS and path.is_file()]
    data, report = project.sources.files(project.data), project.sources.files(project.report, without=MADE)
    digest = hashlib.sha256()
    for top, paths in ((project.data, data), (project.report, report), (package, code)):
        read = Path.read_bytes if top == package else project.sources.read
        named = {path.relative_to(top).as_posix(): path for path in paths}
        for name in sorted(named):
            digest.update(f"{name}\0{hashlib.sha256(read(named[name])).hexdigest()}\n".encode())
    return digest.hexdigest()


def is_current(output: Path, origin: Origin, documents: Iterable[str]) -> bool:
    """Say whether an output folder already holds what a build would make, every byte of it.

    Parameters
    ----------
    origin
        What the build would be made from and with.
    documents
        The documents asked for, relative to the output folder: all of them and no others must be there.
    """
    recorded = read(output)
    if recorded is None:
        return False
    same = all(recorded.get(part) == value for part, value in origin.to_record().items())
    entries = {entry["path"]: entry["sha256"] for entry in recorded["files"]}
    found = {name for name in entries if _is_document(name)}
    return same and found == set(documents) and all(_matches(output / name, sha) for name, sha in entries.items())


def read(output: Path) -> dict[str, Any] | None:
    """Return the manifest of an output folder as JSON has it; None if there is none that is well-formed."""
    content = read_json(output / NAME)
    files: object = content.get("files")
    if not isinstance(files, list):
        return None
    return content if files and all(_is_entry(one) for one in cast("list[object]", files)) else None


def _is_entry(one: object) -> bool:
    """Tell whether this is an entry whose path leads to nothing outside the output."""
    entry = cast("dict[str, Any]", one) if isinstance(one, dict) else {}
    path = entry.get("path")
    return isinstance(path, str) and "sha256" in entry and not {"..", "/"} & {*Path(path).parts} and "\0" not in path


def _is_document(name: str) -> bool:
    """Tell whether a file of the output is a report in one language, and no part of a kit."""
    folder = Path(name).parts[0]
    return "/" in name and folder not in KITS.values() and Path(name).suffix in {".html", ".pdf"}


def _matches(path: Path, sha256: str) -> bool:
    try:
        return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        return False


_NAME: Final = WOVEN.manifest
_SHAPING: Final = (
    "altair",
    "deflate",
    "vl-convert-python",
    "fontpkg-source-sans-3",
    "fontpkg-source-serif-4",
    "uharfbuzz",
)


def shaping_versions() -> dict[str, str]:
    """Return the packages that shape charts, fonts and pages, and their versions."""
    return {name: version(name) for name in _SHAPING}


def mark_woven(folder: Path, project: Project) -> None:
    """Write beside woven files what they are and what they were made from."""
    (folder / _NAME).write_text(json.dumps(_record(folder, project), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def is_woven(project: Project) -> bool:
    """Say whether the report holds every file that weaving would put there, byte for byte."""
    folder = project.report / GENERATED
    return read_json(folder / _NAME) == _record(folder, project)


def _record(folder: Path, project: Project) -> Mapping[str, Any]:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    files.pop(_NAME, None)
    return {
        "input": hash_input(project),
        "versions": shaping_versions(),
        "files": {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()},
    }
