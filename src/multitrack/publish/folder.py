"""The output folder: made beside the old one, and put in its place in one step."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from multitrack.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping


@contextmanager
def staged(target: Path) -> Generator[Path]:
    """Give an empty folder that becomes ``target`` when the block ends well, and vanishes when it does not.

    Parameters
    ----------
    target
        The folder to replace; it may not exist yet. Until the end it stays as it is.

    Raises
    ------
    MachineError
        If the folder above ``target`` cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".build-{target.name.strip('_.')}-", dir=target.parent))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"{target}: cannot write there ({reason}); free the folder or name another one with --out DIR"
        raise MachineError(message) from error
    try:
        yield staging
        staging.chmod(0o755)
        _replace(target, staging)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder; the names are paths relative to it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _replace(target: Path, staging: Path) -> None:
    """Put ``staging`` where ``target`` is; a target already there steps aside first and comes back on failure."""
    if not target.exists():
        staging.rename(target)
        return
    aside = staging.with_name(staging.name + "-old")
    target.rename(aside)
    try:
        staging.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside)
