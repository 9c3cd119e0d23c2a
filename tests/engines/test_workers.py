"""Charts are drawn by processes that end with this one, and what goes wrong in one is told as it is."""

import errno
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from multitrack.build import build_edition
from multitrack.engines.programs import Call, _running, end_on_error, run
from multitrack.engines.workers import hire
from multitrack.errors import InputError, MachineError, Problem, ProgramError
from multitrack.order import BuildRequest
from multitrack.products import Products
from multitrack.study import open_edition

PROBLEM = Problem("data/a.csv", 2, "b", "found", "remedy")
PARENT = """
import os, sys
from multitrack.engines.workers import hire
with hire(4) as workers:
    print(*workers.draw_all(eval, ["__import__('os').getpid()"]), flush=True)
    list(workers.draw_all(eval, ["__import__('time').sleep(60)"] * 2))
"""


def drawn(expressions, jobs=2):
    with hire(jobs) as workers:
        return list(workers.draw_all(eval, expressions))


def is_running(process):
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_what_is_asked_for_comes_back_in_its_order():
    assert drawn([f"{number} * {number}" for number in range(20)], jobs=6) == [number**2 for number in range(20)]


def test_there_are_never_more_processes_than_charts():
    with hire(64) as workers:
        found = set(workers.draw_all(eval, ["__import__('os').getpid()"] * 3))
    assert 1 <= len(found) <= 3
    assert os.getpid() not in found


def test_a_process_that_draws_is_kept_for_the_next_block_unless_it_was_ended():
    idle, found = [], []
    for end in (False, True, False):
        with hire(2, idle=idle) as workers:
            found += workers.draw_all(eval, ["__import__('os').getpid()"])
        if end:
            os.kill(found[-1], signal.SIGKILL)
            while idle[0].is_running:
                time.sleep(0.01)
    assert found[0] == found[1] != found[2]
    idle[0].end()
    assert not is_running(found[2])


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

    def fail(workers):
        with end_on_error():
            waiting.append(workers.draw_all(eval, ["__import__('time').sleep(60)"]))
            time.sleep(0.1)
            raise error

    with hire(2) as workers:
        with pytest.raises(MachineError):
            fail(workers)
        with pytest.raises(MachineError, match="the disk is full"):
            list(waiting[0])


@pytest.mark.parametrize("error", [MachineError("the disk is full"), KeyboardInterrupt()])
def test_a_thread_that_has_not_heard_of_the_end_begins_no_further_program(error, tmp_path):
    ended, begun = threading.Event(), []

    def work():
        ended.wait()
        run(Call(what="a program", arguments=["touch", "made"], folder=tmp_path))

    def fail(pool):
        with end_on_error():
            begun.append(pool.submit(work))
            raise error

    with ThreadPoolExecutor(1) as pool:
        with pytest.raises(type(error)):
            fail(pool)
        ended.set()
        assert begun[0].exception() is error
    assert not (tmp_path / "made").exists()


def test_a_program_that_begins_as_all_are_ended_is_ended_too(monkeypatch):
    begin, began, ended = subprocess.Popen, threading.Event(), threading.Event()

    def begin_late(*arguments, **options):
        began.set()
        ended.wait(10)
        return begin(*arguments, **options)

    call = Call(what="a", arguments=[sys.executable, "-c", "import time; time.sleep(30)"], folder=Path("/"))
    run(replace(call, arguments=[sys.executable, "-c", ""]))  # the watchman is there
    monkeypatch.setattr("multitrack.engines.programs.subprocess.Popen", begin_late)
    with ThreadPoolExecutor(1) as pool:
        with suppress(ZeroDivisionError), end_on_error():
            asked = pool.submit(run, call)
            began.wait(10)
            raise ZeroDivisionError
        ended.set()
        assert isinstance(asked.exception(), ZeroDivisionError)  # it does not come to its own end
    assert _running == {}


def test_without_a_watchman_no_program_is_begun(monkeypatch, tmp_path):
    def refuse(_):
        raise OSError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr("multitrack.engines.watchman.Watchman.begin", refuse)
    call = Call(what="a", arguments=[sys.executable, "-c", f"open({str(tmp_path / 'b')!r}, 'w')"], folder=Path("/"))
    with pytest.raises(MachineError, match=r"^a could not be started: "):
        run(call)
    assert not (tmp_path / "b").exists()


@pytest.mark.skipif(not hasattr(signal, "SIGRTMIN"), reason="the system has no such signals")
@pytest.mark.parametrize(("number", "name"), [(9, "SIGKILL"), (35, "35")])
def test_the_signal_that_ended_a_program_is_told(number, name):
    code = f"import os; os.kill(os.getpid(), {number})"
    with pytest.raises(ProgramError) as caught:
        run(Call(what="a", arguments=[sys.executable, "-c", code], folder=Path("/")))
    assert str(caught.value) == f"a was ended by the signal {name}; its last lines say why"


def test_when_the_workers_are_told_to_finish_no_further_chart_is_drawn(tmp_path):
    drawn = tmp_path / "drawn"
    drawing = [f"__import__('time').sleep(0.2) or open({str(drawn)!r}, 'a').write('x')"] * 100

    def fail(workers):
        with closing(workers):
            workers.draw_all(eval, drawing)
            raise ZeroDivisionError

    with hire(2, draw_at_once=False) as workers, pytest.raises(ZeroDivisionError):
        fail(workers)
    assert not drawn.exists() or len(drawn.read_text()) <= 2


class AlmostNothing(Products):
    """What was made before, of which the pictures are taken but for those of one figure, and nothing else."""

    def ask(self, kind, name, inputs):
        wanted = super().ask(kind, name, inputs)
        is_taken = kind.startswith(("charts", "study.figures")) and not name.startswith("fig-timeline.")
        return wanted if is_taken else wanted._replace(kept=None)


def watched_build(project, output, jobs):
    """Build one language, and return the names of the threads, and how many programs there were at once, ever seen."""
    threads, programs, ended = set(), set(), threading.Event()
    others = set(threading.enumerate())

    def look():
        while not ended.wait(0.005):
            begun = set(threading.enumerate()) - others - {threading.current_thread()}
            threads.update(one.name for one in begun)
            programs.add(len(_running))

    with ThreadPoolExecutor(1, thread_name_prefix="watcher") as watcher:
        watching = watcher.submit(look)
        try:
            build_edition(
                replace(project, output=output),
                BuildRequest(profiles=project.profiles[:1], jobs=jobs, engine="embedded"),
                open_edition,
                products=AlmostNothing.of(project.root),
            )
        finally:
            ended.set()
        watching.result()
    return threads, programs


def test_with_one_job_there_is_one_program_at_a_time_and_no_thread_but_those_that_talk_to_it(project, tmp_path):
    threads, programs = watched_build(project, tmp_path / "out", jobs=1)
    talk = r"Thread-\d+ \((_write|_read_output|_read_log|_wait)\)"
    assert programs == {0, 1}
    assert [name for name in threads if name != "MainThread" and not re.fullmatch(talk, name)] == []


def test_no_process_outlives_a_parent_that_is_killed():
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
        began = time.monotonic()
        assert parent.stdout.read() == ""  # nobody holds it any more
    while is_running(child) and time.monotonic() - began < 2:
        time.sleep(0.01)
    assert not is_running(child)
