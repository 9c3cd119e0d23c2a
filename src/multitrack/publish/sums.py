"""``SHA256SUMS``: what anyone can check a downloaded edition with, by ``sha256sum --check``."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "SHA256SUMS"


def sums(folder: Path) -> bytes:
    """Return a line with hash and path for every file below a folder."""
    lines = (f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in sizes(folder))
    return "".join(lines).encode()


def sizes(folder: Path) -> dict[str, int]:
    """Return path → number of bytes of every file below a folder, sorted by path."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: files[name].stat().st_size for name in sorted(files)}
