"""The process that draws charts beside the rest of the work."""

from __future__ import annotations

import gc
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    Given = TypeVar("Given")
    Made = TypeVar("Made")

    class DrawAll(Protocol):
        """:func:`one_by_one`, or the ``map`` of a pool of processes."""

        def __call__(self, make: Callable[[Given], Made], given: Iterable[Given], /) -> Iterable[Made]:
            """Take all that is given, and return what is made of it in its order, perhaps before it is made."""
            ...


def one_by_one(make: Callable[[Given], Made], given: Iterable[Given], /) -> Iterable[Made]:
    """Draw in this process."""
    return [make(one) for one in given]


@dataclass(frozen=True)
class Drawers:
    """What draws the charts.

    Attributes
    ----------
    draw_all
        How they are drawn.
    close
        Ends the processes, once all is drawn: they take memory.
    """

    draw_all: DrawAll
    close: Callable[[], None]


@contextmanager
def drawing(jobs: int) -> Generator[Drawers]:
    """Give what draws charts: processes of their own, since vl-convert draws one at a time in a process.

    They begin at once to make themselves ready, which takes as long as drawing a dozen charts; so there is one for
    every two jobs, and the rest of the work is done beside it.
    """
    if jobs == 1:
        yield Drawers(one_by_one, lambda: None)
        return
    processes = jobs // 2
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_make_ready) as pool:
        with _held_interrupts():
            for _ in range(processes):
                pool.submit(int)
        yield Drawers(pool.map, pool.shutdown)


@contextmanager
def _held_interrupts() -> Generator[None]:
    """Hold an interrupt back until the processes that the block starts are known, and from these for good.

    An interrupt from the terminal reaches them too; they are ended with this one, and have nothing to say of it.
    """
    came: list[int] = []
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # processes and threads inherit this
    is_main = threading.current_thread() is threading.main_thread()
    # A thread that began before may take the signal all the same, and hand it to the main thread.
    handler = signal.signal(signal.SIGINT, lambda number, _: came.append(number)) if is_main else None
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        if is_main:
            signal.signal(signal.SIGINT, handler)
    if came:
        raise KeyboardInterrupt


def _make_ready() -> None:
    # Imported there alone: the process that asks for charts goes on meanwhile.
    from multitrack.weave.charts import make_ready  # noqa: PLC0415

    gc.disable()  # it ends with the build, long before its memory is full
    make_ready()
