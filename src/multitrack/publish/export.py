"""``multitrack export``: a kit, wherever it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.errors import UsageError
from multitrack.kits.exporting import make_kit
from multitrack.publish.folder import staged, write_files
from multitrack.publish.target import KIT, Target

if TYPE_CHECKING:
    from pathlib import Path

    from multitrack.project import Project


def export_kit(project: Project, identifier: str, folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write the kit of a figure or a table to ``folder/IDENTIFIER``, without the page that belongs to the report.

    Parameters
    ----------
    force
        Whether the kit is replaced if it is there already. Nothing else ever is.

    Returns
    -------
    tuple[Path, ...]
        The files written.

    Raises
    ------
    InputError
        If data or texts are wrong.
    UsageError
        If there is no such figure or table, or something else is in the way.
    MachineError
        If the folder cannot be written.
    """
    target = Target(folder / identifier, KIT, project, "--to DIR")
    target.require_ours()
    if target.is_there() and not force:
        message = f"{target.folder}: {KIT.noun} is there already; --force replaces it"
        raise UsageError(message)
    files = make_kit(project, identifier)
    with staged(target) as staging:
        write_files(staging, files)
    return tuple(target.folder / name for name in sorted(files))
