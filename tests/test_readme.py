"""README and CONTRIBUTING tell the truth: their trees stand on the disk, and their commands exist."""

import re
import subprocess
from pathlib import Path

from typer.main import get_command

from multitrack.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BOTH = README + CONTRIBUTING


def tracked():
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return listed.splitlines()


def tree(heading):
    """Return the first words of the lines of the code block after a sentence."""
    block = CONTRIBUTING.split(heading, 1)[1].split("```")[1]
    return [line.split()[0] for line in block.strip().splitlines()]


def test_the_tree_names_every_file_and_folder_at_the_top_and_no_other():
    assert sorted(tree("At the top:")) == sorted({path.split("/")[0] for path in tracked()})


def test_the_program_s_folders_are_named_as_they_are():
    named = {path.removeprefix("src/multitrack/").split("/")[0] for path in tree("in this list from below upward.")}
    found = {path.split("/")[2] for path in tracked() if path.startswith("src/multitrack/")}
    assert named == found - {"__init__.py", "__main__.py"}


def test_every_make_target_that_is_named_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"^make ([a-z]+)$", BOTH, re.MULTILINE)) | set(re.findall(r"`make ([a-z]+)`", BOTH))
    assert {"report", "test"} <= named <= targets


def test_every_command_that_is_named_exists():
    commands = set(get_command(app).commands)
    assert set(re.findall(r"(?:`|\./)multitrack ([a-z]+)", BOTH)) <= commands


def test_the_list_of_commands_is_that_of_the_help():
    shown = {name for name, command in get_command(app).commands.items() if not command.hidden}
    assert set(re.findall(r"^\| `multitrack ([a-z]+)` \|", README, re.MULTILINE)) == shown


def test_the_help_of_make_names_every_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    assert re.findall(r"^([a-z]+):.* ## ", makefile, re.MULTILINE) == targets


def test_every_link_to_a_file_leads_somewhere():
    links = re.findall(r"\]\((?!http|#)([^)]+)\)", BOTH)
    assert [link for link in links if not (ROOT / link).exists()] == []
