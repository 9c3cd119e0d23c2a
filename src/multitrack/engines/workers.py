"""The processes that draw charts: vl-convert draws one at a time in a process."""

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
    """Give what draws charts: one process for every two jobs, since the rest of the work is done beside it.

    The first begins at once to make itself ready, which takes as long as drawing a dozen charts; others begin when
    there is a chart for them.
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
        """End the processes; what is still being drawn is not wanted any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._end_all()
        self._threads.shutdown()
        self._end_all()  # one of the threads may have begun another meanwhile

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
            partner = self._new()  # there are as many threads as there may be processes
        made, error = partner.ask((make, one))
        self._idle.put(partner)
        if error:
            raise error
        return made
