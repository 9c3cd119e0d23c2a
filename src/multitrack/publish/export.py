"""Export of a figure's or a table's bundle to any folder, made anew from the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.bundles.bundle import make_bundles, make_zip
from multitrack.bundles.exhibits import make_exhibit
from multitrack.engines.workers import hire
from multitrack.errors import UsageError
from multitrack.lang.outputs import Figure
from multitrack.publish.staging import stage, write_files
from multitrack.publish.target import KIT, Target
from multitrack.render.figure_files import Drawings
from multitrack.scratch import open_scratch
from multitrack.typography.fonts import cut_fonts

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
    exhibit, figures = make_exhibit(shown, edition), [shown] if isinstance(shown, Figure) else []
    with open_scratch() as folder, hire(1) as workers:
        fonts = folder / "fonts"
        fonts.mkdir()
        write_files(fonts, cut_fonts())
        crowded = edition.study.is_large
        drawings = Drawings.begin(figures, edition.speakers, edition.charts, fonts=fonts, crowded=crowded)
        pictures = drawings.files(edition.theme.tokens)
        files = next(make_bundles([exhibit], edition, pictures, fonts=fonts, pool=workers.pool))
    archive, content = make_zip(exhibit, edition, files)
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
    identifier = edition.resolve(identifier)
    target = Target(folder / identifier, KIT, edition.project, "--to DIR")
    target.require_ours()
    if target.is_there() and not force:
        message = f"{target.folder}: {KIT.noun} is there already; --force replaces it"
        raise UsageError(message)
    files = make_kit(edition, identifier)
    with stage(target) as staging:
        write_files(staging, files)
    return tuple(target.folder / name for name in sorted(files))
