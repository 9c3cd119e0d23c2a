"""What was found wrong so far, one problem a place."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from multitrack.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from multitrack.errors import Problem

Place = tuple[str, int, str]
"""File, line and column."""


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
