"""Drawing beside the rest of the work, in a process of its own.

Run as a program, it answers on its standard output what it is asked on its standard input, a pickle for a pickle.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Given = TypeVar("Given")
    Made = TypeVar("Made")

    class DrawAll(Protocol):
        """:func:`one_by_one`, or what has it done by other processes."""

        def __call__(self, make: Callable[[Given], Made], given: Iterable[Given], /) -> Iterable[Made]:
            """Take all that is given, and return what is made of it in its order, perhaps before it is made."""
            ...


def one_by_one(make: Callable[[Given], Made], given: Iterable[Given], /) -> Iterable[Made]:
    """Draw in this process."""
    return [make(one) for one in given]


def _answer_all() -> None:
    from multitrack.charts.drawing import make_ready  # noqa: PLC0415  (who asks imports this module, and draws nothing)

    gc.disable()  # it ends with the build, long before its memory is full
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
        make_ready()
        while True:
            try:
                make, given = pickle.load(sys.stdin.buffer)  # noqa: S301  (who asks is our own program)
            except EOFError:
                return
            pickle.dump(_made(make, given), answers)
            answers.flush()


def _made(make: Callable[[Given], Made], given: Given) -> tuple[Made | None, Exception | None]:
    try:
        return make(given), None
    except Exception as error:  # noqa: BLE001  (it is raised again where the chart was asked for)
        return None, error


if __name__ == "__main__":
    _answer_all()
