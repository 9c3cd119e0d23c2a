"""Products of earlier builds, kept under the hash of all that they depend on.

A product is some files that a pure function makes from named inputs. They lie in ``.cache/multitrack`` of the project::

    KEY          "multitrack product KEY SHA256-OF-THE-REST", the names and sizes of the files as JSON, the files
    KIND.NAME    the same, with the inputs from which the product was last made: for the reasons and its look-ups

KEY is the hash of its name and of all inputs, among them the code and the versions of the packages. What does not read
like that to the last byte is made anew, so builds at the same time may share the folder, and anyone may remove it. File
times decide only what is dropped first when it grows too large.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import multitrack
from multitrack.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Files = Mapping[str, bytes]
    Inputs = Mapping[str, str | bytes]

LIMIT_BYTES: Final = 500_000_000
PLACE: Final = "MULTITRACK_CACHE"
"""Names another folder in the environment, or :data:`NOWHERE`."""
NOWHERE: Final = "none"

_FOLDER: Final = ".cache/multitrack"
_MAGIC: Final = b"multitrack product"
_NEW: Final = "new-"
_NAMED: Final = 5
"""The most inputs that a reason names."""
_PACKAGE: Final = Path(multitrack.__file__).parent
_IMPORT: Final = re.compile(rb"\bfrom multitrack\.([\w.]+) import (\([^)]*\)|.*)")
_NAME: Final = re.compile(rb"\w+")
_MENTION: Final = re.compile(rb"\bmultitrack\.(\w+(?:\.\w+)*)")
_FILES: Final = "*"
"""In place of a module's name: the other files of a folder."""
_PROGRAM: Final = "the program"
_PACKAGES: Final = "versions of packages"
_SAME: Final = "nothing that it depends on has changed"


class Wanted(NamedTuple):
    """A product asked for; what was kept of it is None if it has to be made."""

    record: str
    key: str
    digests: Mapping[str, str]
    kept: Files | None = None


