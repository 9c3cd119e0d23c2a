"""Git, spreadsheets and editors on Windows change no identifier: a text is the same however its lines end."""

import codecs
import shutil
import subprocess
from pathlib import Path

import pytest

from multitrack.input_files import unify_text
from multitrack.project import MADE, Project
from multitrack.publish.manifest import Inputs
from multitrack.study.loading import load

ROOT = Path(__file__).parents[1]


def git(*arguments):
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def windows_project(tmp_path):
    """Return a copy of the project whose texts an editor on Windows has saved."""
    for name in ("data", "report"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(*MADE, ".*", "node_modules"))
    (tmp_path / "pyproject.toml").touch()
    for path in tmp_path.rglob("*.*"):
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            path.write_bytes(codecs.BOM_UTF8 + content.replace(b"\n", b"\r\n"))
    return Project.find(tmp_path)


def test_a_clone_has_the_same_bytes_where_git_is_set_to_end_lines_as_windows_does(tmp_path):
    git("clone", "--quiet", "--config", "core.autocrlf=true", "--config", "core.eol=crlf", ".", str(tmp_path / "clone"))
    changed = [
        name
        for name in git("ls-files", "-z").split("\0")
        if (path := tmp_path / "clone" / name).is_file() and path.read_bytes() != unify_text(path.read_bytes())
    ]
    assert changed == []


def test_the_input_is_the_same_in_texts_saved_on_windows(windows_project):
    assert Inputs.read(windows_project).sha256 == Inputs.read(Project.find(ROOT)).sha256


def test_the_data_package_is_the_same_in_texts_saved_on_windows(windows_project):
    assert load(windows_project)[0].files == load(Project.find(ROOT))[0].files


def test_a_file_that_is_no_text_is_read_as_it_is():
    assert unify_text(b"PK\x03\x04\r\n\0\r\n") == b"PK\x03\x04\r\n\0\r\n"
