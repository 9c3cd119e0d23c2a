"""Where things stand: the project's folders and what its Quarto configuration says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, cast

import yaml
from babel.core import Locale, UnknownLocaleError

from multitrack.errors import InputError, Problem, UsageError

LEDGER: Final = "versions.csv"
"""In the report folder: the digests of every figure and table of each release, by which old identifiers are checked."""
KITS: Final[Mapping[str, str]] = {"figure": "figures", "table": "tables"}
"""Kind of what can be cited → the folder of its kits in the output."""

CHECKSUMS: Final = "checksums.sha256"
"""In the report folder: the checksums that every machine must reproduce."""
OUTPUT: Final = "_output"
PREVIEW: Final = "_preview"
GENERATED: Final = "_generated"
"""In the report folder: the whole edition, a part of it, and what the pages take in."""

_MADE: Final = frozenset({OUTPUT, PREVIEW, GENERATED, CHECKSUMS, LEDGER})
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
"""The keys of a profile that the program reads, and what YAML must make of them."""
_KINDS: Final[Mapping[type, str]] = {str: "a text", list: "a list"}


@dataclass(frozen=True)
class Profile:
    """One language of the report, as its Quarto profile describes it.

    Attributes
    ----------
    code
        The profile's name, which is the language's name everywhere in the project.
    config
        ``_quarto.yml`` with ``_quarto-CODE.yml`` over it: mappings merge, lists add up, scalars replace.
    """

    code: str
    config: Mapping[str, Any]

    @cached_property
    def locale(self) -> Locale:
        """Babel's rules for the profile's ``lang``."""
        return Locale.parse(self.config["lang"], sep="-")

    @property
    def page(self) -> str:
        """Name of the one page that the profile renders, relative to the report folder."""
        return self.config["project"]["render"][0]

    @property
    def output_name(self) -> str:
        """Name of the documents without their ending."""
        return self.config["output-file"]

    @property
    def output_folder(self) -> str:
        """Folder of the documents, relative to the report's output."""
        return Path(self.config["project"]["output-dir"]).name


@dataclass(frozen=True)
class Project:
    """A project on disk.

    Attributes
    ----------
    root
        The folder that holds ``pyproject.toml``.
    data, report, output
        The data package, the Quarto project, and where the finished edition goes.
    """

    root: Path
    data: Path
    report: Path
    output: Path

    @classmethod
    def find(cls, start: Path, *, data: Path | None = None, output: Path | None = None) -> Project:
        """Return the project that ``start`` lies in: the nearest folder upward with a ``pyproject.toml`` and a report.

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

    def name(self, path: Path) -> str:
        """Return a path as a reader of the project would write it: relative to its root where it lies below it."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    def sources(self) -> Iterator[Path]:
        """Yield the report's files that documents are made from: none that is hidden, and none that is made."""
        for top in sorted(self.report.iterdir()):
            for path in () if top.name in _MADE else (top, *sorted(top.rglob("*"))):
                hidden = any(part.startswith(".") for part in path.relative_to(self.report).parts)
                if not hidden and path.is_file():
                    yield path

    def copy_sources(self, report: Path) -> None:
        """Copy the report's sources into a folder that is made for them, as files that can be written."""
        for path in self.sources():
            copy = report / path.relative_to(self.report)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """The report's languages, in the order of the profile group in ``_quarto.yml``.

        Raises
        ------
        InputError
            If a configuration file is missing or unreadable, or lacks a key that the program needs.
        """
        base = self._read(self.report / _CONFIG)
        try:
            codes = [str(code) for code in base["profile"]["group"][0]]
        except (KeyError, IndexError, TypeError):
            raise self._wrong(_CONFIG, "profile.group", "no group of profiles", "list one profile a language") from None
        return tuple(self._profile(code, base) for code in codes)

    def _profile(self, code: str, base: Mapping[str, Any]) -> Profile:
        file = f"_quarto-{code}.yml"
        profile = Profile(code, _merge(base, self._read(self.report / file)))
        for key, kind in _NEEDED.items():
            value = _at(profile.config, key)
            if value is None or value == []:
                raise self._wrong(file, key, "no such key", "add it")
            if not isinstance(value, kind):
                raise self._wrong(file, key, f"found {value!r}", f"write {_KINDS[kind]}")
        self._require_inside(profile, file)
        try:
            _ = profile.locale
        except (ValueError, UnknownLocaleError):
            found = f"lang is {profile.config['lang']!r}, which names no known language"
            raise self._wrong(file, "lang", found, "take a BCP 47 name such as en or pt-BR") from None
        return profile

    def _require_inside(self, profile: Profile, file: str) -> None:
        """Refuse documents that would be written anywhere but in the output."""
        name, folder = profile.config["output-file"], profile.config["project"]["output-dir"]
        if not _is_name(name):
            raise self._wrong(file, "output-file", f"{name!r} is no name of a file", "write one without / and ..")
        if folder.count("/") != 1 or not folder.startswith(f"{OUTPUT}/") or not _is_name(folder.rpartition("/")[2]):
            found = f"{folder!r} is no folder in {OUTPUT}"
            raise self._wrong(file, "project.output-dir", found, f"write {OUTPUT}/ and a name, such as {profile.code}")

    def _read(self, path: Path) -> Mapping[str, Any]:
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise self._wrong(path.name, "", "the file is missing", "restore it") from None
        except UnicodeDecodeError:
            raise self._wrong(path.name, "", "the file cannot be read as UTF-8 text", "save it as UTF-8") from None
        except yaml.MarkedYAMLError as error:
            row = error.problem_mark.line + 1 if error.problem_mark else 0
            where = self.name(path)
            raise InputError([Problem(where, row, "", f"no valid YAML: {error.problem}", "correct it")]) from None
        return cast("Mapping[str, Any]", content) if isinstance(content, Mapping) else {}

    def _wrong(self, file: str, key: str, found: str, remedy: str) -> InputError:
        return InputError([Problem(self.name(self.report / file), 0, key, found, remedy)])


def _is_name(text: str) -> bool:
    """Tell whether a text names something in a folder: neither a path, nor the folder itself or the one above it."""
    return bool(text.strip(" .")) and not any(letter in "/\\" or not letter.isprintable() for letter in text)


def _at(config: Mapping[str, Any], dotted: str) -> Any:  # noqa: ANN401  (YAML has no narrower type)
    value: Any = config
    for key in dotted.split("."):
        value = cast("Mapping[str, Any]", value).get(key) if isinstance(value, Mapping) else None
    return value


def _merge(under: Any, over: Any) -> Any:  # noqa: ANN401  (YAML has no narrower type)
    """Merge as Quarto does: mappings key by key, lists one after the other, anything else replaced."""
    if isinstance(under, Mapping) and isinstance(over, Mapping):
        base, top = cast("Mapping[str, Any]", under), cast("Mapping[str, Any]", over)
        return {**base, **{key: _merge(base.get(key), value) for key, value in top.items()}}
    if isinstance(under, list) and isinstance(over, list):
        return [*cast("list[Any]", under), *cast("list[Any]", over)]
    return cast("Any", under) if over is None else over