@dataclass
class Products:
    """The products of a project.

    Attributes
    ----------
    folder
        None keeps nothing.
    reasons
        A line for each product that the build has asked for so far: why it was taken or made.
    fault
        The error for which nothing more is kept, if there was one.
    sources
        Name → hash of each source that the build began with, but for the texts of pages.
    require_unchanged
        Raises an error if a source is not as it was when the build began.
    """

    folder: Path | None = None
    reasons: list[str] = field(default_factory=list[str])
    fault: OSError | None = None
    sources: Mapping[str, str] = field(default_factory=dict[str, str])
    require_unchanged: Callable[[], None] = lambda: None
    _of_sources: list[tuple[Wanted, Files]] = field(default_factory=list["tuple[Wanted, Files]"])

    @classmethod
    def of(cls, root: Path) -> Products:
        """Return the products of the project in a folder.

        Call it before the modules that make products are imported: it notes the code that they are made with.
        """
        note_code()
        place = os.environ.get(PLACE)
        return cls(None if place == NOWHERE else Path(place or root / _FOLDER))

    def begin(self, sources: Mapping[str, str], require_unchanged: Callable[[], None]) -> None:
        """Begin a build."""
        self.sources, self.require_unchanged = sources, require_unchanged
        self.reasons.clear()
        self._of_sources.clear()

    def ask_of_sources(self, name: str) -> Wanted:
        """Look for a product of all sources but the texts of pages."""
        return self.ask("", name, self.sources) if self.sources else Wanted(f".{name}", "", {})

    def ask_without_data(self, kind: str, name: str, inputs: Inputs) -> Wanted:
        """Look for a product of inputs and of all sources but the texts of pages and the tables of data."""
        sources = {file: digest for file, digest in self.sources.items() if not file.endswith(".csv")}
        return self.ask(kind, name, {**sources, **inputs}) if sources else Wanted(f"{kind}.{name}", "", {})

    def keep_of_sources(self, wanted: Wanted, files: Files) -> Files:
        """Keep such a product, once it is sure that the sources were not changed as they were read, and return it."""
        if self.sources:
            self._of_sources.append((wanted, files))
        return files

    def make_of_sources(self, name: str, act: Callable[[], Files]) -> Files:
        """Return such a product, made if it is not kept."""
        wanted = self.ask_of_sources(name)
        return self.keep_of_sources(wanted, act()) if wanted.kept is None else wanted.kept

    def finish(self) -> None:
        """Require that the sources are as they were, and keep what was made of them.

        Raises
        ------
        MachineError
            If they were changed.
        """
        self.require_unchanged()
        while self._of_sources:
            self.keep(*self._of_sources.pop())

    def make(self, kind: str, name: str, inputs: Inputs, act: Callable[[], Files]) -> Files:
        """Return a product, made by ``act`` if it is not kept; the other parameters are those of :meth:`ask`."""
        wanted = self.ask(kind, name, inputs)
        return self.keep(wanted, act()) if wanted.kept is None else wanted.kept

    def make_traced(
        self,
        kind: str,
        name: str,
        inputs: Inputs,
        look_up: Callable[[str], str],
        act: Callable[[], tuple[Files, Mapping[str, str]]],
    ) -> Files:
        """Return a product that depends on inputs and on whatever it looks up while it is made.

        Parameters
        ----------
        look_up
            Name of something looked up → its present value.
        act
            Makes the product, and gives with it the names of all that was looked up and their values.
        """
        if self.folder is None:
            return act()[0]
        given = {*inputs, _PROGRAM, _PACKAGES}
        last = self._read_record(f"{kind}.{name}").keys() - given
        wanted = self.ask(kind, name, {**inputs, **{one: look_up(one) for one in last}})
        if wanted.kept is not None:
            return wanted.kept
        files, looked_up = act()
        return self.keep(_want(kind, name, {**inputs, **looked_up}), files)

    def ask(self, kind: str, name: str, inputs: Inputs) -> Wanted:
        """Look for a product.

        Parameters
        ----------
        kind
            The module or package below ``multitrack`` that makes it; its code and all that it uses are inputs, too.
            Empty for the whole program.
        name
            Its name, without ``/``.
        inputs
            All else that it depends on, by names for the reasons.
        """
        wanted = _want(kind, name, inputs)
        if self.folder is None:
            return wanted
        kept = _read(self.folder, wanted.key)
        self.reasons.append(f"made {name}: {self._say_change(wanted)}" if kept is None else f"kept {name}: {_SAME}")
        return wanted._replace(kept=kept)

    def keep(self, wanted: Wanted, files: Files) -> Files:
        """Keep a product just made, and return it."""
        if self.folder and not self.fault and _is_as_loaded():
            try:
                _write(self.folder, wanted.key, files)
                _write(self.folder, wanted.record, {"": json.dumps(wanted.digests).encode()})
            except OSError as error:
                self.fault = error
        return files

    def describe_fault(self) -> str:
        """Return why nothing is kept for the next build; empty if it is."""
        return (
            f"nothing is kept for the next build: {MachineError.of(self.fault, self.fault.filename2 or self.folder)}"
            if self.fault
            else ""
        )

    def has(self, kind: str) -> bool:
        """Test for any product of a kind."""
        return self.folder is not None and next(self.folder.glob(f"{kind}.*"), None) is not None

    def drop_oldest(self) -> None:
        """Drop the entries that were taken longest ago, if all together exceed the limit; no file of anyone else."""
        with contextlib.suppress(OSError):
            found = [(one.stat(), one) for one in (self.folder or Path()).iterdir()] if self.folder else []
            if sum(status.st_size for status, _ in found) <= LIMIT_BYTES:
                return
            found = [(status, path) for status, path in found if _is_entry(path)]
            excess = sum(status.st_size for status, _ in found) - LIMIT_BYTES
            for status, path in sorted(found, key=lambda one: one[0].st_mtime_ns):
                if excess <= 0:
                    break
                path.unlink(missing_ok=True)
                excess -= status.st_size

    def _say_change(self, wanted: Wanted) -> str:
        folder = self.folder or Path()
        if os.path.lexists(folder / wanted.key):
            return "what was kept of it is damaged"
        before, now = self._read_record(wanted.record), wanted.digests
        if not before:
            return "it was not made before"
        changed = sorted(key for key in before.keys() | now.keys() if before.get(key) != now.get(key))
        others = f" and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
        return f"changed: {', '.join(changed[:_NAMED])}{others}" if changed else "what was kept of it is gone"

    def _read_record(self, record: str) -> Mapping[str, str]:
        """Return the inputs from which a product was last made, with their hashes; none if it was not."""
        read = _read(self.folder, record) if self.folder else None
        return json.loads(read[""]) if read else {}


