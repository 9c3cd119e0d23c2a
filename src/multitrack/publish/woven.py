"""What the woven files in the report were made from, so that they are made again only when that has changed."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from multitrack.project import GENERATED
from multitrack.publish.manifest import hash_input
from multitrack.publish.target import WOVEN, read_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from multitrack.project import Project

_NAME: Final = WOVEN.manifest
_SHAPING: Final = (
    "altair",
    "deflate",
    "vl-convert-python",
    "fontpkg-source-sans-3",
    "fontpkg-source-serif-4",
    "minify-html",
    "uharfbuzz",
)


def shaping_versions() -> dict[str, str]:
    """Return the packages that shape charts, fonts and pages, and their versions."""
    return {name: version(name) for name in _SHAPING}


def mark_woven(folder: Path, project: Project) -> None:
    """Write beside woven files what they are and what they were made from."""
    (folder / _NAME).write_text(json.dumps(_record(folder, project), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def is_woven(project: Project) -> bool:
    """Say whether the report holds every file that weaving would put there, byte for byte."""
    folder = project.report / GENERATED
    return read_json(folder / _NAME) == _record(folder, project)


def _record(folder: Path, project: Project) -> Mapping[str, Any]:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    files.pop(_NAME, None)
    return {
        "input": hash_input(project),
        "versions": shaping_versions(),
        "files": {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()},
    }
