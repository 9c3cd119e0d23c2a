"""Comparison of cited versions of figures and tables with the present ones."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import zipfile
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final, Self, cast

from multitrack.bundles.bundle_metadata import RECORD
from multitrack.bundles.data_csv import write_csv
from multitrack.citations.works import DATA, REPORT, normalise_id
from multitrack.errors import InputError, Problem, UsageError
from multitrack.lang.outputs import Table
from multitrack.project import KITS, LEDGER, list_files
from multitrack.render.figure_files import list_points
from multitrack.render.number_files import digest_files
from multitrack.render.table_files import say_headers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from multitrack.edition import Edition
    from multitrack.lang.outputs import Figure
    from multitrack.project import Project


@dataclass(frozen=True)
class Digests:
    """The digests behind a versioned identifier, each a sha256.

    Attributes
    ----------
    data
        Of the values, which are the same in all languages.
    specification
        Of the design: a chart's specification in all languages without its data, or a table's columns. The words of
        single marks and cells are in neither.
    """

    data: str
    specification: str


def digest_shown(shown: Figure | Table, edition: Edition) -> Digests:
    """Return the digests of a figure with its specifications, or of a table with its headers, in all languages."""
    if isinstance(shown, Table):
        body = [[row.rows, row.cells] for row in shown.body]
        names = {language.code: say_headers(shown, language) for language in edition.speakers}
        design = {"columns": [asdict(column) for column in shown.columns], "headers": names}
        return Digests(_digest(body), _digest(design))
    specs = edition.specifications[shown.figure_id]
    return Digests(_digest(list_points(shown)), _digest({code: _strip_data(spec) for code, spec in specs.items()}))


def _strip_data(spec: Any) -> Any:  # noqa: ANN401  (JSON has no narrower type)
    """Remove the rows of data sets from a chart's specification."""
    if isinstance(spec, dict):
        entries = cast("dict[str, Any]", spec)
        return {key: _strip_data(entry) for key, entry in entries.items() if key not in {"datasets", "values"}}
    if isinstance(spec, list):
        return [_strip_data(entry) for entry in cast("list[Any]", spec)]
    return spec


def _to_json(value: object) -> object:
    """Return a cell's value by its fields, so that no digest depends on the names of classes."""
    return {field.name: getattr(value, field.name) for field in fields(value)} if is_dataclass(value) else str(value)


def _digest(content: object) -> str:
    written = json.dumps(content, default=_to_json, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


_FORM: Final = "ID@VERSION+DIGITS"
_VERSION: Final = re.compile(r"\d+\.\d+\.\d+")
_DIGITS: Final = re.compile(r"[0-9a-f]{12}")
_PACKED: Final = (".zip", ".xlsx")
"""Endings of the files that hold the whole data package, beside its own."""
_NO_RECORD: Final = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, UsageError)
"""The errors of reading something else than a record."""


