"""How the command ends when nobody listens, when it may not be interrupted, and with which last words."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from multitrack import __main__ as program
from multitrack import cli, order
from multitrack.errors import MachineError, UsageError
from multitrack.interrupts import hold_interrupts, ignore_interrupts, take_interrupts
from multitrack.order import limit_jobs
from multitrack.publish import staging as folder

ROOT = Path(__file__).parents[1]
LIST = [sys.executable, "-m", "multitrack", "list"]
ROOM = "no space left on device; make room there, for bytes and for files"

NO_MEMORY = "multitrack: the program: cannot allocate memory; close programs, or build with --jobs 1\n"


@pytest.fixture
def handlers():
    """Give back, after the test, what answers to signals."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def last_words(monkeypatch, capsys, raised):
    def fail():
        raise raised

    monkeypatch.setattr(cli, "app", fail)
    with pytest.raises(SystemExit) as ended:
        program.main()
    return ended.value.code, capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="this system has no /dev/full")
def test_an_output_that_takes_no_more_is_named():
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(LIST, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (3, f"multitrack: the standard output: {ROOM}\n")


def test_a_reader_who_has_read_enough_is_told_nothing():
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(LIST, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/disk/a"), 3, f"multitrack: /disk/a: {ROOM}\n"),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/a", None, "/b"), 3, f"multitrack: /b: {ROOM}\n"),
        (
            OSError(errno.EMFILE, os.strerror(errno.EMFILE), "/a"),
            3,
            "multitrack: /a: too many open files; close programs, or raise the limit of open files\n",
        ),
        (MemoryError(), 3, NO_MEMORY),
        (RuntimeError("can't start new thread"), 3, NO_MEMORY),
        (ImportError("a.so: failed to map segment from shared object"), 3, NO_MEMORY),
        (KeyboardInterrupt(), 130, "multitrack: interrupted; nothing was changed\n"),
    ],
)
def test_what_the_system_refuses_is_one_line(monkeypatch, capsys, raised, status, said):
    monkeypatch.setattr(folder, "put_in_place", [])
    assert last_words(monkeypatch, capsys, raised) == (status, said)


@pytest.mark.usefixtures("handlers")
def test_an_interrupt_after_the_edition_is_in_place_says_so(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(folder, "put_in_place", [tmp_path, tmp_path / "copy that is gone again"])
    said = f"multitrack: interrupted; {tmp_path} is new already\n"
    assert last_words(monkeypatch, capsys, KeyboardInterrupt()) == (130, said)


@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_every_signal_interrupts_until_the_last_words_are_said(number):
    take_interrupts()
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
    ignore_interrupts()
    signal.raise_signal(number)


@pytest.mark.usefixtures("handlers")
def test_what_nohup_ignores_stays_ignored():
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    take_interrupts()
    signal.raise_signal(signal.SIGHUP)


@pytest.mark.usefixtures("handlers")
def test_an_interrupt_waits_for_what_must_be_done_whole():
    take_interrupts()
    done = []

    def work():
        with hold_interrupts():
            signal.raise_signal(signal.SIGTERM)
            done.append("whole")
        done.append("more")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["whole"]


def test_no_more_is_done_at_once_than_there_are_processors(monkeypatch):
    monkeypatch.setattr(order.os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert [limit_jobs(wanted) for wanted in (1, 2, 64)] == [1, 2, 3]
    with pytest.raises(UsageError, match="--jobs 65: take 1 to 64"):
        limit_jobs(65)


def test_a_refusal_without_a_file_is_still_a_sentence():
    assert str(MachineError.of(OSError("odd"))) == "a file: odd; correct that"
