"""Interrupts of the program: Ctrl-C, a request to end, and a closed terminal, all treated alike."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Generator

# Windows has no SIGHUP, and SIGBREAK instead.
_NUMBERS: Final = tuple(one for one in signal.Signals if one.name in {"SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"})


def take_interrupts() -> None:
    """Raise `KeyboardInterrupt` on each signal, except those ignored from the start, as SIGHUP under ``nohup``."""
    for number in _NUMBERS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def ignore_interrupts() -> None:
    """Ignore all signals, so that none disturbs the ending."""
    for number in _NUMBERS:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def hold_interrupts() -> Generator[None]:
    """Delay interrupts until the block has ended.

    Only the main thread is ever interrupted, so blocks in other threads run unchanged.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {number: signal.signal(number, lambda one, _: came.append(one)) for number in _NUMBERS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])
