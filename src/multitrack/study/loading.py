"""Loading of the study: description, tables, texts; then checks of all against each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from multitrack.errors import Problem, Problems
from multitrack.lang.language import Catalog, Language
from multitrack.source.cells import cell_faults
from multitrack.source.data_package import DataFolder, Release
from multitrack.source.package import DESCRIPTION, Package, codebook_faults, read_package
from multitrack.source.sheets import Sheet, read_sheet
from multitrack.source.texts import (
    LABELS,
    TextFile,
    find_differences,
    find_pattern_faults,
    foreign_words,
    read_text,
    strip_placeholders,
)
from multitrack.study.claim_rules import find_claim_faults
from multitrack.study.coding import find_coding_faults, find_undescribed_codings, read_codings, strip_codings
from multitrack.study.coverage import Coverage, list_required_files
from multitrack.study.dataset import Dataset
from multitrack.study.records import (
    ROW_CLASSES,
    Records,
    find_impossible_dates,
    find_origins,
    find_undescribed,
    make_row,
    read_records,
)
from multitrack.study.rules import find_row_faults

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.project import Profile, Project

_CODEBOOK: Final = "CODEBOOK.md"


def load(project: Project) -> tuple[Dataset, tuple[Language, ...]]:
    """Read and check data and texts.

    Returns
    -------
    Dataset
        The rows and the bytes of all files.
    tuple of Language
        The languages in the order of the report's profiles, without any printed numbers.

    Raises
    ------
    InputError
        With every problem of the description, the tables and the texts.
    """
    loader = _Loader(DataFolder(project))
    problems = loader.problems
    profiles: tuple[Profile, ...] = ()
    with problems.catch():
        profiles = project.profiles
    package = loader.describe([profile.code for profile in profiles])
    sheets = loader.read_sheets(package)
    texts = {profile.code: loader.read_texts(profile.code) for profile in profiles}
    records = _check_rows(sheets, _scale_words(texts), problems)
    loader.require_texts(texts, list_required_files([resource.name for resource in package.resources]))
    _check_texts(sheets, texts, profiles, problems)
    dataset = Dataset(
        release=package.release,
        files=MappingProxyType(dict(sorted(loader.files.items()))),
        origins=MappingProxyType(dict(find_origins(sheets, records))),
        codings=tuple(row for name, found in records.items() if name not in ROW_CLASSES for row in found.rows),
        **{name: records[name].rows for name in ROW_CLASSES},
    )
    # Faulty rows and unreadable tables are left out, since they would only raise false alarms.
    if all(records[resource.name].whole for resource in package.resources if resource.name in ROW_CLASSES):
        problems.extend(find_claim_faults(records["claims"], dataset))
    problems.raise_any()
    return dataset, tuple(loader.make_language(profile, texts[profile.code]) for profile in profiles)


@dataclass(frozen=True)
class _Loader:
    """The files read so far, by their paths in the data folder, and all problems."""

    folder: DataFolder
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    problems: Problems = field(default_factory=Problems)

    def describe(self, languages: Sequence[str]) -> Package:
        """Return the package; an empty one if its description is unreadable, so that the texts are still checked."""
        folder, package, codebook = self.folder, Package(self.folder.name(DESCRIPTION), Release("", "", ""), ()), ""
        with self.problems.catch():
            self.files[_CODEBOOK] = folder.read(_CODEBOOK)
            codebook = folder.read_text(_CODEBOOK)
        with self.problems.catch():
            self.files[DESCRIPTION] = folder.read(DESCRIPTION)
            self.files[DESCRIPTION] = strip_codings(folder, self.files[DESCRIPTION])
            package = read_package(package.file, self.files[DESCRIPTION], languages)
            self.problems.extend(find_undescribed(package))
            self.problems.extend(find_undescribed_codings(package))
            self.problems.extend(codebook_faults(folder.name(_CODEBOOK), codebook, package) if codebook else ())
        return package

    def read_sheets(self, package: Package) -> Mapping[str, Sheet]:
        """Return the tables by their names, and find those that nothing describes."""
        sheets: dict[str, Sheet] = {}
        for resource in package.resources:
            with self.problems.catch():
                self.files[resource.path] = self.folder.read(resource.path)
                file = self.folder.name(resource.path)
                sheets[resource.name] = read_sheet(resource, file, self.files[resource.path])
        described = {resource.path for resource in package.resources}
        for path in self.folder.files(".csv") if described else ():
            if path not in described:
                found = f"{DESCRIPTION} does not describe this file"
                self.refuse(path, found, "describe it there or take it out of the folder")
        return sheets

    def read_texts(self, language: str) -> Mapping[str, TextFile]:
        """Return the text files of a language by their names without ending."""
        texts: dict[str, TextFile] = {}
        for path in self.folder.files(".yml", f"text/{language}"):
            with self.problems.catch():
                self.files[path] = self.folder.read(path)
                text, faults = read_text(self.folder.name(path), self.files[path])
                self.problems.extend(faults)
                texts[PurePosixPath(path).stem] = text
        return texts

    def require_texts(self, texts: Mapping[str, Mapping[str, TextFile]], required: Sequence[str]) -> None:
        """Find missing files: required in every language, or present in another one."""
        for name in dict.fromkeys((*required, *(name for found in texts.values() for name in found))):
            for code in texts:
                path = f"text/{code}/{name}.yml"
                if path not in self.files:
                    self.refuse(path, "the file is missing", "write it with the keys of the others")

    def refuse(self, path: str, found: str, remedy: str) -> None:
        """Find a whole file wrong."""
        self.problems.extend([Problem(self.folder.name(path), 0, "", found, remedy)])

    def make_language(self, profile: Profile, texts: Mapping[str, TextFile]) -> Language:
        """Return a language with its texts."""
        entries = MappingProxyType({name: text.entries for name, text in texts.items()})
        return Language(profile.code, profile.locale, Catalog(self.folder.name(f"text/{profile.code}"), entries))


def _check_rows(
    sheets: Mapping[str, Sheet], scale_words: Mapping[str, frozenset[str]], problems: Problems
) -> Mapping[str, Records[Any]]:
    problems.extend(cell_faults(tuple(sheets.values())))
    for sheet in sheets.values():
        problems.extend(find_impossible_dates(sheet))
    codings = read_codings(sheets, problems)
    problems.extend(find_coding_faults(codings))
    rows = {name: _records(sheets.get(name), row_class, problems) for name, row_class in ROW_CLASSES.items()}
    records: dict[str, Records[Any]] = {**rows, **codings}
    problems.extend(find_row_faults(records, scale_words))
    return records


def _records(sheet: Sheet | None, row_class: type[Any], problems: Problems) -> Records[Any]:
    if sheet is None or not sheet.resource.fields.keys() >= row_class.__dataclass_fields__.keys():
        return Records("", (), whole=False)
    return read_records(sheet, partial(make_row, row_class), problems.lines(sheet.file))


def _check_texts(
    sheets: Mapping[str, Sheet],
    texts: Mapping[str, Mapping[str, TextFile]],
    profiles: tuple[Profile, ...],
    problems: Problems,
) -> None:
    for profile in profiles:
        if LABELS in texts[profile.code]:
            problems.extend(find_pattern_faults(texts[profile.code][LABELS], profile.locale))
    for name in dict.fromkeys(name for files in texts.values() for name in files):
        problems.extend(find_differences([files[name] for files in texts.values() if name in files]))
    for profile in profiles:
        problems.extend(Coverage(sheets, texts[profile.code], problems.places).faults())
    problems.extend(foreign_words(texts))


def _scale_words(texts: Mapping[str, Mapping[str, TextFile]]) -> Mapping[str, frozenset[str]]:
    """Return the words of each scale in all languages, in lower case; scales without a word are left out."""
    words: dict[str, frozenset[str]] = {}
    for files in texts.values():
        for path, text in files[LABELS].words.items() if LABELS in files else ():
            if path[0] == "scales":
                words[path[-1]] = words.get(path[-1], frozenset()) | {*strip_placeholders(text).casefold().split()}
    return {scale: found for scale, found in words.items() if found}
