"""Staging of the output folder: made beside the old one, and put in its place in one step."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from multitrack.bundles.zip_files import require_inside
from multitrack.errors import MachineError
from multitrack.interrupts import hold_interrupts
from multitrack.scratch import open_scratch

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from multitrack.publish.target import Target

BUILDING: Final = ".build-"
"""Prefix of working folders that become outputs."""

put_in_place: Final[list[Path]] = []
"""The folders replaced by this process, reported however it ends."""

_EXCHANGE: Final = 2
"""``RENAME_EXCHANGE`` of Linux, ``RENAME_SWAP`` of macOS."""
_HERE: Final = -100
"""``AT_FDCWD`` of Linux."""


@contextmanager
def stage(target: Target) -> Generator[Path]:
    """Make an empty folder that becomes the target if the block succeeds, and is removed if it fails.

    The target need not exist, and stays unchanged until the end.

    Raises
    ------
    UsageError
        If the target is not ours, at the start or at the end.
    MachineError
        If the folder above it cannot be written.
    """
    place = target.place
    with lock_folder(place.parent):
        target.require_ours()
    with _parents(target), open_scratch(f"{BUILDING}{place.name.strip('_.')}-", place.parent, target.option) as work:
        new, old = work / "new", work / "old"
        new.mkdir()
        yield new
        new.chmod(0o755)
        with lock_folder(place.parent):
            target.require_ours()
            with hold_interrupts():
                try:
                    _replace(place, new, old)
                except OSError as error:
                    raise MachineError.of(error, target.folder, target.option) from error
                put_in_place.append(target.folder)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder; the names are paths relative to it.

    Raises
    ------
    OSError
        If one cannot be written; the error names it.
    InputError
        If a name leads out of the folder.
    """
    for name, content in files.items():
        path = folder / require_inside(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            error.filename = str(path)  # the error of a full disk does not name the file
            raise


@contextmanager
def lock_folder(folder: Path) -> Generator[None]:
    """Lock a folder against other builds that read or replace its contents."""
    with contextlib.ExitStack() as opened:
        # The folder does not exist yet, or the system or file system has no locks of folders.
        with contextlib.suppress(OSError):
            if sys.platform != "win32":
                lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
                opened.callback(os.close, lock)
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _parents(target: Target) -> Generator[None]:
    """Make the parents of a target, and remove the new ones if the block fails."""
    missing = [parent for parent in target.place.parents if not os.path.lexists(parent)]
    try:
        try:
            target.place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise MachineError.of(error, target.folder, target.option) from error
        yield
    except BaseException:
        for parent in missing:
            with contextlib.suppress(OSError):
                parent.rmdir()
        raise


def _replace(place: Path, new: Path, old: Path) -> None:
    """Replace ``place`` by ``new`` in one step or, if the system cannot, in two steps that can be undone."""
    if exchange(place, new):
        return
    if place.is_dir() and any(place.iterdir()):
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders; return False if this system or file system cannot."""
    if sys.platform == "win32":
        return False
    first, second = os.fsencode(one), os.fsencode(other)
    system = ctypes.CDLL(None)
    if sys.platform == "darwin":
        return hasattr(system, "renamex_np") and system.renamex_np(first, second, _EXCHANGE) == 0
    return hasattr(system, "renameat2") and system.renameat2(_HERE, first, _HERE, second, _EXCHANGE) == 0
