"""Errors, each reported in one clear message, and problems of the input.

::

    MultitrackError
        InputError          exit status 1: the input is wrong, in every place listed
        UsageError          exit status 2: the call is wrong
        MachineError        exit status 3: the machine refuses something
            ProgramError    a program that was started failed
            ChangedError    a source was changed during a build
"""

from __future__ import annotations

import errno
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, ClassVar, Final, Self

from multitrack.characters import escape_unprintable

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence

_NEAREST: Final = 5
_ROOM: Final = "make room there, for bytes and for files"
_RIGHT: Final = "give the program the right to it"
_OPEN_FILES: Final = "close programs, or raise the limit of open files"
_REMEDIES: Final[Mapping[int, str]] = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EACCES: _RIGHT,
    errno.EPERM: _RIGHT,
    errno.EROFS: "make it writable",
    errno.ENOENT: "restore it",
    errno.ENAMETOOLONG: "take shorter names",
    errno.EMFILE: _OPEN_FILES,
    errno.ENFILE: _OPEN_FILES,
    errno.ENOMEM: "close programs, or build with --jobs 1",
}


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of the input.

    Attributes
    ----------
    file
        Path relative to the project's root.
    row
        Line in the file, counted from 1 (the header of a CSV file is line 1); 0 for the whole file.
    column
        Name of the column or dotted path of the key; empty for the whole row.
    found, remedy
        The fault and its remedy.
    """

    file: str
    row: int
    column: str
    found: str
    remedy: str

    def __str__(self) -> str:
        """Return ``file:row:column: found; remedy`` without empty parts."""
        where = [self.file, *([str(self.row)] if self.row else []), *([self.column] if self.column else [])]
        # Quoted input may hold escape sequences, which a terminal would obey, and line breaks.
        return " ".join(escape_unprintable(f"{':'.join(where)}: {self.found}; {self.remedy}").splitlines())


class MultitrackError(Exception):
    """Base of all errors with a message for users."""

    exit_status: ClassVar[int] = 3


class InputError(MultitrackError):
    """The input is wrong: the message has a line for each problem, sorted."""

    exit_status = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Problem, ...]]]:
        """Pickle the problems: an exception would be rebuilt from its message."""
        return type(self), (self.problems,)


class UsageError(MultitrackError):
    """The call is wrong."""

    exit_status = 2


class MachineError(MultitrackError):
    """The machine refuses a folder, a program, space."""

    @classmethod
    def of(cls, error: OSError, place: object = None, elsewhere: str = "") -> MachineError:
        """Return an error with place and remedy.

        Parameters
        ----------
        place
            The place of the error; by default the file that it names.
        elsewhere
            The option for another place.
        """
        # Of two files, the second is the one to be written.
        where = place or error.filename2 or error.filename or "a file"
        remedy = _REMEDIES.get(error.errno or 0, "correct that")
        other = f", or name another folder with {elsewhere}" if elsewhere else ""
        return cls(f"{where}: {(error.strerror or str(error)).lower()}; {remedy}{other}")


class ProgramError(MachineError):
    """A program that was started failed: the last lines of its output, without colours, follow the message."""

    def __init__(self, message: str, last_lines: Sequence[str] = ()) -> None:
        self.last_lines = tuple(last_lines)
        super().__init__("\n".join([message, *(f"  | {line}" for line in self.last_lines)]))


class ChangedError(MachineError):
    """A source was changed while a build read it."""


Place = tuple[str, int, str]
"""File, line and column."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a message's end that names the known words nearest to one that nothing has; empty if none is near."""
    by_lower = {one.lower(): one for one in known}
    near = [by_lower[one] for one in get_close_matches(word.lower(), by_lower, n=_NEAREST, cutoff=0.5)]
    return f"; the nearest {'is' if len(near) == 1 else 'are'} {', '.join(near)}" if near else ""


class Problems:
    """Problems found so far, only the first of each place: a cell that is no number is not also out of range."""

    def __init__(self) -> None:
        self._at: dict[Place, Problem] = {}

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add problems, in the order in which to mend them."""
        for problem in problems:
            # Quoted input may have line breaks.
            column, found = (" ".join(part.splitlines()) for part in (problem.column, problem.found))
            one_line = replace(problem, column=column, found=found)
            self._at.setdefault((problem.file, problem.row, column), one_line)

    @contextmanager
    def catch(self) -> Generator[None]:
        """Collect the problems of an :class:`InputError` in the block, and go on after it."""
        try:
            yield
        except InputError as error:
            self.extend(error.problems)

    @property
    def places(self) -> frozenset[Place]:
        """File, line and column of all problems."""
        return frozenset(self._at)

    def lines(self, file: str) -> frozenset[int]:
        """Return the lines of a file with problems."""
        return frozenset(row for name, row, _ in self._at if name == file)

    def raise_any(self) -> None:
        """Raise an :class:`InputError` with all problems found, if there are any."""
        if self._at:
            raise InputError(self._at.values())
