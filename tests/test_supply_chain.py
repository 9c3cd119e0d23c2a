"""What an edition is made with is listed, and nothing is fetched or offered while it is made."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).parents[1]
GUARDED = """
import sys
def refuse(event, arguments):
    if event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"}:
        raise SystemExit(f"{event} {arguments[1:]}")
sys.addaudithook(refuse)
from multitrack.__main__ import main
main()
"""


@pytest.fixture(scope="module")
def bill():
    return subprocess.run([sys.executable, ROOT / ".ci" / "sbom.py"], capture_output=True, check=True).stdout.decode()


def test_the_bill_of_materials_is_valid_after_its_standard(bill):
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill) is None


def test_it_names_every_locked_package_with_its_hashes(bill):
    locked = re.findall(r"^(\S+)==([^\s;\\]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    listed = {one["purl"]: one for one in json.loads(bill)["components"]}
    assert set(listed) == {f"pkg:pypi/{name}@{version}" for name, version in locked}
    assert all(one["externalReferences"][0]["hashes"] for one in listed.values())


def test_a_build_neither_asks_the_network_nor_listens(tmp_path):
    unshare = [shutil.which("unshare") or "unshare", "-rn"]
    possible = shutil.which("unshare") and not subprocess.run([*unshare, "true"], check=False).returncode
    command = [*(unshare if possible else []), sys.executable, "-c", GUARDED, "build", "--engine", "embedded"]
    command += ["--jobs", "1", "--lang", "en", "--to", "pdf", "--project", ROOT, "--out", tmp_path / "out"]
    made = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (made.returncode, made.stderr) == (0, "")
    assert list((tmp_path / "out" / "en").glob("*.pdf"))
