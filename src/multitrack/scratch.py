"""Working folders, locked while in use, so that those left by killed processes can be told and removed.

::

    multitrack-x1y2z3/          or .build-output-x1y2z3/, beside the folder that it becomes
        multitrack.lock         marks the folder as ours, and is locked by its process
        work/                   the working files

The system gives a lock back however a process ends, and a folder without such a file is not ours, unless it is empty
and still has the mode, private and sticky, with which such folders alone are made.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from multitrack.errors import MachineError
from multitrack.interrupts import hold_interrupts

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Generator

LOCK: Final = "multitrack.lock"
WORK: Final = "work"
TEMPORARY: Final = "multitrack-"
"""Prefix of working folders in the folder for temporary files."""

_MODE: Final = stat.S_IRWXU | stat.S_ISVTX
_SAID: Final = b"A working folder of multitrack: in use as long as this file is locked, and otherwise left over.\n"


@contextmanager
def open_scratch(prefix: str = TEMPORARY, beside: Path | None = None, elsewhere: str = "TMPDIR") -> Generator[Path]:
    """Make an empty folder for the block, and remove it afterwards.

    Parameters
    ----------
    beside
        The parent folder; by default the folder for temporary files.
    elsewhere
        The option for another place.

    Raises
    ------
    MachineError
        If it cannot be made, or if the block fails to write in it or in an unnamed place.
    """
    place = beside or Path(tempfile.gettempdir())
    outer, lock = _make(prefix, place, elsewhere)
    try:
        yield outer / WORK
    except OSError as error:
        where = str(error.filename2 or error.filename or outer)
        if error.errno is None or not where.startswith(str(outer)):
            raise
        raise MachineError.of(error, place, elsewhere) from error
    finally:
        with hold_interrupts():
            _remove(outer)
            os.close(lock)
            _remove(outer)  # on Windows no open file can be removed


def sweep(folder: Path, prefix: str = TEMPORARY) -> None:
    """Remove the working folders of killed processes from a folder."""
    for outer in sorted(folder.glob(f"{prefix}*")):
        with contextlib.suppress(OSError):
            _remove_if_left_over(outer)


def _make(prefix: str, place: Path, elsewhere: str) -> tuple[Path, int]:
    outer = None
    try:
        with hold_interrupts():
            outer, lock = _begin(prefix, place)
            # Locked before it is marked as ours, since anyone may remove a marked folder that is unlocked. On a file
            # system without locks nobody can take the lock to remove it, so the folder is safe there, too.
            with contextlib.suppress(OSError):
                _lock(lock)
            os.write(lock, _SAID)
            (outer / WORK).mkdir()
    except (OSError, KeyboardInterrupt) as error:  # an interrupt that was held comes when all is made
        if outer:
            shutil.rmtree(outer, ignore_errors=True)
        if isinstance(error, OSError):
            raise MachineError.of(error, place, elsewhere) from error
        raise
    return outer, lock


def _begin(prefix: str, place: Path) -> tuple[Path, int]:
    """Make a folder and in it the file to lock; again if another process sweeps the folder away before there is one."""
    while True:
        outer = place.resolve() / f"{prefix}{secrets.token_hex(8)}"
        outer.mkdir(_MODE)
        try:
            return outer, os.open(outer / LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except FileNotFoundError:
            continue
        except OSError:
            outer.rmdir()
            raise


def _remove_if_left_over(outer: Path) -> None:
    if outer.is_symlink() or not (held_there := {entry.name for entry in outer.iterdir()}) <= {LOCK, WORK}:
        return
    if not held_there:
        found = outer.stat()
        if stat.S_IMODE(found.st_mode) == _MODE and found.st_uid == _owner():
            outer.rmdir()
        return
    lock = os.open(outer / LOCK, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        found = os.fstat(lock)
        if not stat.S_ISREG(found.st_mode) or found.st_uid != _owner() or os.read(lock, len(_SAID) + 1) != _SAID:
            return
        _lock(lock)
        _remove(outer)
    finally:
        os.close(lock)
    _remove(outer)  # as above


def _lock(file: int) -> None:
    """Lock an open file until it is closed; an OSError if another process has locked it."""
    if sys.platform == "win32":
        # Bytes that are locked there cannot be read: one is locked that the file does not have.
        os.lseek(file, len(_SAID) + 1, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _owner() -> int:
    """Return the number that files of this process are owned by."""
    return 0 if sys.platform == "win32" else os.geteuid()


def _remove(outer: Path) -> None:
    """Remove a working folder, its mark last, so that an interrupted removal can be completed later."""
    shutil.rmtree(outer / WORK, ignore_errors=True)
    if not os.path.lexists(outer / WORK):
        with contextlib.suppress(OSError):
            (outer / LOCK).unlink(missing_ok=True)
            outer.rmdir()
