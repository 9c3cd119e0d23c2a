"""A folder to be written, and whether it may be: it is ours, or nobody's."""

from __future__ import annotations

import json
import os
import pwd
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import multitrack
from multitrack.errors import MachineError, UsageError
from multitrack.project import GENERATED, OUTPUT, PREVIEW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from multitrack.project import Project


@dataclass(frozen=True)
class Kind:
    """A kind of folder that this program makes.

    Attributes
    ----------
    noun
        What messages call one.
    manifest
        The file in it that names all others under ``files``, as the keys of a mapping or the ``path`` of each entry.
    keys
        What else that file has to say, so that it is taken for ours.
    ending
        What the name of a file ends with that the manifest cannot name, since it holds the manifest; it begins with
        the manifest's ``id``, which is the folder's name as well. Empty if there is none.
    """

    noun: str
    manifest: str
    keys: frozenset[str]
    ending: str = ""


EDITION: Final = Kind("an edition", "manifest.json", frozenset({"edition", "engine", "input"}))
WOVEN: Final = Kind("woven files", "woven.json", frozenset({"input", "versions"}))
KIT: Final = Kind("its kit", "metadata.json", frozenset({"id", "versioned_id", "data_sha256"}), ".zip")


@dataclass(frozen=True)
class Target:
    """A folder that is to be replaced whole.

    Attributes
    ----------
    folder
        As the caller named it.
    project
        Whose sources are safe from it.
    option
        By which another folder can be named; empty if none can.
    """

    folder: Path
    kind: Kind
    project: Project
    option: str = ""

    @cached_property
    def place(self) -> Path:
        """Where the folder really is."""
        return self.folder.resolve()

    def require_ours(self) -> None:
        """Require that the folder is absent, empty, or holds what we made and nothing else.

        Raises
        ------
        UsageError
            If it is anything else, or if no folder of ours belongs there; nothing has been changed.
        MachineError
            If that cannot be seen.
        """
        try:
            found = next(self._faults(), "")
        except (OSError, RuntimeError) as error:  # a loop of links is a runtime error to older Pythons
            raise MachineError.of(OSError(*error.args), self.folder, self.option) from None
        if found:
            ours = f"that is absent, empty, or holds nothing but {self.kind.noun}"
            remedy = f"name a folder with {self.option} {ours}" if self.option else "move it away"
            message = f"{self.project.name(self.folder)}: {found}; {remedy}"
            raise UsageError(message)

    def is_there(self) -> bool:
        """Tell whether there is anything in the folder, or in its place."""
        return os.path.lexists(self.folder) and not (self.place.is_dir() and not any(self.place.iterdir()))

    def _faults(self) -> Iterator[str]:
        """Yield why nothing may be written here; only the first of the reasons is sure to make sense."""
        if self.folder.is_symlink():
            yield "this is a link"
        if os.path.lexists(self.place) and not self.place.is_dir():
            yield "this is a file" if self.place.is_file() else "this is no folder"
        above = next(one for one in (self.place, *self.place.parents) if os.path.lexists(one))
        if not above.is_dir():
            yield f"{above} above it is no folder"
        if self.place.is_mount():
            yield "a file system begins here"
        for name, kept in _kept(self.project):
            if kept.is_relative_to(self.place):
                yield f"this is {name}" if kept == self.place else f"{name} is in it"
        made = {self.project.report.resolve() / name for name in (OUTPUT, PREVIEW, GENERATED)}
        if self.place not in made and any(self.place.is_relative_to(folder) for folder in _sources(self.project)):
            yield "it lies among the sources of the edition"
        if strangers := sorted(self._strangers()):
            others = f" and {len(strangers) - 1} more" if len(strangers) > 1 else ""
            yield f"it holds {strangers[0]!r}{others}, which this program has not made"

    def _strangers(self) -> list[str]:
        """Return the path of all that the folder holds and we have not made."""
        found = list(_entries(self.place)) if self.place.is_dir() else []
        known = _described(self.place, self.kind) if found else frozenset[str]()
        return [name for name, is_plain in found if not (is_plain and name in known)]


def output_of(project: Project) -> Target:
    """Return where the project's edition goes."""
    return Target(project.output, EDITION, project, "--out DIR")


def woven_of(project: Project) -> Target:
    """Return where what the pages take in is kept, so that a plain ``quarto render`` finds it."""
    return Target(project.report / GENERATED, WOVEN, project)


def keeps_woven(project: Project) -> bool:
    """Tell whether a build keeps what was woven: what goes elsewhere, or is a part, leaves the report as it is."""
    return project.output == project.report / OUTPUT


def _kept(project: Project) -> Iterator[tuple[str, Path]]:
    """Yield what is never replaced, whatever it holds."""
    yield "the project", project.root.resolve()
    yield "the report", project.report.resolve()
    yield "the data", project.data.resolve()
    yield "the program", Path(multitrack.__file__).resolve().parent
    for home in {os.environ.get("HOME", ""), *(user.pw_dir for user in pwd.getpwall() if user.pw_uid == os.geteuid())}:
        if home:
            yield "a home", Path(home).resolve()


def _sources(project: Project) -> tuple[Path, ...]:
    package = Path(multitrack.__file__).resolve().parent
    return project.report.resolve(), project.data.resolve(), package


def _entries(folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield the path of everything below a folder, and whether it is a plain file or folder."""
    for path in folder.iterdir():
        mode = path.lstat().st_mode
        yield path.name, stat.S_ISDIR(mode) or stat.S_ISREG(mode)
        if stat.S_ISDIR(mode):
            yield from ((f"{path.name}/{below}", is_plain) for below, is_plain in _entries(path))


def _described(folder: Path, kind: Kind) -> frozenset[str]:
    """Return the path of every file that the manifest of a folder names, of the manifest, and of their folders."""
    content = read_json(folder / kind.manifest)
    files: object = content.get("files") if kind.keys <= content.keys() else None
    if isinstance(files, list):
        entries = [cast("dict[str, Any]", one) for one in cast("list[object]", files) if isinstance(one, dict)]
        files = {entry.get("path"): entry for entry in entries}
    if not isinstance(files, dict) or (kind.ending and content.get("id") != folder.name):
        return frozenset()
    names = {str(name) for name in cast("dict[object, object]", files)} | {kind.manifest}
    names |= {f"{folder.name}{kind.ending}"} if kind.ending else set()
    return frozenset(names | {parent.as_posix() for name in names for parent in Path(name).parents})


def read_json(path: Path) -> dict[str, Any]:
    """Return the mapping that a JSON file holds; an empty one if it holds none or cannot be read."""
    try:
        content = json.loads(path.read_bytes()) if path.is_file() else None
    except (OSError, ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", content) if isinstance(content, dict) else {}
