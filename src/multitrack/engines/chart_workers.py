"""Worker processes that render charts, since vl-convert renders one at a time in a process."""

from __future__ import annotations

import queue
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from multitrack.charts import drawing_process as process
from multitrack.charts.drawing_process import one_by_one
from multitrack.engines.programs import Call, Partner

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from multitrack.charts.drawing_process import DrawAll

_CALL: Final = Call(
    what="the process that draws the charts",
    arguments=[sys.executable, "-P", "-m", process.__name__],
    folder=Path("/"),
    if_late="make room in the memory, or build with --jobs 1",
)


@dataclass(frozen=True)
class Drawers:
    """The chart workers.

    Attributes
    ----------
    draw_all
        Maps a function over the charts.
    close
        Ends the processes after the last chart, to free their memory.
    """

    draw_all: DrawAll
    close: Callable[[], None]


@contextmanager
def drawing(jobs: int) -> Generator[Drawers]:
    """Start workers for the block: one process for every two jobs, since the rest of the work needs the others.

    The first warms up at once, which takes as long as a dozen charts; others start when there is a chart for them.
    """
    if jobs == 1:
        yield Drawers(one_by_one, lambda: None)
        return
    crew = _Crew(jobs // 2)
    try:
        crew.begin()
        yield Drawers(crew.draw_all, crew.end)
    finally:
        crew.end()


class _Crew:
    def __init__(self, most: int) -> None:
        self._threads = ThreadPoolExecutor(most)
        self._idle: queue.SimpleQueue[Partner] = queue.SimpleQueue()
        self._all: list[Partner] = []

    def begin(self) -> None:
        self._idle.put(self._new())

    def draw_all(self, make: Callable[[Any], Any], given: Iterable[Any], /) -> Iterable[Any]:
        return self._threads.map(partial(self._draw, make), given)

    def end(self) -> None:
        """End the processes, and drop charts still being drawn."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._end_all()
        self._threads.shutdown()
        self._end_all()  # a thread may have started another process meanwhile

    def _end_all(self) -> None:
        while self._all:
            self._all.pop().end()

    def _new(self) -> Partner:
        self._all.append(Partner(_CALL))
        return self._all[-1]

    def _draw(self, make: Callable[[Any], Any], one: object) -> object:
        try:
            partner = self._idle.get_nowait()
        except queue.Empty:
            partner = self._new()  # no more processes than threads
        made, error = partner.ask((make, one))
        self._idle.put(partner)
        if error:
            raise error
        return made
