"""The READMEs and CONTRIBUTING tell the truth: their trees stand on the disk, and their commands exist."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from multitrack.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
INDONESIAN = (ROOT / "README.id.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ALL = README + INDONESIAN + CONTRIBUTING


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
    named = set(re.findall(r"^make ([a-z]+)$", ALL, re.MULTILINE)) | set(re.findall(r"`make ([a-z]+)`", ALL))
    assert {"report", "test"} <= named <= targets


def calls():
    """Return all calls of the program that are printed, but for bare names in the lists of commands."""
    written = set(re.findall(r"(?:\./|py |-m )multitrack ([a-z][^`\n]*)", ALL))
    return sorted(call for call in written if " " in call or call in {"build", "check"})


@pytest.mark.parametrize("call", calls())
def test_every_call_that_is_printed_can_be_made(call):
    name, *arguments = shlex.split(call)
    assert get_command(app).commands[name].make_context(name, arguments).info_name == name


def test_both_readmes_have_the_same_calls_links_and_parts():
    kinds = (r"`(?:\./|py )multitrack [a-z]+", r"^```[^`]+```$", r"\]\(((?!#|README)[^)]+)\)", r"^#+ ", r"^- ", r"^\|")
    found = [[re.findall(kind, readme, re.MULTILINE) for kind in kinds] for readme in (README, INDONESIAN)]
    english, indonesian = [[sorted(one) for one in each] for each in found]
    assert english == indonesian


def test_the_list_of_commands_is_that_of_the_help():
    shown = {name for name, command in get_command(app).commands.items() if not command.hidden}
    assert set(re.findall(r"^\| `\./multitrack ([a-z]+)` \|", README, re.MULTILINE)) == shown


@pytest.mark.recorded
def test_the_numbers_of_both_readmes_are_those_of_the_edition(opened):
    number = dict(opened.entries("numbers", opened.project.profiles[0]))
    headings, items = number["headings-other-occasion"], number["events"]
    checks, failed = number["claims-statistics"], number["claims-statistics-does-not-hold"]
    without = number["claims-statistics-cannot-be-checked"]
    said = (
        f"in {headings} of the {items} items",
        f"of {checks} checks against independent statistics {failed} do not agree, and {without} lead",
        f"pada {headings} dari {items} butir",
        f"dari {checks} pemeriksaan terhadap statistik independen, {failed} tidak cocok dan {without} tidak",
    )
    assert [words for words in said if words not in " ".join((README + INDONESIAN).split())] == []


def test_both_readmes_say_how_much_the_set_up_takes():
    script = (ROOT / "multitrack").read_text(encoding="utf-8")
    download, disk = re.search(r'"run": "(\d+ MB) to download, ([\d.]+ GB) on the disk"', script).groups()
    said = [(download, README), (disk, README), (download, INDONESIAN), (disk.replace(".", ","), INDONESIAN)]
    assert [size for size, readme in said if size not in readme] == []


def test_what_is_said_of_the_python_is_what_the_package_asks_for():
    asked = re.search(r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))[1]
    assert f"Python {asked} or newer" in README
    assert f"Python {asked} atau yang lebih baru" in INDONESIAN


def test_the_help_of_make_names_every_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    assert re.findall(r"^([a-z]+):.* ## ", makefile, re.MULTILINE) == targets


def test_every_link_to_a_file_leads_somewhere():
    links = re.findall(r"\]\((?!http|#|\.\./\.\./releases/latest)([^)#]+)", ALL)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_link_to_a_part_leads_to_its_heading():
    for text, links in ((README, README), (INDONESIAN, INDONESIAN), (CONTRIBUTING, ALL)):
        parts = {
            re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-")
            for line in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        }
        wanted = r"\]\(CONTRIBUTING.md#([^)]+)\)" if text is CONTRIBUTING else r"\]\(#([^)]+)\)"
        assert set(re.findall(wanted, links)) <= parts
