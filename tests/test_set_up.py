"""``./multitrack`` sets its environment up, mends one that is broken, or says in one line what to do."""

import base64
import hashlib
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAID = "multitrack: installing requirements.lock into .venv (the first time 160 MB to download, 0.7 GB on the disk)\n"
PROGRAM = "import sys, tiny\nprint(tiny.SAID, *sys.argv[1:])\n"
BEGIN = "import runpy, sys; sys.argv = [{script!r}, 'list']; {before}; runpy.run_path({script!r}, run_name='__main__')"


COPYING = '#!/bin/sh\ntest "$1 $2 $3 $4" = "-I -m venv --clear" && rm -rf "$5" && cp -a "{made}" "$5"\n'


@dataclass
class Clone:
    """A project with a small program, whose one package lies in a folder instead of on a server."""

    root: Path
    wheels: Path
    set: dict[str, str] = field(default_factory=dict)

    def call(self, *arguments, before=""):
        """Call the script; ``before`` is done in its Python beforehand."""
        script = str(self.root / "multitrack")
        begun = ["-c", BEGIN.format(script=script, before=before)] if before else [script, *arguments]
        kept = {name: text for name, text in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
        there = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)}
        ended = subprocess.run(
            [sys.executable, *([] if "PYTHONPATH" in self.set else ["-I"]), *begun],
            env={**kept, **there, **self.set},
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
        )
        return ended.returncode, ended.stdout, ended.stderr

    def packages(self):
        return next(self.root.glob(".venv/lib/python3.*/site-packages"))


