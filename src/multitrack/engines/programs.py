"""The one door through which programs are started: with a time limit, and with an end to all that they started.

None outlives this process, however it ends: :mod:`~multitrack.engines.watchman` sees to that.
"""

from __future__ import annotations

import contextlib
import errno
import os
import pickle
import queue
import re
import signal
import subprocess
import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final

from multitrack.engines.watchman import Watchman
from multitrack.errors import MachineError, ProgramError
from multitrack.interrupts import held

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
    from pathlib import Path

_ANSI: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_DRAIN_S: Final = 1.0
_LAST_LINES: Final = 12
_FRAME: Final = re.compile(r"stack trace(?:back)?:|\t|\s+at .*:\d+:\d+\)?$|.*\[0x[0-9a-f]+\]$", re.IGNORECASE)
"""A line of a stack, in Lua's words, JavaScript's and the C library's: what went wrong stands above it."""

_running: Final[dict[subprocess.Popen[bytes], BaseException | None]] = {}
"""Each with the error that it was ended for, if it was."""
_running_lock: Final = threading.Lock()
_watchman: Final = Watchman()


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of a program.

    Attributes
    ----------
    what
        The program and its work, as the subject of a message: "Pandoc on the page index.qmd".
    arguments
        The program's path and its arguments.
    folder
        The folder that it works in.
    environment
        The whole environment that it sees; ours if None.
    given
        What it reads from its standard input.
    limit_s, grace_s
        Seconds after which it is asked to end, and seconds that it then has before it is killed.
    if_late
        What a message adds when the limit was reached, or when a program that is to answer has ended instead.
    on_line
        Called with each line of its standard error, without colours, as it comes.
    """

    what: str
    arguments: Sequence[str | Path]
    folder: Path
    environment: Mapping[str, str] | None = None
    given: bytes = b""
    limit_s: float = 60.0
    grace_s: float = 1.0
    if_late: str = "its last lines say how far it came"
    on_line: Callable[[str], None] = lambda _: None


@dataclass(frozen=True)
class Finished:
    """What a program that ended with status 0 has written."""

    output: bytes
    log: tuple[str, ...]


def run(call: Call) -> Finished:
    """Run a program to its end and return what it wrote.

    However the call ends, nothing of the program's process group is left running.

    Raises
    ------
    MachineError
        If the program cannot be started.
    ProgramError
        If it ends with another status than 0, by a signal, or not within the limit.
    """
    process = _start(call)
    try:
        conversation = _Conversation(process, call)
        log = conversation.follow()
    except BaseException:
        _end(process, call.grace_s)
        raise
    finally:
        ended_for = _forget(process)
    if ended_for:
        raise ended_for
    if process.returncode != 0:
        message = f"{call.what} {_how_it_ended(process.returncode)}; its last lines say why"
        raise ProgramError(message, last_lines(log))
    return Finished(conversation.output, log)


class Partner:
    """A program that answers, a pickle for a pickle, until it is ended.

    Raises
    ------
    MachineError
        If it cannot be started.
    """

    def __init__(self, call: Call) -> None:
        self._call = call
        self._process = _start(call)
        self._log: deque[str] = deque(maxlen=_LAST_LINES)
        self._reader = threading.Thread(target=self._read_log, daemon=True)
        self._reader.start()

    def ask(self, question: object) -> Any:  # noqa: ANN401  (what is asked for is the caller's business)
        """Return its answer.

        Raises
        ------
        ProgramError
            If it ends instead.
        """
        try:
            pipe = _pipe(self._process.stdin)
            pickle.dump(question, pipe)
            pipe.flush()
            return pickle.load(_pipe(self._process.stdout))  # noqa: S301  (it is our own program)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            self._process.wait()
            self._reader.join(_DRAIN_S)
            if ended_for := _running.get(self._process):
                raise ended_for from None
            message = f"{self._call.what} {_how_it_ended(self._process.returncode)}; {self._call.if_late}"
            raise ProgramError(message, last_lines(self._log)) from None

    def end(self) -> None:
        """End it, whatever it does."""
        _signal(self._process, signal.SIGKILL)
        self._process.wait()
        _forget(self._process)
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(BrokenPipeError):
                _pipe(pipe).close()

    def _read_log(self) -> None:
        with _pipe(self._process.stderr) as pipe:
            self._log.extend(_plain(line) for line in pipe)


@contextlib.contextmanager
def ended_on_error() -> Generator[None]:
    """End every running program when the block is left by an exception, an interrupt included.

    An interrupt reaches the main thread alone; programs that other threads started, and wait for, are ended by this.
    It stands inside the block of the pool that waits: ``with ThreadPoolExecutor() as pool, ended_on_error():``. Who
    waits for a program that is ended so gets the exception, and not the news of its end.
    """
    try:
        yield
    except BaseException as error:
        with _running_lock:
            for process in _running:
                _running[process] = _running[process] or error
                _signal(process, signal.SIGKILL)
        raise


def last_lines(log: Iterable[str]) -> tuple[str, ...]:
    """Return the end of a log, without stacks of calls: enough to see what a program complained of."""
    return tuple(line for line in log if line.strip() and not _FRAME.match(line))[-_LAST_LINES:]


def _start(call: Call) -> subprocess.Popen[bytes]:
    try:
        with held():
            process = subprocess.Popen(
                [str(argument) for argument in call.arguments],
                cwd=call.folder,
                env=call.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
            with _running_lock:
                _running[process] = None
            _watchman.watch(process.pid)
    except OSError as error:
        what = f"{call.what} could not be started: {call.arguments[0]}"
        # Whoever looks for a program says by itself what to do if it is not there.
        is_missing = error.errno in {errno.ENOENT, errno.EACCES, errno.ENOEXEC}
        raise (MachineError(f"{what}: {error.strerror}") if is_missing else MachineError.of(error, what)) from None
    return process


def _forget(process: subprocess.Popen[bytes]) -> BaseException | None:
    """Count a program that has ended no more, and return the error that it was ended for."""
    _watchman.forget(process.pid)
    with _running_lock:
        return _running.pop(process, None)


class _Conversation:
    """Writes to a program and reads from it, so that neither ever waits for a full pipe."""

    def __init__(self, process: subprocess.Popen[bytes], call: Call) -> None:
        self._process = process
        self._call = call
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._output: list[bytes] = []
        threads = [
            threading.Thread(target=target, daemon=True) for target in (self._write, self._read_output, self._read_log)
        ]
        self._readers = threads[1:]
        for thread in (*threads, threading.Thread(target=self._wait, daemon=True)):
            thread.start()

    @property
    def output(self) -> bytes:
        return b"".join(self._output)

    def follow(self) -> tuple[str, ...]:
        """Pass the log's lines on until the program has ended."""
        deadline = time.monotonic() + self._call.limit_s
        log: list[str] = []
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                late = f"was ended because it took longer than {self._call.limit_s:g} s"
                message = f"{self._call.what} {late}; {self._call.if_late}"
                raise ProgramError(message, last_lines(log)) from None
            if line is None:
                return tuple(log)
            text = _plain(line)
            log.append(text)
            self._call.on_line(text)

    def _write(self) -> None:
        with contextlib.suppress(BrokenPipeError), _pipe(self._process.stdin) as pipe:
            pipe.write(self._call.given)

    def _read_output(self) -> None:
        with _pipe(self._process.stdout) as pipe:
            self._output.append(pipe.read())

    def _read_log(self) -> None:
        with _pipe(self._process.stderr) as pipe:
            for line in pipe:
                self._lines.put(line)

    def _wait(self) -> None:
        """Tell the end of the program, once all that it wrote is read.

        What it started and left behind is ended first: it would keep the pipes open.
        """
        self._process.wait()
        _signal(self._process, signal.SIGKILL)
        for reader in self._readers:
            reader.join(_DRAIN_S)
        self._lines.put(None)


def _plain(line: bytes) -> str:
    return _ANSI.sub("", line.decode("utf-8", "replace")).rstrip()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        message = "a program was started without its pipes"
        raise MachineError(message)
    return pipe


def _end(process: subprocess.Popen[bytes], grace_s: float) -> None:
    """End what still runs: first as a request, so that the program can put its things away."""
    if process.poll() is None:
        _signal(process, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(grace_s)
    _signal(process, signal.SIGKILL)
    process.wait()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to the program's whole process group, which it leads and which outlives it while a child runs."""
    # Some systems call a group of which only the ended leader is left forbidden rather than gone.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _how_it_ended(status: int) -> str:
    if status < 0:
        return f"was ended by the signal {signal.Signals(-status).name}"
    return f"failed with status {status}"
