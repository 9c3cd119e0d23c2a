"""What ends the program from outside: an interrupt, the request to end, and a terminal that is closed, all alike."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Generator

_NUMBERS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def take_interrupts() -> None:
    """Let each of them raise `KeyboardInterrupt`.

    One that is ignored from the beginning stays so: ``nohup`` wants that of SIGHUP.
    """
    for number in _NUMBERS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def ignore_interrupts() -> None:
    """Let none of them disturb the ending."""
    for number in _NUMBERS:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def held() -> Generator[None]:
    """Hold them back until the block has ended: what it does is done whole.

    Only the main thread is ever interrupted, so a block in another has nothing to hold.
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
