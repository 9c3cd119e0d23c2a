"""Charts are drawn by processes that end with this one, and what goes wrong in one is told as it is."""

import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from multitrack.engines.chart_workers import drawing
from multitrack.engines.programs import ended_on_error
from multitrack.errors import InputError, MachineError, Problem, ProgramError

PROBLEM = Problem("data/a.csv", 2, "b", "found", "remedy")
PARENT = """
import os, sys
from multitrack.engines.chart_workers import drawing
with drawing(4) as drawers:
    print(*drawers.draw_all(eval, ["__import__('os').getpid()"]), flush=True)
    list(drawers.draw_all(eval, ["__import__('time').sleep(60)"] * 2))
"""


def drawn(expressions, jobs=2):
    with drawing(jobs) as drawers:
        return list(drawers.draw_all(eval, expressions))


def is_running(process):
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_what_is_asked_for_comes_back_in_its_order():
    assert drawn([f"{number} * {number}" for number in range(20)], jobs=6) == [number**2 for number in range(20)]


def test_there_are_never_more_processes_than_charts():
    with drawing(64) as drawers:
        found = set(drawers.draw_all(eval, ["__import__('os').getpid()"] * 3))
    assert 1 <= len(found) <= 3
    assert os.getpid() not in found


def test_one_job_is_done_in_this_process():
    assert drawn(["__import__('os').getpid()"], jobs=1) == [os.getpid()]


@pytest.mark.parametrize(
    "error", [InputError([PROBLEM]), MachineError("full"), ProgramError("failed", ["last"]), ValueError("odd")]
)
def test_an_error_comes_out_of_the_process_as_it_was(error):
    raising = f"(_ for _ in ()).throw(__import__('pickle').loads({pickle.dumps(error)!r}))"
    with pytest.raises(type(error)) as caught:
        drawn([raising])
    assert str(caught.value) == str(error)


def test_a_process_that_the_system_ends_is_told_with_what_to_do():
    with pytest.raises(ProgramError) as caught:
        drawn(["__import__('os').kill(__import__('os').getpid(), 9)"])
    assert str(caught.value) == (
        "the process that draws the charts was ended by the signal SIGKILL; "
        "make room in the memory, or build with --jobs 1"
    )


def test_what_a_library_prints_is_no_answer():
    assert drawn(["print('noise') or __import__('os').write(1, b'noise')"]) == [5]


def test_an_error_elsewhere_is_what_those_tell_who_wait_for_a_chart():
    error, waiting = MachineError("the disk is full"), []

    def fail(drawers):
        with ended_on_error():
            waiting.append(drawers.draw_all(eval, ["__import__('time').sleep(60)"]))
            time.sleep(0.1)
            raise error

    with drawing(2) as drawers:
        with pytest.raises(MachineError):
            fail(drawers)
        with pytest.raises(MachineError, match="the disk is full"):
            list(waiting[0])


def test_no_process_outlives_a_parent_that_is_killed():
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
        began = time.monotonic()
        assert parent.stdout.read() == ""  # nobody holds it any more
    while is_running(child) and time.monotonic() - began < 2:
        time.sleep(0.01)
    assert not is_running(child)