def _want(kind: str, name: str, inputs: Inputs) -> Wanted:
    digests = {key: _digest(value) for key, value in inputs.items()}
    digests |= {_PROGRAM: hash_code(kind), _PACKAGES: _describe_packages()}
    return Wanted(f"{kind}.{name}", _digest(json.dumps([kind, name, digests], sort_keys=True)), digests)


@cache
def hash_code(unit: str = "") -> str:
    """Return the hash of the code of a module or package and of all that it mentions, directly or not; else of all."""
    waiting, seen = [unit], dict[str, str]()
    while waiting:
        for one in _find_parts(waiting.pop()) - seen.keys():
            seen[one], code = note_code()[one]
            waiting += _find_mentions(code) if unit else ()
    return _digest(json.dumps(seen, sort_keys=True))


@cache
def _find_parts(mentioned: str) -> frozenset[str]:
    """Return a module with the other files of its folder, all of a package, or of a name in either the same."""
    code, names = note_code(), mentioned.split(".")
    for end in range(len(names), 0, -1):
        one, folder = ".".join(names[:end]), ".".join(names[: end - 1])
        if package := {unit for unit in code if unit.startswith(f"{one}.")}:
            return frozenset(package)
        if one in code:
            return frozenset({one} | (code.keys() & {f"{folder}.{_FILES}"}))
    return frozenset(() if mentioned else code)


@cache
def _find_mentions(code: bytes) -> tuple[str, ...]:
    """Return the names below ``multitrack`` in code: what it imports from modules and packages, and all else."""
    imported = [whole + b"." + name for whole, names in _IMPORT.findall(code) for name in _NAME.findall(names)]
    return tuple(name.decode() for name in [*imported, *_MENTION.findall(_IMPORT.sub(b"", code))])


@cache
def note_code() -> Mapping[str, tuple[str, bytes]]:
    """Return the code that this process was started with."""
    return _read_code()


@cache
def _is_as_loaded() -> bool:
    """Test the code for being the one that the modules were loaded from: else their products would be misnamed."""
    return _read_code() == note_code()


def _read_code() -> Mapping[str, tuple[str, bytes]]:
    """Return each module below ``multitrack``, and the other files of each folder, with its hash."""
    units: dict[str, list[Path]] = {}
    files = (path for path in _PACKAGE.rglob("*") if "__pycache__" not in path.parts and path.is_file())
    for path in sorted(files):
        *folders, _ = path.relative_to(_PACKAGE).parts
        units.setdefault(".".join([*folders, path.stem if path.suffix == ".py" else _FILES]), []).append(path)
    found: dict[str, tuple[str, bytes]] = {}
    for unit, paths in units.items():
        read = {path.name: path.read_bytes() for path in paths}
        found[unit] = (
            _digest(json.dumps({name: _digest(content) for name, content in read.items()})),
            b"".join(read.values()),
        )
    return found


@cache
def _describe_packages() -> str:
    installed = {path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")}
    return json.dumps([sys.version, sys.platform, *sorted(installed)])


def _digest(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def _read(folder: Path, name: str) -> Files | None:
    """Return the files of an entry; None if it is missing, or if a single byte is not as it was written."""
    try:
        head, _, rest = (folder / name).read_bytes().partition(b"\n")
    except OSError:
        return None
    if head != _head(name, rest):
        return None
    with contextlib.suppress(OSError):  # a folder that only can be read serves as well
        os.utime(folder / name)
    sizes, _, content = rest.partition(b"\n")
    files: dict[str, bytes] = {}
    start = 0
    for file, size in json.loads(sizes).items():
        files[file] = content[start : start + size]
        start += size
    return files


def _write(folder: Path, name: str, files: Files) -> None:
    """Write an entry in one step, so that nobody reads a part of it."""
    sizes = json.dumps({file: len(content) for file, content in files.items()}).encode()
    rest = b"\n".join([sizes, b"".join(files.values())])
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{_NEW}{secrets.token_hex(8)}"
    try:
        new.write_bytes(_head(name, rest) + b"\n" + rest)
        new.replace(folder / name)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink()
        raise


def _is_entry(path: Path) -> bool:
    """Test a file for an entry, whole or not, by how it begins."""
    with contextlib.suppress(OSError), path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC
    return False


def _head(name: str, rest: bytes) -> bytes:
    return b" ".join([_MAGIC, name.encode(), _digest(rest).encode()])
