"""A process that renders charts beside the rest of the build.

Run as a program, it reads pickled calls from standard input and writes their pickled results to standard output.
"""

from __future__ import annotations

import os
import pickle
import sys
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Given = TypeVar("Given")
    Made = TypeVar("Made")

    class DrawAll(Protocol):
        """A map over charts: the built-in :func:`map`, or one that spreads the work over processes."""

        def __call__(self, make: Callable[[Given], Made], given: Iterable[Given], /) -> Iterable[Made]:
            """Apply ``make`` to each item; results come in order, and may be awaited only when they are read."""
            ...


def answer_all(make_ready: Callable[[], None] = lambda: None) -> None:
    """Answer pickled calls on the standard input with their pickled results on the standard output, to its end."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # keeps prints of libraries out of the answers
        make_ready()
        while True:
            try:
                make, given = pickle.load(sys.stdin.buffer)  # noqa: S301  (sent by the parent process)
            except EOFError:
                return
            pickle.dump(_made(make, given), answers)
            answers.flush()


def _made(make: Callable[[Given], Made], given: Given) -> tuple[Made | None, Exception | None]:
    try:
        return make(given), None
    except Exception as error:  # noqa: BLE001  (raised again in the parent)
        return None, error


if __name__ == "__main__":
    from multitrack.charts.drawing import make_ready  # the parent process does without it

    answer_all(make_ready)
