"""Export of a figure's or a table's bundle, or of the data package, to any folder, made anew from the data."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from multitrack.bundles.bundle import make_bundles
from multitrack.bundles.bundle_metadata import RECORD, write_record
from multitrack.bundles.exhibits import make_exhibit
from multitrack.bundles.workbook import make_package_workbook
from multitrack.bundles.zip_files import pack
from multitrack.citations.works import DATA, REPORT, normalise_id
from multitrack.edition import STUDY
from multitrack.engines.workers import hire
from multitrack.errors import UsageError
from multitrack.lang.outputs import Figure
from multitrack.publish.staging import stage, write_files
from multitrack.publish.target import KIT, PACKAGE, Target
from multitrack.render.figure_files import Drawings
from multitrack.scratch import open_scratch
from multitrack.typography.fonts import cut_fonts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from multitrack.edition import Edition

_ELSEWHERE: Final = {
    REPORT: "multitrack build --out DIR writes it, as pages and PDFs with all kits",
    STUDY: "the edition copies nothing of it; multitrack cite study names the place where it was published",
}
"""Works without a kit → where they are found."""


def make_kit(edition: Edition, identifier: str) -> Mapping[str, bytes]:
    """Return the files of one bundle by their names, with its ZIP but without its pages; errors as of export_kit."""
    shown = edition.shown(identifier)
    exhibit, figures = make_exhibit(shown, edition), [shown] if isinstance(shown, Figure) else []
    with open_scratch() as folder, hire(1) as workers:
        fonts = folder / "fonts"
        fonts.mkdir()
        write_files(fonts, cut_fonts())
        drawings = Drawings.begin(figures, edition.speakers, edition.charts, fonts=fonts)
        pictures = drawings.files(edition.theme.tokens)
        return next(make_bundles([exhibit], edition, pictures, fonts=fonts, pool=workers.pool))


def pack_data(edition: Edition) -> dict[str, bytes]:
    """Return the data package as released: its files, a ZIP of all of them, and its tables as one workbook."""
    name, files = edition.package.release.archive, edition.package.files
    archive = pack(files, name, edition.works[DATA].release)
    return {**files, f"{name}.zip": archive, f"{name}.xlsx": make_package_workbook(edition)}


def _make_package(edition: Edition) -> dict[str, bytes]:
    """Return the files of the data package with a record of them."""
    work, files = edition.works[DATA], pack_data(edition)
    record = {
        "id": DATA,
        "versioned_id": work.versioned_id,
        "version": work.version,
        "released": work.release.isoformat(),
        "licence": asdict(work.licence),
        "citation": {code: cited[DATA].apa for code, cited in edition.citations.items()},
    }
    return {**files, RECORD: write_record(record, files)}


def export_kit(edition: Edition, identifier: str, folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write the bundle of a figure or a table to ``folder/IDENTIFIER``, and return the files written.

    There is no page of the report among them. The data package is written to a folder with the name of its archive.

    Parameters
    ----------
    force
        Replace an existing bundle or data package. Nothing else is ever replaced.

    Raises
    ------
    InputError
        If data or texts are wrong.
    UsageError
        If there is no such figure or table, the id is that of a work without a kit, or something else is in the way.
    MachineError
        If the folder cannot be written.
    """
    if remedy := _ELSEWHERE.get(normalise_id(identifier).partition("@")[0]):
        message = f"{identifier}: it has no kit; {remedy}"
        raise UsageError(message)
    identifier = edition.resolve(identifier)
    name, kind = (edition.package.release.archive, PACKAGE) if identifier == DATA else (identifier, KIT)
    target = Target(folder / name, kind, edition.project, "--to DIR")
    target.require_ours()
    if target.is_there() and not force:
        message = f"{target.folder}: {kind.noun} is there already; --force replaces it"
        raise UsageError(message)
    files = _make_package(edition) if identifier == DATA else make_kit(edition, identifier)
    with stage(target) as staging:
        write_files(staging, files)
    return tuple(target.folder / name for name in sorted(files))