@dataclass(frozen=True)
class VersionedId:
    """The versioned identifier of a figure, a table, the report or the data, as cited."""

    identifier: str
    version: str
    digits: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``ID@VERSION+DIGITS``.

        Raises
        ------
        UsageError
            If a part is missing or malformed.
        """
        identifier, at, rest = normalise_id(text).partition("@")
        release, plus, digits = rest.partition("+")
        if not at:
            fault = "there is no version after the id"
        elif not identifier:
            fault = "there is no id before the @"
        elif not _VERSION.fullmatch(release):
            fault = f"the version {release!r} is not three numbers with dots between them"
        elif not plus:
            fault = "there are no digits after the version"
        elif not _DIGITS.fullmatch(digits):
            fault = f"the digits {digits!r} are not twelve of 0 to 9 and a to f"
        else:
            return cls(identifier, release, digits)
        message = f"{text}: {fault}; write {_FORM}"
        raise UsageError(message)

    def __str__(self) -> str:
        """Return the identifier as cited."""
        return f"{self.identifier}@{self.version}+{self.digits}"


@dataclass(frozen=True)
class State:
    """A state of a figure or a table: its versioned identifier and its digests."""

    versioned_id: VersionedId
    digests: Digests


@dataclass(frozen=True)
class Verdict:
    """The verdict on a cited state: lines of explanation, and equality with the present state."""

    lines: tuple[str, ...]
    same: bool


def check_cited(edition: Edition, text: str, record: Path | None = None) -> Verdict:
    """Compare a cited state with the present edition.

    Parameters
    ----------
    text
        The versioned identifier.
    record
        ``metadata.json`` of the cited bundle or data, or the ZIP of a bundle; by default, the last build and the ledger
        are searched.

    Raises
    ------
    UsageError
        If the identifier is malformed or unknown, or the record is invalid or of something else.
    """
    cited = VersionedId.parse(text)
    now = find_current_state(edition, cited.identifier)
    if cited == now.versioned_id:
        return Verdict((f"{cited} is still the same",), same=True)
    if cited.digits == now.versioned_id.digits:
        lines = [f"{cited} is still the same, now released as {now.versioned_id}"]
        if all(state.versioned_id.version != cited.version for state in _ledger(edition.project)):
            lines.append(f"but report/{LEDGER} has no release {cited.version}: compare it with the place that cites it")
        return Verdict(tuple(lines), same=True)
    then = _read_record(record, cited) if record else _find(edition.project, cited)
    parts = asdict(now.digests)
    if record and cited.identifier == DATA:
        parts = {name: hashlib.sha256(content).hexdigest() for name, content in edition.package.files.items()}
    if then is None:
        return Verdict((_doubt(cited), f"the present one is {now.versioned_id}"), same=False)
    changed = [part for part in {**then, **parts} if then.get(part) != parts.get(part)]
    difference = f"changed: {', '.join(changed) or 'the words of its marks or cells'}"
    return Verdict((f"{cited} has changed: it is now {now.versioned_id}", difference), same=False)


def find_current_state(edition: Edition, identifier: str) -> State:
    """Return the present state of a figure or a table, or of the report or the data.

    Raises
    ------
    UsageError
        If there is none; the message names the nearest.
    """
    if identifier in {REPORT, DATA}:
        return _package_state(edition.works[identifier].versioned_id)
    shown = edition.shown(identifier)
    return State(VersionedId.parse(edition.versions[identifier]), digest_shown(shown, edition))


def renew_ledger(project: Project) -> str:
    """Return the ledger with its release renewed from the last build; empty without bundles."""
    paths = sorted(project.output.glob(f"*/*/{RECORD}"))
    built = [state for path in paths if (state := _recorded(path))]
    if not built:
        return ""
    built += _recorded_package(project, built[0].versioned_id.version)
    old = [state for state in _ledger(project) if state.versioned_id.version != built[0].versioned_id.version]
    rows = ((one.versioned_id, one.digests.data, one.digests.specification) for one in (*old, *built))
    return write_csv(("versioned_id", "data_sha256", "specification_sha256"), rows)


def _doubt(cited: VersionedId) -> str:
    record = f"the {RECORD} of its export" if cited.identifier == DATA else f"the {RECORD} or the ZIP of its kit"
    remedy = f", or name {record} with --record FILE" if cited.identifier != REPORT else ""
    found = f"{cited} is not known: neither the last build nor report/{LEDGER} has it, and it may never have been"
    return f"{found}; compare every digit{remedy}"


def _find(project: Project, cited: VersionedId) -> Mapping[str, str] | None:
    """Return the digests of the cited state from the last build or the ledger."""
    paths = (project.output / folder / cited.identifier / RECORD for folder in KITS.values())
    built = (_recorded(path) for path in paths)
    found = (state for state in (*built, *_ledger(project)) if state and state.versioned_id == cited)
    return next((asdict(state.digests) for state in found), None)


def _recorded(path: Path) -> State | None:
    """Return the state recorded in a bundle of the last build; None if it is missing or unreadable."""
    try:
        return _state(json.loads(path.read_text(encoding="utf-8")))
    except _NO_RECORD:
        return None


def _package_state(versioned_id: str) -> State:
    """Return the state of the report or of the data, whose digits stand for all files of the package."""
    cited = VersionedId.parse(versioned_id)
    return State(cited, Digests(cited.digits, ""))


def _recorded_package(project: Project, version: str) -> list[State]:
    """Return the states of the report and the data in the last build."""
    files = {
        name: path.read_bytes()
        for name, path in list_files(project.output / DATA).items()
        if path.suffix not in _PACKED
    }
    return [_package_state(f"{one}@{version}+{digest_files(files)}") for one in (REPORT, DATA)] if files else []


def _ledger(project: Project) -> Iterator[State]:
    path = project.report / LEDGER
    if path.is_file():
        for number, row in enumerate(csv.DictReader(project.sources.read_text(path).splitlines()), start=2):
            try:
                yield _state(row)
            except _NO_RECORD:
                remedy = f"restore it from the release, as {_FORM} and two hashes"
                found = "the row is no state of a figure or a table"
                raise InputError([Problem(project.name(path), number, "", found, remedy)]) from None


def _read_record(record: Path, cited: VersionedId) -> Mapping[str, str]:
    """Return the digests in the record of a bundle, or those of the files in the record of the data."""
    try:
        if zipfile.is_zipfile(record):
            with zipfile.ZipFile(record) as archive:
                content = archive.read(f"{cited.identifier}/{RECORD}")
        else:
            content = record.read_bytes()
        said = json.loads(content)
        found = VersionedId.parse(said["versioned_id"])
        if found.identifier == DATA:
            digests = {name: file["sha256"] for name, file in said["files"].items() if not name.endswith(_PACKED)}
        else:
            digests = asdict(_state(said).digests)
    except (*_NO_RECORD, zipfile.BadZipFile, NotImplementedError):
        message = f"{record}: this is no {RECORD} of a kit and no ZIP that holds one of {cited.identifier}"
        raise UsageError(message) from None
    if found != cited:
        message = f"{record}: this is the record of {found}, not of {cited}"
        raise UsageError(message)
    return digests


def _state(written: object) -> State:
    said = cast("dict[str, Any]", written)
    digests = Digests(str(said["data_sha256"]), str(said["specification_sha256"]))
    return State(VersionedId.parse(str(said["versioned_id"])), digests)
