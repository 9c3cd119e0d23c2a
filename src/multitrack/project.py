"""The project: its folders and its Quarto configuration."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from babel.core import Locale, UnknownLocaleError

from multitrack.errors import InputError, Problem, UsageError
from multitrack.input_files import Sources, load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator


def look_up(values: Mapping[str, Any], dotted: str) -> Any:  # noqa: ANN401  (YAML has no narrower type)
    """Return the value of a dotted key; None if there is none."""
    value: Any = values
    for key in dotted.split("."):
        value = cast("Mapping[str, Any]", value).get(key) if isinstance(value, Mapping) else None
    return value


def walk_leaves(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every dotted key without further keys, with its value."""
    for key, value in values.items():
        if isinstance(value, Mapping) and value:
            yield from walk_leaves(cast("Mapping[str, Any]", value), f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def list_files(folder: Path) -> dict[str, Path]:
    """Return all files below a folder by their paths in it, sorted."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return dict(sorted(found.items()))


LEDGER: Final = "versions.csv"
"""In the report folder: the digests of all figures and tables of each release, for checks of old identifiers."""
KITS: Final[Mapping[str, str]] = {"figure": "figures", "table": "tables"}
"""Kind of work → folder of its bundles in the output."""

CHECKSUMS: Final = "checksums.sha256"
"""In the report folder: checksums that every machine must reproduce."""
OUTPUT: Final = "_output"
PREVIEW: Final = "_preview"
GENERATED: Final = "_generated"
"""In the report folder: the whole edition, a part of it, and the files that pages include."""

MADE: Final = (OUTPUT, PREVIEW, GENERATED, CHECKSUMS, LEDGER)
"""Outputs in the report folder; all else are sources."""
MARKER: Final = "pyproject.toml"
_CONFIG: Final = "_quarto.yml"
_NEEDED: Final[Mapping[str, type]] = {
    "lang": str,
    "title": str,
    "subtitle": str,
    "output-file": str,
    "project.render": list,
    "project.output-dir": str,
}
"""Keys of a profile that the program reads → their types."""
_TEXTS: Final = ("project.render", "author", "keywords", "description")
"""Keys that hold a text or a list of texts."""
_CODE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")
_KINDS: Final[Mapping[type, str]] = {str: "a text", list: "a list"}


@dataclass(frozen=True)
class Profile:
    """One language of the report, described by its Quarto profile.

    Attributes
    ----------
    code
        Name of the profile, and of the language everywhere in the project.
    config
        ``_quarto.yml`` overridden by ``_quarto-CODE.yml``: mappings merge, lists add up, scalars replace.
    """

    code: str
    config: Mapping[str, Any]

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale of the profile's ``lang``."""
        return Locale.parse(self.config["lang"], sep="-")

    @property
    def page(self) -> str:
        """The page that the profile renders, relative to the report folder."""
        return self.config["project"]["render"][0]

    @property
    def bibliographies(self) -> list[str]:
        """The bibliographies, relative to the report folder."""
        named: object = self.config.get("bibliography") or []
        return [str(one) for one in _entries(named) or [named]] if named else []

    @property
    def output_name(self) -> str:
        """Name of the documents without their ending."""
        return self.config["output-file"]

    @property
    def output_folder(self) -> str:
        """Folder of the documents, relative to the report's output."""
        return Path(self.config["project"]["output-dir"]).name

    def document(self, form: str) -> str:
        """Return the document of a format, relative to the report's output."""
        return f"{self.output_folder}/{self.output_name}.{form}"


@dataclass(frozen=True)
class Project:
    """A project on disk.

    Attributes
    ----------
    root
        The folder with ``pyproject.toml``.
    data, report, output
        Folders of the data package, the Quarto project and the finished edition.
    """

    root: Path
    data: Path
    report: Path
    output: Path

    @classmethod
    def find(cls, start: Path, *, data: Path | None = None, output: Path | None = None) -> Project:
        """Return the project around ``start``: the nearest folder upward with a ``pyproject.toml`` and a report.

        Raises
        ------
        UsageError
            If there is none.
        """
        for folder in (start.resolve(), *start.resolve().parents):
            if (folder / MARKER).is_file() and (folder / "report" / _CONFIG).is_file():
                report = folder / "report"
                return cls(folder, data or folder / "data", report, output or report / OUTPUT)
        message = (
            f"no project in {start} or above it: call the program in a project's folder or name one with --project DIR"
        )
        raise UsageError(message)

    @cached_property
    def sources(self) -> Sources:
        """The source files of the project, and of a data package elsewhere."""
        elsewhere = () if self.data.is_relative_to(self.root) else (self.data.resolve(),)
        return Sources(self.root, (self.root, *elsewhere))

    def name(self, path: Path) -> str:
        """Return a path for messages, relative to the root if it lies below it."""
        return self.sources.name(path)

    def copy_sources(self, report: Path) -> dict[Path, bytes]:
        """Copy the report's sources into a new folder, and return them."""
        return self.sources.copy(self.report, report, without=MADE)

    def copy(self, root: Path) -> Project:
        """Copy all sources into an empty folder, and return the project there."""
        shutil.copyfile(self.root / MARKER, root / MARKER)
        self.copy_sources(root / "report")
        self.sources.copy(self.data, root / "data")
        return Project.find(root)

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """The report's languages, in the order of the profile group in ``_quarto.yml``.

        Raises
        ------
        InputError
            If a configuration file is missing or unreadable, or lacks a required key.
        """
        base = self._read(self.report / _CONFIG)
        groups = _entries(look_up(base, "profile.group"))
        codes = _entries(groups[0]) if groups else []
        if not codes:
            raise self._wrong(_CONFIG, "profile.group", "no group of profiles", "list one profile a language")
        for place, code in enumerate(codes):
            if not isinstance(code, str) or not _CODE.fullmatch(code):
                remedy = "take letters, digits and hyphens, in quotes where YAML would read something else"
                raise self._wrong(_CONFIG, "profile.group", f"{code!r} is no name of a language", remedy)
            if code in codes[:place]:
                raise self._wrong(_CONFIG, "profile.group", f"{code} is listed twice", "list each language once")
        return tuple(self._profile(code, base) for code in codes)

    def _profile(self, code: str, base: Mapping[str, Any]) -> Profile:
        file = f"_quarto-{code}.yml"
        profile = Profile(code, _merge(base, self._read(self.report / file)))
        for key, kind in _NEEDED.items():
            value = look_up(profile.config, key)
            if value is None or value == []:
                raise self._wrong(file, key, "no such key", "add it")
            if not isinstance(value, kind):
                raise self._wrong(file, key, f"found {value!r}", f"write {_KINDS[kind]}")
        self._check_texts(file, profile.config)
        self._require_inside(profile, file)
        try:
            _ = profile.locale
        except (ValueError, UnknownLocaleError):
            found = f"lang is {profile.config['lang']!r}, which names no known language"
            raise self._wrong(file, "lang", found, "take a BCP 47 name such as en or pt-BR") from None
        return profile

    def _check_texts(self, file: str, config: Mapping[str, Any]) -> None:
        """Require a text or a list of texts for each key that the program prints."""
        for key in _TEXTS:
            value = look_up(config, key)
            entries = _entries(value) or ([] if value in (None, []) else [value])
            for entry in entries:
                if not isinstance(entry, str) or not entry.strip():
                    raise self._wrong(file, key, f"found {entry!r}", "write a text, in quotes where YAML would not")

    def _require_inside(self, profile: Profile, file: str) -> None:
        """Refuse documents outside the output."""
        name, folder = profile.config["output-file"], profile.config["project"]["output-dir"]
        if not _is_name(name):
            raise self._wrong(file, "output-file", f"{name!r} is no name of a file", "write one without / and ..")
        if folder.count("/") != 1 or not folder.startswith(f"{OUTPUT}/") or not _is_name(folder.rpartition("/")[2]):
            found = f"{folder!r} is no folder in {OUTPUT}"
            raise self._wrong(file, "project.output-dir", found, f"write {OUTPUT}/ and a name, such as {profile.code}")

    def _read(self, path: Path) -> Mapping[str, Any]:
        content = load_yaml(self.name(path), self.sources.read_text(path))
        return cast("Mapping[str, Any]", content) if isinstance(content, Mapping) else {}

    def _wrong(self, file: str, key: str, found: str, remedy: str) -> InputError:
        return InputError([Problem(self.name(self.report / file), 0, key, found, remedy)])


def _is_name(text: str) -> bool:
    """Test a text for a plain file name: neither a path, nor ``.`` or ``..``."""
    return bool(text.strip(" .")) and not any(letter in "/\\" or not letter.isprintable() for letter in text)


def _entries(value: object) -> list[Any]:
    """Return the entries of a list; none of anything else."""
    return cast("list[Any]", value) if isinstance(value, list) else []


def _merge(under: Any, over: Any) -> Any:  # noqa: ANN401  (YAML has no narrower type)
    """Merge like Quarto: mappings key by key, lists one after the other, anything else replaced."""
    if isinstance(under, Mapping) and isinstance(over, Mapping):
        base, top = cast("Mapping[str, Any]", under), cast("Mapping[str, Any]", over)
        return {**base, **{key: _merge(base.get(key), value) for key, value in top.items()}}
    if isinstance(under, list) and isinstance(over, list):
        return [*cast("list[Any]", under), *cast("list[Any]", over)]
    return cast("Any", under) if over is None else over
