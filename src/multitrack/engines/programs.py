"""Running of programs: all are started here, with a time limit, and end with all their children.

None outlives this process, however it ends, thanks to :mod:`~multitrack.engines.watchman`.
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
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final

from multitrack.engines.watchman import APART, Watchman
from multitrack.errors import MachineError, ProgramError
from multitrack.interrupts import hold_interrupts

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
    from pathlib import Path

_ANSI: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_DRAIN_S: Final = 1.0
_LAST_LINES: Final = 12
_FRAME: Final = re.compile(r"stack trace(?:back)?:|\t|\s+at .*:\d+:\d+\)?$|.*\[0x[0-9a-f]+\]$", re.IGNORECASE)
"""A line of a stack trace in Lua, JavaScript and the C library; the error stands above it."""

_UTF_8: Final = "UTF-8" if sys.platform == "darwin" else "C.UTF-8"
"""The locale that knows UTF-8 and nothing else."""

_running: Final[dict[subprocess.Popen[bytes], BaseException | None]] = {}
"""Running programs → the error that ended them, if any."""
_stopped: Final[dict[threading.Thread, BaseException]] = {}
"""Threads that begin no further program → the error for which all running ones were ended."""
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
        Its working folder.
    environment
        Its whole environment; ours if None.
    given
        Its standard input.
    limit_s, grace_s
        Seconds until it is asked to end, and further seconds until it is killed.
    if_late
        Addition to the message if it exceeds the limit, or if a partner ends instead of answering.
    on_line
        Called with each line of its standard error as it comes, without colours.
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
    """The output of a program that ended with status 0."""

    output: bytes
    log: tuple[str, ...]


def run(call: Call) -> Finished:
    """Run a program to its end and return its output.

    However the call ends, no process of the program's group is left running.

    Raises
    ------
    MachineError
        If the program cannot be started.
    ProgramError
        If it ends with a status other than 0, by a signal, or not within the limit.
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
        raise ProgramError(message, get_last_lines(log))
    return Finished(conversation.output, log)


@contextlib.contextmanager
def run_beside(call: Call) -> Generator[IO[bytes]]:
    """Run a program beside the block, at whose end it is asked to end; give its standard output.

    Raises
    ------
    MachineError
        If it cannot be started.
    """
    process = _start(call)
    try:
        yield _pipe(process.stdout)
    finally:
        _end(process, call.grace_s)
        _forget(process)
        for pipe in (process.stdin, process.stdout, process.stderr):
            _pipe(pipe).close()


