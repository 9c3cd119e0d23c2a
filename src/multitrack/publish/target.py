"""Target folders, which may be written only if they are ours, empty or absent."""

from __future__ import annotations

import json
import os
import stat
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import multitrack
from multitrack.errors import MachineError, UsageError
from multitrack.project import GENERATED, OUTPUT, PREVIEW

if sys.platform != "win32":
    import pwd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from multitrack.project import Project


@dataclass(frozen=True)
class Kind:
    """A kind of folder made by this program.

    Attributes
    ----------
    noun
        Its name in messages.
    manifest
        Its file that lists all others under ``files``, as the keys of a mapping or the ``path`` of each entry.
    keys
        Further keys required in that file.
    ending
        Ending of a file that the manifest cannot list, since the file contains the manifest; its name begins with the
        manifest's ``id``, the name of the folder, too. Empty if there is none.
    """

    noun: str
    manifest: str
    keys: frozenset[str]
    ending: str = ""


EDITION: Final = Kind("an edition", "manifest.json", frozenset({"edition", "engine", "input"}))
WOVEN: Final = Kind("woven files", "woven.json", frozenset({"input", "versions"}))
KIT: Final = Kind("its kit", "metadata.json", frozenset({"id", "versioned_id", "data_sha256"}), ".zip")
PACKAGE: Final = Kind("the data package", "metadata.json", frozenset({"id", "versioned_id"}))


@dataclass(frozen=True)
class Target:
    """A folder to be replaced whole.

    Attributes
    ----------
    project
        The project whose sources are to be protected.
    option
        The option for another folder; empty if there is none.
    """

    folder: Path
    kind: Kind
    project: Project
    option: str = ""

    @cached_property
    def place(self) -> Path:
        """The real path of the folder."""
        return self.folder.resolve()

    def require_ours(self) -> None:
        """Require that the folder is absent, empty, or holds only our files.

        Raises
        ------
        UsageError
            If it is anything else, or if none of our folders belongs there; nothing has been changed.
        MachineError
            If it cannot be read.
        """
        try:
            found = next(self._faults(), "")
        except (OSError, RuntimeError) as error:  # older versions of Python raise RuntimeError on a loop of links
            raise MachineError.of(OSError(*error.args), self.folder, self.option) from None
        if found:
            ours = f"that is absent, empty, or holds nothing but {self.kind.noun}"
            remedy = f"name a folder with {self.option} {ours}" if self.option else "move it away"
            message = f"{self.project.name(self.folder)}: {found}; {remedy}"
            raise UsageError(message)

    def is_there(self) -> bool:
        """Test for anything in the folder or in its place."""
        return os.path.lexists(self.folder) and not (self.place.is_dir() and not any(self.place.iterdir()))

    def _faults(self) -> Iterator[str]:
        """Yield reasons against writing here; the later ones may only follow from the first."""
        if self.folder.is_symlink():
            yield "this is a link"
        if os.path.lexists(self.place) and not self.place.is_dir():
            yield "this is a file" if self.place.is_file() else "this is no folder"
        above = next(one for one in (self.place, *self.place.parents) if os.path.lexists(one))
        if not above.is_dir():
            yield f"{above} above it is no folder"
        if os.path.ismount(self.place):
            yield "a file system begins here"
        project, program = self.project, Path(multitrack.__file__).parent
        sources = {"the report": project.report, "the data": project.data, "the program": program}
        never = [("the project", project.root), *sources.items(), *(("a home", Path(home)) for home in _homes())]
        for name, folder in never:
            if folder.resolve().is_relative_to(self.place):
                yield f"this is {name}" if folder.resolve() == self.place else f"{name} is in it"
        made = {project.report.resolve() / name for name in (OUTPUT, PREVIEW, GENERATED)}
        if self.place not in made and any(self.place.is_relative_to(one.resolve()) for one in sources.values()):
            yield "it lies among the sources of the edition"
        if strangers := sorted(self._strangers()):
            others = f" and {len(strangers) - 1} more" if len(strangers) > 1 else ""
            yield f"it holds {strangers[0]!r}{others}, which this program has not made"

    def _strangers(self) -> list[str]:
        """Return the paths of all files in the folder that are not ours."""
        found = list(_entries(self.place)) if self.place.is_dir() else []
        known = _described(self.place, self.kind) if found else frozenset[str]()
        return [name for name, is_plain in found if not (is_plain and name in known)]


def target_output(project: Project) -> Target:
    """Return the target of the project's edition."""
    return Target(project.output, EDITION, project, "--out DIR")


def target_woven(project: Project) -> Target:
    """Return the target of generated files, which a plain ``quarto render`` reads."""
    return Target(project.report / GENERATED, WOVEN, project)


def keeps_woven(project: Project) -> bool:
    """Test a project for keeping generated files: builds of a part or to another folder leave the report unchanged."""
    return project.output == project.report / OUTPUT


def _homes() -> set[str]:
    homes = {os.environ.get("HOME", ""), os.environ.get("USERPROFILE", "")}
    if sys.platform != "win32":
        homes |= {user.pw_dir for user in pwd.getpwall() if user.pw_uid == os.geteuid()}
    return homes - {""}


def _entries(folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield the path of everything below a folder, and True for plain files and folders."""
    for path in folder.iterdir():
        mode = path.lstat().st_mode
        yield path.name, stat.S_ISDIR(mode) or stat.S_ISREG(mode)
        if stat.S_ISDIR(mode):
            yield from ((f"{path.name}/{below}", is_plain) for below, is_plain in _entries(path))


def _described(folder: Path, kind: Kind) -> frozenset[str]:
    """Return the paths of all files in the manifest of a folder, of the manifest, and of their folders."""
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
    """Read a mapping from a JSON file; an empty one if there is none or the file is unreadable."""
    try:
        content = json.loads(path.read_bytes()) if path.is_file() else None
    except (OSError, ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", content) if isinstance(content, dict) else {}
