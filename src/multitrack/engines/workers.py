"""The one pool of workers of a build: threads that wait for programs, and processes that draw charts."""

from __future__ import annotations

import queue
import sys
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from multitrack.charts import drawing_process as process
from multitrack.engines.programs import Call, Partner

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")

_CALL: Final = Call(
    what="the process that draws the charts",
    arguments=[sys.executable, "-P", "-m", process.__name__],
    folder=Path("/"),
    if_late="make room in the memory, or build with --jobs 1",
)


class Workers:
    """The workers beside the main thread: threads, and processes that draw, each asked by one of the threads.

    Attributes
    ----------
    pool
        As many threads as there are jobs; with one job, all is done in this one. No task in it waits for a later one.
    """

    def __init__(self, jobs: int, idle: list[Partner] | None) -> None:
        self.pool: Executor = ThreadPoolExecutor(jobs) if jobs > 1 else _InARow()
        self._most = jobs // 2  # the rest of the work is done beside the drawing
        self._keeps_idle = idle is not None
        self._idle = [] if idle is None else idle
        self._all = list(self._idle)
        self._idle[:] = [one for one in self._idle if one.is_running]  # an error ends them all
        self._has_ended = False

    def close(self) -> None:
        """Stop all workers, and drop tasks not begun by then."""
        self.end_drawing()
        self.pool.shutdown(cancel_futures=True)
        self.end_drawing()  # one of the threads may have begun another meanwhile

    def begin_drawing(self) -> None:
        """Have the first process make itself ready, which takes as long as drawing a dozen charts."""
        if self._most and not self._idle:
            self._idle.append(self._new())

    def draw_all(self, make: Callable[[Any], Any], given: Iterable[Any], /) -> Iterable[Any]:
        """Draw charts; results come in order, and are awaited only when they are read."""
        if not self._most:
            return map(make, given)
        waiting: queue.SimpleQueue[tuple[Future[Any], Any]] = queue.SimpleQueue()
        asked = [(Future[Any](), one) for one in given]
        for one in asked:
            waiting.put(one)
        for _ in range(min(self._most, len(asked))):
            self.pool.submit(self._draw_waiting, make, waiting)
        return (drawn.result() for drawn, _ in asked)

    def end_drawing(self) -> None:
        """End the processes, which take memory, and drop charts still being drawn; idle ones may be to be kept."""
        self._has_ended = True
        while self._all:
            partner = self._all.pop()
            if not (self._keeps_idle and partner in self._idle):
                partner.end()

    def _new(self) -> Partner:
        self._all.append(Partner(_CALL))
        return self._all[-1]

    def _draw_waiting(self, make: Callable[[Any], Any], waiting: queue.SimpleQueue[tuple[Future[Any], Any]]) -> None:
        """Have one process draw the remaining charts until none is left."""
        partner: Partner | None = None
        while not self._has_ended:
            try:
                drawn, one = waiting.get_nowait()
            except queue.Empty:
                break
            try:
                partner = partner or self._partner()
                made, error = partner.ask((make, one))
            except BaseException as failure:  # noqa: BLE001  (it is raised where the chart is waited for)
                made, error, partner = None, failure, None
            _ = drawn.set_exception(error) if error else drawn.set_result(made)
        if partner:
            self._idle.append(partner)

    def _partner(self) -> Partner:
        with suppress(IndexError):
            while not (partner := self._idle.pop()).is_running:
                pass
            return partner
        return self._new()


@contextmanager
def hire(jobs: int, *, draw_at_once: bool = True, idle: list[Partner] | None = None) -> Generator[Workers]:
    """Give the workers for a number of jobs; of those that draw, the first begins at once or as it is needed.

    Parameters
    ----------
    idle
        Processes kept from an earlier block, and for a later one; without it all end with this one.
    """
    workers = Workers(jobs, idle)
    try:
        if draw_at_once:
            workers.begin_drawing()
        yield workers
    finally:
        workers.close()


class _InARow(Executor):
    """Runs tasks at once, in the calling thread."""

    def submit(self, fn: Callable[_Given, _Made], /, *args: _Given.args, **kwargs: _Given.kwargs) -> Future[_Made]:
        done: Future[_Made] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  (it is raised where the result is asked for, as of any executor)
            done.set_exception(error)
        return done
