"""The same input gives the same bytes: built twice and compared, and compared with the recorded checksums."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from multitrack.build import build_edition
from multitrack.bundles.cited_versions import renew_ledger
from multitrack.errors import InputError, MachineError, Problem
from multitrack.order import BuildRequest, limit_jobs
from multitrack.products import Products
from multitrack.project import CHECKSUMS, LEDGER, list_files
from multitrack.publish.manifest import MANIFEST
from multitrack.publish.staging import write_files
from multitrack.scratch import open_scratch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from multitrack.build import OpenEdition
    from multitrack.project import Project

_KIT: Final = re.compile(r"(?:figures|tables)/([^/]+)/")
_RENEW: Final = "look at it; if it is meant, run multitrack build --engine embedded and multitrack checksums"


def verify_edition(project: Project, open_edition: OpenEdition) -> str:
    """Build the project twice with the embedded engine, in two fresh copies of it, compare every byte, and sum up.

    The first is built from nothing, with several jobs; the second with one, from what the project's builds have kept.

    Raises
    ------
    MachineError
        If the two builds differ, so that something other than the input shapes the output.
    InputError
        If both builds agree but not with ``report/checksums.sha256``.
    """
    first = _build_copy(project, "a", open_edition, Products(), limit_jobs(2))
    second = _build_copy(project, "a-longer-name", open_edition, Products.of(project.root), 1)
    differing = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
    if differing:
        found = f"two builds of the same input differ in {', '.join(differing)}"
        message = f"{found}: find what else they depend on; if they agree without .cache, it is damaged"
        raise MachineError(message)
    first.pop(MANIFEST, None)  # it names the input as well, and would change with every comment in the code
    recorded = _read_checksums(project)
    if recorded is None:
        return f"{len(first)} files, twice the same bytes; there is no {CHECKSUMS} to compare with"
    problems = [
        Problem(f"report/{CHECKSUMS}", 0, name, found, _RENEW) for name, found in _differences(first, recorded).items()
    ]
    if problems:
        raise InputError(problems)
    return f"{len(first)} files, twice the same bytes, and the same as report/{CHECKSUMS}"


def write_checksums(project: Project) -> str:
    """Record the checksums of the edition in the output folder as those that every machine must reproduce."""
    hashes = _hash_files(project.output)
    hashes.pop(MANIFEST, None)
    if not hashes:
        message = f"{project.name(project.output)} is empty: run make report first"
        raise MachineError(message)
    lines = "".join(f"{sha}  {name}\n" for name, sha in sorted(hashes.items()))
    ledger = renew_ledger(project)
    write_files(project.report, {CHECKSUMS: lines.encode(), **({LEDGER: ledger.encode()} if ledger else {})})
    return f"report/{CHECKSUMS}: {len(hashes)} files"


def _build_copy(
    project: Project, name: str, open_edition: OpenEdition, products: Products, jobs: int
) -> dict[str, str]:
    with open_scratch() as folder:
        root = folder / name
        root.mkdir()
        copy = project.copy(root)
        order = BuildRequest(profiles=copy.profiles, engine="embedded", jobs=jobs)
        build_edition(copy, order, open_edition, products=products)
        return _hash_files(copy.output)


def _hash_files(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in list_files(folder).items()}


def _read_checksums(project: Project) -> dict[str, str] | None:
    path = project.report / CHECKSUMS
    if not path.is_file():
        return None
    lines = [line.partition("  ") for line in project.sources.read_text(path).splitlines()]
    name = project.name(path)
    wrong = [number for number, (_, gap, named) in enumerate(lines, start=1) if not gap or not named]
    if wrong:
        found, remedy = "the line is no hash and name of a file", "run multitrack checksums after a build"
        raise InputError([Problem(name, wrong[0], "", found, remedy)])
    return {named: sha for sha, _, named in lines}


def _differences(built: Mapping[str, str], recorded: Mapping[str, str]) -> dict[str, str]:
    """Return the differences from the record: a document, a figure or a table, with all its files → difference."""
    found: dict[str, list[str]] = {}
    for name in sorted(built.keys() | recorded.keys()):
        if built.get(name) != recorded.get(name):
            kit = _KIT.match(name)
            found.setdefault(kit[1] if kit else name, []).append(_difference(name, built, recorded))
    return {
        name: f"{len(each)} files: {', '.join(dict.fromkeys(each))}" if each[1:] else each[0]
        for name, each in found.items()
    }


def _difference(name: str, built: Mapping[str, str], recorded: Mapping[str, str]) -> str:
    if name not in recorded:
        return "built, but not recorded"
    return "other bytes than recorded" if name in built else "recorded, but not built"
