"""A process that ends its parent's programs if the parent is killed.

A killed process cannot end its programs itself; they would go on and keep its terminal or pipe. The parent reports
started and ended programs through a pipe; when the pipe closes, the parent is gone, and the watchman ends the process
groups of the remaining programs.
"""

from __future__ import annotations

import atexit
import contextlib
import subprocess
import sys
import threading
from typing import Final

_PROGRAM = """
import os, signal, sys
end, number = (os.killpg, signal.SIGKILL) if hasattr(os, "killpg") else (os.kill, signal.SIGTERM)
groups = set()
for line in sys.stdin:
    (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
for group in groups:
    try:
        end(group, number)
    except OSError:
        pass
"""


APART: Final = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""For a program of its own group on Windows; elsewhere a new session makes it one."""


class Watchman:
    """The watchman of this process, started before its first program."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Start the watchman, unless it has been.

        Raises
        ------
        OSError
            If the watchman cannot be started.
        """
        with self._lock:
            if self._process is None:
                self._process = subprocess.Popen(
                    [sys.executable, "-I", "-S", "-c", _PROGRAM],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    cwd="/",
                    start_new_session=True,
                    creationflags=APART,
                )
                atexit.register(self._dismiss)

    def watch(self, group: int) -> None:
        """Have a process group ended when this process ends."""
        self._tell(f"+{group}\n")

    def forget(self, group: int) -> None:
        """Drop an ended process group, since its number may be reused."""
        self._tell(f"-{group}\n")

    def _tell(self, line: str) -> None:
        with self._lock, contextlib.suppress(OSError):
            if self._process and self._process.stdin:
                self._process.stdin.write(line.encode())
                self._process.stdin.flush()

    def _dismiss(self) -> None:
        with self._lock, contextlib.suppress(OSError):
            if self._process and self._process.stdin:
                self._process.stdin.close()
                self._process.wait()
