"""The output folder is replaced whole or not at all."""

import errno
import os
import signal

import pytest

from conftest import old_edition
from multitrack.characters import escape_unprintable
from multitrack.errors import InputError, MachineError, UsageError
from multitrack.interrupts import take_interrupts
from multitrack.project import Project
from multitrack.publish import staging as folder
from multitrack.publish.staging import put_in_place, stage, write_files
from multitrack.publish.target import target_output


@pytest.fixture
def output(tmp_path):
    """Return the output folder of a project, with an old edition in it."""
    write_files(tmp_path, {"pyproject.toml": b"", "report/_quarto.yml": b"", "data/a.csv": b""})
    old_edition(tmp_path / "report" / "_output")
    return tmp_path / "report" / "_output"


def target(output):
    return target_output(Project.find(output.parent if output.parent.is_dir() else output, output=output))


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def put(output, files, *, meanwhile=lambda: None):
    with stage(target(output)) as staging:
        write_files(staging, files)
        meanwhile()


OLD = ["_output", "_output/index.html", "_output/manifest.json", "_quarto.yml"]
NEW = ["_output", "_output/index.html", "_quarto.yml"]


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_new_output_replaces_the_old_one_whole(output, monkeypatch, in_one_step):
    if not in_one_step:
        monkeypatch.setattr(folder, "exchange", lambda _one, _other: False)
    with stage(target(output)) as staging:
        write_files(staging, {"index.html": b"new"})
        assert (output / "index.html").read_bytes() == b"old"
    assert (output / "index.html").read_bytes() == b"new"
    assert names(output.parent) == NEW


def test_two_folders_change_places_in_one_step_where_the_system_can(tmp_path):
    write_files(tmp_path, {"one/a": b"1", "other/b": b"2"})
    if not folder.exchange(tmp_path / "one", tmp_path / "other"):
        pytest.skip("this system or its file system cannot")
    assert names(tmp_path) == ["one", "one/b", "other", "other/a"]


def test_an_old_output_comes_back_when_the_new_one_cannot_take_its_place(output, monkeypatch):
    rename = type(output).rename

    def refuse_new(one, other):
        if one.name == "new":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return rename(one, other)

    monkeypatch.setattr(folder, "exchange", lambda _one, _other: False)
    monkeypatch.setattr(type(output), "rename", refuse_new)
    with pytest.raises(MachineError) as refused:
        put(output, {"index.html": b"new"})
    remedy = "permission denied; give the program the right to it, or name another folder with --out DIR"
    assert str(refused.value) == f"{output}: {remedy}"
    assert names(output.parent) == OLD


def test_a_failed_build_leaves_the_old_output_and_nothing_else(output):
    with pytest.raises(MachineError, match="file exists"):
        put(output, {"index.html": b"half", "index.html/below": b"fails"})
    assert names(output.parent) == OLD


def test_a_failed_build_leaves_no_folders_above_an_output_that_was_to_be_new(output):
    new = target_output(Project.find(output, output=output.parents[1] / "new" / "newer" / "out"))
    with pytest.raises(InputError), stage(new) as staging:
        write_files(staging, {"../a": b""})
    assert not (output.parents[1] / "new").exists()


def test_what_came_into_the_output_meanwhile_is_not_lost(output):
    with pytest.raises(UsageError) as refused:
        put(output, {"index.html": b"new"}, meanwhile=lambda: (output / "notes.txt").write_bytes(b"mine"))
    assert str(refused.value).startswith("report/_output: it holds 'notes.txt', which this program has not made; ")
    assert names(output.parent) == sorted([*OLD, "_output/notes.txt"])


def test_the_output_folder_can_be_read_by_others(output):
    with stage(target(output)):
        pass
    assert output.stat().st_mode & 0o777 == 0o755


def test_a_disk_that_is_full_is_named_with_what_to_do(output, monkeypatch):
    def refuse(_path, _content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(type(output), "write_bytes", refuse)
    with pytest.raises(MachineError) as refused:
        put(output, {"en/a.html": b"new"})
    remedy = "make room there, for bytes and for files, or name another folder with --out DIR"
    assert str(refused.value) == f"{output.parent}: no space left on device; {remedy}"
    assert names(output.parent) == OLD


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "a//b", "a/.", "", "a\0b"])
def test_a_file_whose_name_leads_out_of_its_folder_is_refused(tmp_path, name):
    (tmp_path / "in").mkdir()
    with pytest.raises(InputError) as refused:
        write_files(tmp_path / "in", {name: b"out"})
    assert str(refused.value) == f"{escape_unprintable(name)}: this name of a file leads out of its folder; correct it"
    assert names(tmp_path) == ["in"]


def test_an_interrupt_waits_until_the_new_output_is_in_place_and_is_told_so(output, monkeypatch):
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    replace = folder._replace

    def interrupted(*places):
        signal.raise_signal(signal.SIGTERM)
        replace(*places)

    monkeypatch.setattr(folder, "_replace", interrupted)
    put_in_place.clear()
    take_interrupts()
    try:
        with pytest.raises(KeyboardInterrupt):
            put(output, {"index.html": b"new"})
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert (put_in_place, names(output.parent)) == ([output], NEW)
    put_in_place.clear()
