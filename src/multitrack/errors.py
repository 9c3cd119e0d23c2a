"""What was found wrong so far, one problem a place."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, ClassVar, Final, Self

from multitrack.characters import shown

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
    """One thing that is wrong with the input.

    Attributes
    ----------
    file
        Path as a reader of the project would write it, relative to the project's root.
    row
        Line in the file, counted from 1 (the header of a CSV file is line 1); 0 if the whole file is meant.
    column
        Name of the column or the dotted path of the key; empty if none is meant.
    found, remedy
        What was found there, and what to do about it.
    """

    file: str
    row: int
    column: str
    found: str
    remedy: str

    def __str__(self) -> str:
        """Return ``file:row:column: found; remedy`` without the parts that are empty."""
        where = [self.file, *([str(self.row)] if self.row else []), *([self.column] if self.column else [])]
        # What is quoted may hold what a terminal would obey, and a problem takes one line.
        return " ".join(shown(f"{':'.join(where)}: {self.found}; {self.remedy}").splitlines())


class MultitrackError(Exception):
    """Base of every error that the program reports in one clear message."""

    exit_status: ClassVar[int] = 3


class InputError(MultitrackError):
    """The input is wrong.

    Parameters
    ----------
    problems
        Every problem found, in any order; the message lists them sorted, a line each.
    """

    exit_status = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Problem, ...]]]:
        """Come out of another process as it was there."""
        return type(self), (self.problems,)


class UsageError(MultitrackError):
    """The program was called in a way that it cannot serve."""

    exit_status = 2


class MachineError(MultitrackError):
    """The machine refuses something that the work needs: a folder, a program, space."""

    @classmethod
    def of(cls, error: OSError, place: object = None, elsewhere: str = "") -> MachineError:
        """Say what the system refused, where, and what can be done.

        Parameters
        ----------
        place
            Where it happened; the file that the error names if None.
        elsewhere
            The option by which another place can be named.
        """
        # Of two files named it is the one that was to be written.
        where = place or error.filename2 or error.filename or "a file"
        remedy = _REMEDIES.get(error.errno or 0, "correct that")
        other = f", or name another folder with {elsewhere}" if elsewhere else ""
        return cls(f"{where}: {(error.strerror or str(error)).lower()}; {remedy}{other}")


class ProgramError(MachineError):
    """A program that was started failed.

    Parameters
    ----------
    message
        What failed and what to do.
    last_lines
        The last lines that the program wrote, without colours.
    """

    def __init__(self, message: str, last_lines: Sequence[str] = ()) -> None:
        self.last_lines = tuple(last_lines)
        super().__init__("\n".join([message, *(f"  | {line}" for line in self.last_lines)]))


Place = tuple[str, int, str]
"""File, line and column."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a message's end that names the known words nearest to one that nothing has; empty if none is near."""
    by_lower = {one.lower(): one for one in known}
    near = [by_lower[one] for one in get_close_matches(word.lower(), by_lower, n=_NEAREST, cutoff=0.5)]
    return f"; the nearest {'is' if len(near) == 1 else 'are'} {', '.join(near)}" if near else ""


class Problems:
    """Collects problems and keeps the first of each place: a cell that is no number is not also out of range."""

    def __init__(self) -> None:
        self._at: dict[Place, Problem] = {}

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add problems, in the order in which a reader would mend them."""
        for problem in problems:
            # What is quoted may go over several lines, and a problem takes one.
            column, found = (" ".join(part.splitlines()) for part in (problem.column, problem.found))
            one_line = replace(problem, column=column, found=found)
            self._at.setdefault((problem.file, problem.row, column), one_line)

    @contextmanager
    def caught(self) -> Generator[None]:
        """Take up what the block raises as wrong input, and go on after it."""
        try:
            yield
        except InputError as error:
            self.extend(error.problems)

    @property
    def places(self) -> frozenset[Place]:
        """Where something is wrong: file, line and column."""
        return frozenset(self._at)

    def lines(self, file: str) -> frozenset[int]:
        """Return the lines of a file on which something is wrong."""
        return frozenset(row for name, row, _ in self._at if name == file)

    def raise_any(self) -> None:
        """Raise everything that was found.

        Raises
        ------
        InputError
            If anything was found.
        """
        if self._at:
            raise InputError(self._at.values())
