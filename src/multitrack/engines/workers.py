"""The one pool of workers of a build: threads that wait for programs, and processes that draw charts."""

from __future__ import annotations

import queue
import sys
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from multitrack.charts import drawing_process as process
from multitrack.charts.drawing_process import draw_one_by_one
from multitrack.engines.programs import Call, Partner

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from multitrack.charts.drawing_process import DrawAll

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")

_CALL: Final = Call(
    what="the process that draws the charts",
    arguments=[sys.executable, "-P", "-m", process.__name__],
    folder=Path("/"),
    if_late="make room in the memory, or build with --jobs 1",
)


@dataclass(frozen=True)
class Workers:
    """The workers beside the main thread.

    Attributes
    ----------
    pool
        The pool of threads, as many as there are jobs. No task in it waits for a later one.
    end_drawing
        Ends the processes that draw, once all is drawn: they take memory.
    """

    pool: Executor
    draw_all: DrawAll
    end_drawing: Callable[[], None]

    @contextmanager
    def finished(self) -> Generator[None]:
        """Stop all workers at the end of the block, and drop tasks not begun by then."""
        try:
            yield
        finally:
            self.pool.shutdown(cancel_futures=True)


@contextmanager
def hire(jobs: int, *, draw_at_once: bool = True) -> Generator[Workers]:
    """Give the workers for a number of jobs; with one job all is done in this thread.

    There is one drawing process for every two jobs, since the rest of the work is done beside it.

    Parameters
    ----------
    draw_at_once
        The first begins now to make itself ready, which takes as long as drawing a dozen charts; else as it is needed.
    """
    if jobs == 1:
        yield Workers(_InARow(), draw_one_by_one, lambda: None)
        return
    pool = ThreadPoolExecutor(jobs)
    crew = _Crew(pool, jobs // 2)
    try:
        if draw_at_once:
            crew.begin()
        yield Workers(pool, crew.draw_all, crew.end)
    finally:
        crew.end()
        pool.shutdown(cancel_futures=True)
        crew.end()  # one of the threads may have begun another meanwhile


class _InARow(Executor):
    """Runs tasks at once, in the calling thread."""

    def submit(self, fn: Callable[_Given, _Made], /, *args: _Given.args, **kwargs: _Given.kwargs) -> Future[_Made]:
        done: Future[_Made] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  (it is raised where the result is asked for, as of any executor)
            done.set_exception(error)
        return done


class _Crew:
    """The processes that draw, each asked by one thread of the pool."""

    def __init__(self, pool: Executor, most: int) -> None:
        self._pool = pool
        self._most = most
        self._idle: queue.SimpleQueue[Partner] = queue.SimpleQueue()
        self._all: list[Partner] = []
        self._has_ended = False

    def begin(self) -> None:
        self._idle.put(self._new())

    def draw_all(self, make: Callable[[Any], Any], given: Iterable[Any], /) -> Iterable[Any]:
        waiting: queue.SimpleQueue[tuple[Future[Any], Any]] = queue.SimpleQueue()
        asked = [(Future[Any](), one) for one in given]
        for one in asked:
            waiting.put(one)
        for _ in range(min(self._most, len(asked))):
            self._pool.submit(self._draw_waiting, make, waiting)
        return (drawn.result() for drawn, _ in asked)

    def end(self) -> None:
        """End the processes, and drop charts still being drawn."""
        self._has_ended = True
        while self._all:
            self._all.pop().end()

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
            except Exception as failure:  # noqa: BLE001  (it is raised where the chart is waited for)
                made, error = None, failure
            _ = drawn.set_exception(error) if error else drawn.set_result(made)
        if partner:
            self._idle.put(partner)

    def _partner(self) -> Partner:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return self._new()
