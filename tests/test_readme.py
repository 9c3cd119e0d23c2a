"""The README tells the truth: its tree stands on the disk, and its commands exist."""

import re
import subprocess
from pathlib import Path

from typer.main import get_command

from multitrack.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def tracked():
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return listed.splitlines()


def tree(heading):
    """Return the first words of the lines of the code block after a sentence."""
    block = README.split(heading, 1)[1].split("```")[1]
    return [line.split()[0] for line in block.strip().splitlines()]


def test_the_tree_names_every_file_and_folder_at_the_top_and_no_other():
    assert sorted(tree("## What is where")) == sorted({path.split("/")[0] for path in tracked()})


def test_the_program_s_folders_are_named_as_they_are():
    named = {path.removeprefix("src/multitrack/").split("/")[0] for path in tree("Inside the program")}
    found = {path.split("/")[2] for path in tracked() if path.startswith("src/multitrack/")}
    assert named == found - {"__init__.py", "__main__.py"}


def test_every_make_target_that_is_named_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"^make ([a-z]+)$", README, re.MULTILINE)) | set(re.findall(r"`make ([a-z]+)`", README))
    assert {"report", "test"} <= named <= targets


def test_every_command_that_is_named_exists():
    commands = set(get_command(app).commands)
    assert set(re.findall(r"`multitrack ([a-z]+)", README)) <= commands


def test_every_link_to_a_file_leads_somewhere():
    links = re.findall(r"\]\((?!http|#)([^)]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
