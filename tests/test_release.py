"""A release holds what README leads to, and the workflows can be run."""

import hashlib
import importlib.util
import io
import os
import re
import shlex
import subprocess
import zipfile
from pathlib import Path

import pytest

from multitrack.project import Project

ROOT = Path(__file__).parents[1]
NAME = "multitrack-diplomacy-canada-asean-1.0.0"


@pytest.fixture(scope="module")
def program():
    found = importlib.util.spec_from_file_location("release", ROOT / ".ci" / "release.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def built(edition):
    return Project.find(ROOT, output=edition)


@pytest.fixture(scope="module")
def released(program, built):
    return program.collect("v1.0.0", built, b"{}")


def test_a_release_holds_the_documents_the_data_the_whole_edition_and_the_bill_of_materials(released):
    assert sorted(released) == sorted(
        ["canada-asean.pdf", "kanada-asean.pdf", f"{NAME}-edition.zip", f"{NAME}.xlsx", f"{NAME}.zip", "sbom.cdx.json"]
    )


def test_readme_leads_to_files_of_the_release(released):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\(\.\./\.\./releases/latest/download/([^)]+)\)", readme)
    assert set(named) == released.keys() - {"sbom.cdx.json"}


def test_the_whole_edition_can_be_checked_with_its_own_checksums(released):
    with zipfile.ZipFile(io.BytesIO(released[f"{NAME}-edition.zip"])) as archive:
        files = {name.removeprefix(f"{NAME}-edition/"): archive.read(name) for name in archive.namelist()}
    sums = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert sums == {
        name: hashlib.sha256(files[name]).hexdigest() for name in files.keys() - {"SHA256SUMS", "manifest.json"}
    }


def test_a_tag_of_another_version_is_refused(program, built):
    with pytest.raises(SystemExit) as refused:
        program.collect("v2.0.0", built, b"{}")
    assert str(refused.value) == "the tag is v2.0.0, and the edition is 1.0.0: name it v1.0.0"


def test_github_would_run_the_workflows():
    actionlint = os.environ.get("ACTIONLINT") or pytest.skip("ACTIONLINT names no actionlint")
    said = subprocess.run(
        [*shlex.split(actionlint), ".github/workflows/*.yml"], cwd=ROOT, capture_output=True, check=False
    )
    assert said.returncode == 0, said.stdout.decode() + said.stderr.decode()
