"""``python -m multitrack`` and the ``multitrack`` command: its beginning, its last words and its status.

0 is done, 1 wrong input, 2 a wrong call, 3 a failed program or machine.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, cast

from rich.console import Console

from multitrack.characters import escape_unprintable
from multitrack.errors import InputError, MachineError, MultitrackError
from multitrack.interrupts import hold_interrupts, ignore_interrupts, take_interrupts

if TYPE_CHECKING:
    from types import ModuleType

_INTERRUPTED: Final = 130
_BROKEN_PIPE: Final = 141
_TRACEBACK: Final = "MULTITRACK_TRACEBACK"
"""Set in the environment, a fault of the program is shown with its stack."""
_NO_MEMORY: Final = ("can't start new thread", "Cannot allocate memory", "failed to map segment")
"""Words of Python and of the loader of libraries where the system gives them none."""


def main() -> None:
    """Run the program and end it."""
    take_interrupts()
    try:
        _run()
    except InputError as error:
        count = len(error.problems)
        _end(
            error.exit_status,
            f"{escape_unprintable(str(error))}\n{count} problem{'' if count == 1 else 's'}; nothing was changed",
        )
    except MultitrackError as error:
        _end(error.exit_status, f"multitrack: {escape_unprintable(str(error))}")
    except BrokenPipeError:
        _end(_BROKEN_PIPE)  # who reads has read enough
    except OSError as error:
        # What is written to files is named where that fails; what is printed is not.
        place = None if error.filename else "the standard output"
        _end(MachineError.exit_status, f"multitrack: {MachineError.of(error, place)}")
    except KeyboardInterrupt:
        _end(_INTERRUPTED, f"multitrack: interrupted; {_what_changed()}")
    except Exception as fault:
        if isinstance(fault, MemoryError) or any(words in str(fault) for words in _NO_MEMORY):
            refused = OSError(errno.ENOMEM, os.strerror(errno.ENOMEM), "the program")
            _end(MachineError.exit_status, f"multitrack: {MachineError.of(refused)}")
        # Input is refused where it is read: whatever comes as far as this is a fault of the program, and said to be.
        if os.environ.get(_TRACEBACK):
            raise
        _end(MultitrackError.exit_status, f"multitrack: {escape_unprintable(_told(fault))}")


def _run() -> None:
    # Altair imports jsonschema, which imports this where it is installed and builds a grammar of addresses for half a
    # second; nothing here has one checked by a schema.
    sys.modules["rfc3987_syntax"] = cast("ModuleType", None)
    try:
        with hold_interrupts():
            from multitrack.cli import app  # noqa: PLC0415  (it can be interrupted as it is read, or find no memory)

        app()
    except SystemExit as end:
        # Typer makes such an exit of an interrupt and of a broken pipe, without a word.
        if isinstance(end.__context__, BrokenPipeError):
            raise BrokenPipeError from None
        if end.code == _INTERRUPTED:
            raise KeyboardInterrupt from None
        if end.code:
            raise
    if sys.stdout:
        sys.stdout.flush()


def _told(fault: Exception) -> str:
    """Return the message on a fault of the program, with its place and the way to its traceback."""
    place = traceback.extract_tb(fault.__traceback__)[-1]
    kind = " ".join(f"{type(fault).__name__}: {fault}".split())
    where = f"{Path(place.filename).name}:{place.lineno}"
    return f"a fault of the program ({kind}, at {where}); {_TRACEBACK}=1 shows more of it for a report"


def _what_changed() -> str:
    staging = sys.modules.get("multitrack.publish.staging")
    put_in_place: list[Path] = staging.put_in_place if staging else []
    in_place = [folder for folder in put_in_place if folder.exists()]  # a copy that was measured is gone again
    return f"{', '.join(map(str, in_place))} is new already" if in_place else "nothing was changed"


def _end(status: int, said: str = "") -> NoReturn:
    """Say the last word, if there is anyone to hear it, and leave nothing for Python to write."""
    ignore_interrupts()
    # Brackets and colons in names, texts and other programs' lines are no markup and no emoji.
    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)
    *lines, last = said.splitlines() or [""]
    with contextlib.suppress(OSError):
        for line in lines:
            console.print(line)
        if last:
            console.print(last, style="bold red" if lines else None)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:
                stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(status)


if __name__ == "__main__":
    main()
