"""Export of a figure's or a table's bundle to any folder, made anew from the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.bundles.bundle import kit_files, zip_file
from multitrack.bundles.exhibits import exhibit_of
from multitrack.engines.workers import hire
from multitrack.errors import UsageError
from multitrack.lang.outputs import Figure
from multitrack.publish.staging import staged, write_files
from multitrack.publish.target import KIT, Target
from multitrack.render.figure_files import Drawings
from multitrack.scratch import scratch
from multitrack.typography.fonts import font_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from multitrack.edition import Edition


def make_kit(edition: Edition, identifier: str) -> Mapping[str, bytes]:
    """Return the files of one bundle by their names, with its ZIP but without the page of the report.

    Raises
    ------
    InputError
        If data or texts are wrong.
    UsageError
        If there is no such figure or table; the message names the nearest.
    """
    shown = edition.shown(identifier)
    exhibit, figures = exhibit_of(shown, edition), [shown] if isinstance(shown, Figure) else []
    with scratch() as folder, hire(1) as workers:
        fonts = folder / "fonts"
        fonts.mkdir()
        write_files(fonts, font_files())
        crowded, specs = edition.study.is_large, edition.specifications
        pictures = Drawings.begin(figures, edition.speakers, specs, fonts=fonts, crowded=crowded).files()
        files = next(kit_files([exhibit], edition, pictures, fonts=fonts, pool=workers.pool))
    archive, content = zip_file(exhibit, edition, files)
    return {**files, archive: content}


def export_kit(edition: Edition, identifier: str, folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write the bundle of a figure or a table to ``folder/IDENTIFIER``, without the page of the report.

    Parameters
    ----------
    force
        Replace an existing bundle. Nothing else is ever replaced.

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
    target = Target(folder / identifier, KIT, edition.project, "--to DIR")
    target.require_ours()
    if target.is_there() and not force:
        message = f"{target.folder}: {KIT.noun} is there already; --force replaces it"
        raise UsageError(message)
    files = make_kit(edition, identifier)
    with staged(target) as staging:
        write_files(staging, files)
    return tuple(target.folder / name for name in sorted(files))
