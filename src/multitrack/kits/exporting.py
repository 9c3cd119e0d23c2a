"""One kit, made anew from the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.citing.asked import needed_versions
from multitrack.citing.cite import citations
from multitrack.citing.edition import Cited
from multitrack.citing.study import read_study
from multitrack.citing.works import make_works
from multitrack.compute import compute
from multitrack.data import load
from multitrack.kits.exhibits import all_exhibits
from multitrack.kits.kit import kit_files, zip_file
from multitrack.kits.shelf import Shelf
from multitrack.kits.versioned import unknown
from multitrack.model.outputs import Outputs
from multitrack.scratch import scratch
from multitrack.weave.figures import figure_files
from multitrack.weave.fonts import font_files
from multitrack.weave.weaving import Woven, teach_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.project import Project


def make_kit(project: Project, identifier: str) -> Mapping[str, bytes]:
    """Return the files of one kit by their names: its ZIP among them, but not the page that belongs to the report.

    Raises
    ------
    InputError
        If data or texts are wrong.
    UsageError
        If there is no such figure or table.
    """
    dataset, untaught = load(project)
    everything = compute(dataset)
    if identifier not in everything.ids:
        raise unknown(identifier, everything.ids)
    taught = teach_numbers(dataset, untaught)
    versions = needed_versions(dataset, everything, taught, identifier)
    speakers = tuple(speaker.with_versions(versions) for speaker in taught)
    one = Outputs(
        everything.numbers,
        tuple(table for table in everything.tables if table.table_id == identifier),
        tuple(figure for figure in everything.figures if figure.figure_id == identifier),
    )
    works = make_works(dataset, project.profiles, speakers, {identifier: versions[identifier]})
    told = {speaker.code: citations(works, speaker) for speaker in speakers}
    with scratch() as folder:
        fonts = folder / "fonts"
        fonts.mkdir()
        for file, content in font_files().items():
            (fonts / file).write_bytes(content)
        release = dataset.release.version
        drawn = figure_files(one.figures, speakers, release, fonts=fonts, crowded=dataset.is_large)
        cited = Cited(works, told, read_study(project), {})
        exhibits = all_exhibits(one, Woven(drawn.files, speakers, drawn.pictures))
        shelf = Shelf.fill(exhibits, dataset, project.profiles, speakers, cited)
        files = next(kit_files(shelf.exhibits, shelf.edition, fonts, jobs=1))
    archive, content = zip_file(shelf.exhibits[0], shelf.edition, files)
    return {**files, archive: content}