def make_wheel(folder):
    """Put the package ``tiny`` into a folder, and return the line of a lock file for it."""
    folder.mkdir()
    wheel = folder / "tiny-1.0-py3-none-any.whl"
    files = {
        "tiny.py": "SAID = 'at work'\n",
        "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: here\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{name},sha256={digest(text)},{len(text)}\n" for name, text in files.items()]
    with zipfile.ZipFile(wheel, "w") as packed:
        for name, text in {**files, "tiny-1.0.dist-info/RECORD": "".join(record)}.items():
            packed.writestr(name, text)
    return f"tiny==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def digest(text):
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a clone that was set up once, and what was said then."""
    folder = tmp_path_factory.mktemp("set-up")
    program = folder / "clone" / "src" / "multitrack"
    program.mkdir(parents=True)
    for name, text in {"__init__.py": "", "cli.py": "import tiny\n", "__main__.py": PROGRAM}.items():
        (program / name).write_text(text, encoding="utf-8")
    (folder / "clone" / "requirements.lock").write_text(make_wheel(folder / "wheels"), encoding="utf-8")
    shutil.copy(ROOT / "multitrack", folder / "clone")
    clone = Clone(folder / "clone", folder / "wheels")
    return clone, clone.call("list")


@pytest.fixture
def clone(made, tmp_path):
    """Return a copy of a clone that was set up elsewhere."""
    shutil.copytree(made[0].root, tmp_path / "clone", symlinks=True)
    return Clone(tmp_path / "clone", made[0].wheels)


@pytest.fixture(scope="module")
def copying(tmp_path_factory):
    """Return what has a Python that copies an environment, asked for one, which it would take four seconds to make."""
    folder = tmp_path_factory.mktemp("copying")
    subprocess.run([sys.executable, "-I", "-m", "venv", folder / "made"], check=True, capture_output=True, timeout=120)
    python = folder / "python"
    python.write_text(COPYING.format(made=folder / "made"), encoding="utf-8")
    python.chmod(stat.S_IRWXU)
    return f"sys.executable = {str(python)!r}"


def test_the_first_call_says_what_it_installs_and_runs_the_program(made):
    assert made[1] == (0, "at work list\n", SAID)


def test_a_folder_that_was_moved_works_at_once(clone):
    assert clone.call("list") == (0, "at work list\n", "")


def test_a_folder_with_letters_that_the_locale_does_not_have(clone):
    moved = clone.root.rename(clone.root.with_name("Skripsi – édisi ŋ"))
    shutil.rmtree(moved / ".venv")
    there = Clone(moved, clone.wheels, {"LC_ALL": "C", "LANG": "C"})
    assert (there.call("list"), there.call("list")) == ((0, "at work list\n", SAID), (0, "at work list\n", ""))


def test_an_environment_without_pip_is_made_anew(clone, copying):
    shutil.rmtree(clone.packages() / "pip")
    (clone.root / ".venv" / "run").unlink()
    assert clone.call(before=copying) == (0, "at work list\n", SAID)


def test_an_environment_of_another_python_is_made_anew(clone, copying):
    clone.packages().parent.rename(clone.root / ".venv" / "lib" / "python3.9")
    (clone.root / ".venv" / "run").write_text("Python 3.9, requirements.lock 0\n", encoding="utf-8")
    assert clone.call(before=copying) == (0, "at work list\n", SAID)


def test_an_environment_whose_python_was_removed_is_made_anew(clone, copying):
    for link in (clone.root / ".venv" / "bin").glob("python*"):
        link.unlink()
        link.symlink_to("/nowhere/python")
    assert clone.call(before=copying) == (0, "at work list\n", SAID)


def test_a_set_up_that_was_ended_half_way_is_done_again(clone):
    (clone.root / ".venv" / "run").unlink()
    (clone.packages() / "tiny.py").write_text("SAID =", encoding="utf-8")
    assert clone.call("list") == (0, "at work list\n", SAID)


def test_a_lock_file_that_has_changed_is_installed(clone):
    with (clone.root / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# newer\n")
    assert (clone.call("list"), clone.call("list")) == ((0, "at work list\n", SAID), (0, "at work list\n", ""))


def test_settings_of_pip_that_send_packages_elsewhere_are_left_out(clone):
    (clone.root / ".venv" / "run").unlink()
    names = ("TARGET", "PREFIX", "ROOT", "CONSTRAINT", "BUILD_CONSTRAINT")
    astray = {f"PIP_{name}": str(clone.root / "elsewhere") for name in names}
    clone.set = {**astray, "PIP_USER": "1", "PIP_NO_BINARY": ":all:", "PIP_PYTHON": "/nowhere"}
    assert (clone.call("list"), (clone.root / "elsewhere").exists()) == ((0, "at work list\n", SAID), False)


def test_variables_of_python_that_lead_to_other_modules_are_left_out(clone):
    (clone.root / "tiny.py").write_text("SAID = 'astray'\n", encoding="utf-8")
    clone.set = {"PYTHONPATH": str(clone.root)}
    assert clone.call("list") == (0, "at work list\n", "")


def test_a_python_without_venv_is_told_with_the_package_to_install(clone):
    shutil.rmtree(clone.root / ".venv")
    said = (
        "multitrack: this Python lacks the module venv: "
        "install it (on Debian and Ubuntu: sudo apt install python3-venv), and call the same again\n"
    )
    assert clone.call(before="sys.modules['ensurepip'] = None") == (3, "", said)


def test_an_old_python_is_told_its_age(clone):
    clone.set = {"PATH": "/nowhere"}
    said = "multitrack needs Python 3.11 or newer; this is 3.9.2. Another is named by: make PYTHON=FILE\n"
    assert clone.call(before="sys.version_info = (3, 9, 2)") == (3, "", said)


def test_an_old_python_hands_over_to_a_newer_one(clone):
    newer = clone.root / "python3.12"
    newer.symlink_to(sys.executable)
    clone.set = {"PATH": str(clone.root)}
    assert clone.call(before="sys.version_info = (3, 9, 2)") == (0, "at work list\n", "")


def test_packages_that_cannot_be_had_are_told_in_one_line(clone):
    (clone.root / ".venv" / "run").unlink()
    clone.set = {"PIP_FIND_LINKS": str(clone.root)}
    said = (
        "multitrack: pip cannot install the packages of requirements.lock: "
        "ERROR: No matching distribution found for tiny==1.0; it needs a network, and 1 GB of room\n"
    )
    assert clone.call("list") == (3, "", SAID + said)


def test_a_file_of_settings_that_sends_packages_elsewhere_is_told(clone, copying):
    shutil.rmtree(clone.root / ".venv")
    (clone.root / "pip.conf").write_text(f"[install]\ntarget = {clone.root / 'elsewhere'}\n", encoding="utf-8")
    clone.set = {"PIP_CONFIG_FILE": str(clone.root / "pip.conf")}
    said = (
        "multitrack: the program does not find its packages in .venv: ModuleNotFoundError: No module named 'tiny'; "
        "if pip puts packages elsewhere, take target, prefix and root out of what `pip config list` prints\n"
    )
    assert clone.call(before=copying) == (3, "", SAID + said)


def test_calls_at_once_set_up_one_after_the_other(clone):
    shutil.rmtree(clone.root / ".venv")
    environment = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(clone.wheels)}
    begun = [
        subprocess.Popen([clone.root / "multitrack", "list"], env=environment, stdout=-1, stderr=-1) for _ in range(2)
    ]
    assert sorted(one.communicate() for one in begun) == [(b"at work list\n", b""), (b"at work list\n", SAID.encode())]
