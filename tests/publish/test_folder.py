"""The output folder is replaced whole or not at all."""

import pytest

from multitrack.errors import MachineError
from multitrack.publish.folder import staged, write_files


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_new_output_replaces_the_old_one_whole(tmp_path):
    output = tmp_path / "_output"
    write_files(output, {"en/old.html": b"old", "index.html": b"old"})
    with staged(output) as staging:
        write_files(staging, {"index.html": b"new"})
        assert (output / "index.html").read_bytes() == b"old"
    assert names(tmp_path) == ["_output", "_output/index.html"]
    assert (output / "index.html").read_bytes() == b"new"


def test_a_failed_build_leaves_the_old_output_and_nothing_else(tmp_path):
    output = tmp_path / "_output"
    write_files(output, {"index.html": b"old"})
    with pytest.raises(FileExistsError), staged(output) as staging:
        write_files(staging, {"index.html": b"half", "index.html/below": b"fails"})
    assert names(tmp_path) == ["_output", "_output/index.html"]
    assert (output / "index.html").read_bytes() == b"old"


def test_the_output_folder_can_be_read_by_others(tmp_path):
    with staged(tmp_path / "_output"):
        pass
    assert (tmp_path / "_output").stat().st_mode & 0o777 == 0o755


def test_a_folder_that_cannot_be_written_is_named_with_what_to_do(tmp_path):
    (tmp_path / "file").write_text("in the way")
    target = tmp_path / "file" / "below" / "_output"
    with pytest.raises(MachineError) as refused, staged(target):
        pass
    expected = f"{target}: cannot write there (not a directory); free the folder or name another one with --out DIR"
    assert str(refused.value) == expected
