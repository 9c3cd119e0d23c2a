"""The project's files and those that it makes can stand on every system, and programs meet their names anywhere."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from multitrack.scratch import WORK

ROOT = Path(__file__).parents[1]
RESERVED = re.compile(r'(con|prn|aux|nul|com\d|lpt\d)(\..*)?$|.*[<>:"|?*\\\x00-\x1f].*|.*[. ]$', re.IGNORECASE)
STYLE = ROOT / "src" / "multitrack" / "citations" / "apa.csl"
CALLING = """
import sys
from pathlib import Path
from multitrack.engines.bibliography import find_pandoc
from multitrack.engines.programs import Call, run
style = Path(sys.argv[1])
arguments = [find_pandoc(), "--to=plain", "--citeproc", "--csl", style]
sys.stdout.buffer.write(run(Call(what="Pandoc", arguments=arguments, folder=style.parent, given=b"Isi")).output)
"""


def kept():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return listed.rstrip("\0").split("\0")


def made():
    lines = (ROOT / "report" / "checksums.sha256").read_text(encoding="utf-8").splitlines()
    return [line.partition("  ")[2] for line in lines]


@pytest.mark.parametrize("names", [kept(), made()], ids=["kept", "made"])
def test_no_name_is_one_that_windows_refuses(names):
    assert [name for name in names if any(RESERVED.match(part) for part in name.split("/"))] == []


@pytest.mark.parametrize("names", [kept(), made()], ids=["kept", "made"])
def test_no_two_names_differ_in_capitals_alone(names):
    paths = {parent.as_posix() for name in names for parent in [Path(name), *Path(name).parents]}
    assert [name for name, count in Counter(path.lower() for path in paths).items() if count > 1] == []


def test_no_path_is_longer_than_windows_takes_in_a_home_with_a_long_name():
    assert max(len(f"report/.build-output-{'0' * 16}/{WORK}/new/{name}") for name in made()) < 160


def test_a_program_finds_files_with_letters_that_the_locale_does_not_have(tmp_path):
    style = shutil.copy(STYLE, tmp_path / "édisi – ŋ.csl")
    command = [sys.executable, "-c", CALLING, style]
    called = subprocess.run(command, env={"LC_ALL": "C"}, capture_output=True, check=False)
    assert (called.returncode, called.stdout) == (0, b"Isi\n"), called.stderr.decode()
