"""Working folders vanish with their work, and what a killed process has left is removed; nothing else ever is."""

import os
import signal
import subprocess
import sys

import pytest

from multitrack.errors import MachineError
from multitrack.scratch import LOCK, open_scratch, sweep

KILLED = """
import os, signal, sys
from pathlib import Path
from multitrack.scratch import open_scratch
with open_scratch("multitrack-", Path(sys.argv[1])) as work:
    (work / "half").write_bytes(b"half")
    print(work.parent, flush=True)
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def worker(tmp_path):
    """Return a process that works in a folder until its standard input ends, and is killed then; and the folder."""
    command = [sys.executable, "-c", KILLED, tmp_path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process, tmp_path / process.stdout.readline().strip()
        process.stdin.close()


def test_a_working_folder_vanishes_with_its_work(tmp_path):
    with open_scratch("multitrack-", tmp_path) as work:
        (work / "below").mkdir()
        (work / "below" / "file").touch()
    assert not list(tmp_path.iterdir())


def test_a_working_folder_vanishes_when_the_work_fails(tmp_path):
    with pytest.raises(KeyError), open_scratch("multitrack-", tmp_path):
        raise KeyError
    assert not list(tmp_path.iterdir())


def test_an_interrupt_while_a_working_folder_is_made_leaves_none(tmp_path, monkeypatch):
    def be_interrupted(_, said):
        signal.raise_signal(signal.SIGINT)
        return len(said)

    monkeypatch.setattr(os, "write", be_interrupted)
    with pytest.raises(KeyboardInterrupt), open_scratch("multitrack-", tmp_path):
        pytest.fail("the work was begun")
    assert not list(tmp_path.iterdir())


def test_what_a_killed_process_has_left_is_removed_but_not_what_a_living_one_works_with(worker, tmp_path):
    process, folder = worker
    sweep(tmp_path)
    assert (folder / "work" / "half").read_bytes() == b"half"
    process.stdin.close()
    assert process.wait() == -signal.SIGKILL
    sweep(tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_a_process_that_was_killed_as_it_tidied_up_has_left_is_removed(tmp_path, monkeypatch):
    with open_scratch("multitrack-", tmp_path) as work:
        monkeypatch.setattr("multitrack.scratch._remove", lambda _outer: work.exists() and work.rmdir())
    assert [path.name for path in work.parent.iterdir()] == [LOCK]
    monkeypatch.undo()
    sweep(tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_a_process_that_was_killed_before_it_had_a_lock_has_left_is_removed(tmp_path, monkeypatch):
    def die(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("multitrack.scratch.os.open", die)
    with pytest.raises(KeyboardInterrupt), open_scratch("multitrack-", tmp_path):
        pass
    monkeypatch.undo()
    assert [list(path.iterdir()) for path in tmp_path.iterdir()] == [[]]
    sweep(tmp_path)
    assert not list(tmp_path.iterdir())


def test_an_empty_folder_of_someone_else_is_left_alone(tmp_path):
    (tmp_path / "multitrack-exhibits").mkdir(mode=0o700)
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["multitrack-exhibits"]


def test_a_folder_that_another_process_sweeps_away_before_it_has_a_lock_is_made_again(tmp_path, monkeypatch):
    opened, swept = os.open, []

    def sweep_first(path, *rest):
        if not swept:
            swept.append(path)
            sweep(tmp_path)
        return opened(path, *rest)

    monkeypatch.setattr("multitrack.scratch.os.open", sweep_first)
    with open_scratch("multitrack-", tmp_path) as work:
        assert work.is_dir()
        assert [work.parent] == list(tmp_path.iterdir()) != [swept[0].parent]


@pytest.mark.parametrize("spoilt", ["no lock", "other lock", "linked lock", "more files", "a link", "a file"])
def test_what_only_has_such_a_name_is_left_alone(tmp_path, monkeypatch, spoilt):
    with open_scratch("multitrack-", tmp_path) as work:
        monkeypatch.setattr("multitrack.scratch._remove", lambda _outer: None)
    monkeypatch.undo()
    outer = work.parent
    (work / "mine").write_bytes(b"mine")
    if spoilt == "no lock":
        (outer / LOCK).unlink()
    elif spoilt == "other lock":
        (outer / LOCK).write_bytes((outer / LOCK).read_bytes() + b"mine")
    elif spoilt == "linked lock":
        (outer / LOCK).rename(tmp_path / "said")
        (outer / LOCK).symlink_to(tmp_path / "said")
    elif spoilt == "more files":
        (outer / "notes.txt").write_bytes(b"mine")
    else:
        (outer / LOCK).rename(tmp_path / "said")
        work.rename(tmp_path / "elsewhere")
        outer.rmdir()
        outer.symlink_to(tmp_path / "elsewhere") if spoilt == "a link" else outer.write_bytes(b"mine")
    before = sorted((path.relative_to(tmp_path), path.is_symlink()) for path in tmp_path.rglob("*"))
    sweep(tmp_path)
    assert sorted((path.relative_to(tmp_path), path.is_symlink()) for path in tmp_path.rglob("*")) == before


def test_a_place_that_takes_no_folder_is_named(tmp_path):
    with pytest.raises(MachineError) as refused, open_scratch("multitrack-", tmp_path / "nowhere"):
        pass
    remedy = "no such file or directory; restore it, or name another folder with TMPDIR"
    assert str(refused.value) == f"{tmp_path}/nowhere: {remedy}"


def test_what_cannot_be_written_nobody_knows_where_was_to_be_written_in_the_working_folder(tmp_path):
    with pytest.raises(MachineError) as refused, open_scratch("multitrack-", tmp_path):
        raise OSError(28, os.strerror(28))
    remedy = "make room there, for bytes and for files, or name another folder with TMPDIR"
    assert str(refused.value) == f"{tmp_path}: no space left on device; {remedy}"
