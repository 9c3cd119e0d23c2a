"""Print a CycloneDX bill of materials of what an edition is made with, from the lock file alone.

The packages of ``requirements.lock`` run when an edition is built; its pages have no scripts but the edition's own.
No clock and no chance is in it: the same lock gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill_of_materials() -> dict[str, Any]:
    """Return the bill of materials of this project."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, version = project["name"], project["version"]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": name, "name": name, "version": version}},
        "components": list(_packages()),
    }


def _packages() -> Iterator[dict[str, Any]]:
    for name, version, rest in _PINNED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")):
        hashes = [{"alg": "SHA-256", "content": digest} for digest in _HASH.findall(rest)]
        yield _component(name, version, f"pkg:pypi/{name}@{version}", hashes)


def _component(name: str, version: str, purl: str, hashes: list[dict[str, str]]) -> dict[str, Any]:
    found = [{"type": "distribution", "url": purl, "hashes": hashes}]
    return {
        "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl, "externalReferences": found,
    }  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(bill_of_materials(), indent=1) + "\n")