class Partner:
    """A program that answers pickled questions with pickled answers until it is ended.

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

    @property
    def is_running(self) -> bool:
        """True until it has ended."""
        return self._process.poll() is None

    def ask(self, question: object) -> Any:  # noqa: ANN401  (what is asked for is the caller's business)
        """Ask a question and return the answer.

        Raises
        ------
        ProgramError
            If the program ends instead.
        """
        try:
            pipe = _pipe(self._process.stdin)
            pickle.dump(question, pipe)
            pipe.flush()
            return pickle.load(_pipe(self._process.stdout))  # noqa: S301  (it is our own program)
        # Windows has another error than that of a broken pipe, and a pipe closed by another thread a third.
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self._process.wait()
            self._reader.join(_DRAIN_S)
            if ended_for := _running.get(self._process):
                raise ended_for from None
            message = f"{self._call.what} {_how_it_ended(self._process.returncode)}; {self._call.if_late}"
            raise ProgramError(message, get_last_lines(self._log)) from None

    def end(self, grace_s: float = 0.0) -> None:
        """End the program, even while it works; with some seconds of grace it is asked to end first."""
        if grace_s:
            _end(self._process, grace_s)
        if self.is_running:  # the number of one that has ended may be that of another
            _end_group(self._process)
        self._process.wait()
        _forget(self._process)
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                _pipe(pipe).close()

    def _read_log(self) -> None:
        with _pipe(self._process.stderr) as pipe:
            self._log.extend(_plain(line) for line in pipe)


@contextlib.contextmanager
def end_on_error() -> Generator[None]:
    """End all running programs if the block raises an exception or is interrupted.

    Only the main thread is interrupted, while other threads wait for the programs that they started. So this belongs
    inside the block of the pool: ``with ThreadPoolExecutor() as pool, end_on_error():``. The waiting threads raise
    the same exception instead of an error about the program, and when they would begin another.
    """
    _stopped.clear()
    try:
        yield
    except BaseException as error:
        with _running_lock:
            _stopped.update(dict.fromkeys(set(threading.enumerate()) - {threading.current_thread()}, error))
            for process in _running:
                _running[process] = _running[process] or error
                _end_group(process)
        raise


def get_last_lines(log: Iterable[str]) -> tuple[str, ...]:
    """Return the last lines of a log without stack traces, for messages."""
    return without_stacks(log)[-_LAST_LINES:]


def without_stacks(log: Iterable[str]) -> tuple[str, ...]:
    """Return the lines of a log that say something."""
    return tuple(line for line in log if line.strip() and not _FRAME.match(line))


def _start(call: Call) -> subprocess.Popen[bytes]:
    if stopped_for := _stopped.get(threading.current_thread()):
        raise stopped_for
    try:
        with hold_interrupts():
            _watchman.begin()
            process = subprocess.Popen(
                [str(argument) for argument in call.arguments],
                cwd=call.folder,
                env=_environment(call),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                creationflags=APART,
            )
            _watchman.watch(process.pid)
            with _running_lock:
                _running[process] = _stopped.get(threading.current_thread())
                if _running[process]:  # meanwhile
                    _end_group(process)
    except OSError as error:
        what = f"{call.what} could not be started: {call.arguments[0]}"
        # Callers that search for a program give their own remedy for a missing one.
        is_missing = error.errno in {errno.ENOENT, errno.EACCES, errno.ENOEXEC}
        raise (MachineError(f"{what}: {error.strerror}") if is_missing else MachineError.of(error, what)) from None
    return process


def _environment(call: Call) -> Mapping[str, str]:
    """Return a program's environment, in which it writes names of files as Python does."""
    environment = os.environ if call.environment is None else call.environment
    if not sys.flags.utf8_mode:
        return environment
    return {**{name: text for name, text in environment.items() if name != "LC_ALL"}, "LC_CTYPE": _UTF_8}


def _forget(process: subprocess.Popen[bytes]) -> BaseException | None:
    """Remove an ended program from the running ones, and return the error that ended it."""
    _watchman.forget(process.pid)
    with _running_lock:
        return _running.pop(process, None)


class _Conversation:
    """Writes to and reads from a program at once, so that no full pipe can block either."""

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
        """Pass on the lines of the log until the program has ended."""
        deadline = time.monotonic() + self._call.limit_s
        log: list[str] = []
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                late = f"was ended because it took longer than {self._call.limit_s:g} s"
                message = f"{self._call.what} {late}; {self._call.if_late}"
                raise ProgramError(message, get_last_lines(log)) from None
            if line is None:
                return tuple(log)
            text = _plain(line)
            log.append(text)
            self._call.on_line(text)

    def _write(self) -> None:
        with contextlib.suppress(OSError), _pipe(self._process.stdin) as pipe:
            pipe.write(self._call.given)

    def _read_output(self) -> None:
        with _pipe(self._process.stdout) as pipe:
            self._output.append(pipe.read())

    def _read_log(self) -> None:
        with _pipe(self._process.stderr) as pipe:
            for line in pipe:
                self._lines.put(line)

    def _wait(self) -> None:
        """Report the end of the program after its last output.

        Children that it left behind are ended first, since they would keep the pipes open.
        """
        self._process.wait()
        _end_group(self._process)
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
    """End a program: first by a request, so that it can clean up."""
    if process.poll() is None:
        _end_group(process, gently=True)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(grace_s)
    _end_group(process)
    process.wait()


def _end_group(process: subprocess.Popen[bytes], *, gently: bool = False) -> None:
    """End the program's process group, which exists as long as any child runs; on Windows the program alone."""
    # On some systems, a group with only its ended leader is an error of permission instead of a missing process.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGTERM if gently else signal.SIGKILL)


def _how_it_ended(status: int) -> str:
    if status < 0:
        name = {one.value: one.name for one in signal.Signals}.get(-status, -status)  # those for real time have none
        return f"was ended by the signal {name}"
    return f"failed with status {status}"
