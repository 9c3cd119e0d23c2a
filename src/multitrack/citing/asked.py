"""One citation, asked for by id, style and language."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from multitrack.citing.archive import Edition
from multitrack.citing.cff import citation_file
from multitrack.citing.cite import CFF, citations
from multitrack.citing.study import read_study
from multitrack.citing.works import DATA, REPORT, make_works
from multitrack.compute import compute
from multitrack.data import load
from multitrack.errors import UsageError
from multitrack.weave.figures import figure_versions
from multitrack.weave.tables import table_versions
from multitrack.weave.weaving import teach_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multitrack.citing.works import Work
    from multitrack.model.dataset import Dataset
    from multitrack.model.language import Language
    from multitrack.model.outputs import Outputs
    from multitrack.project import Profile, Project

_NEAREST: Final = 5


def cite(project: Project, identifier: str, style: str, profile: Profile) -> str:
    """Return the citation of a figure, a table, the report or the data, without a line break at its end.

    Parameters
    ----------
    style
        One of :data:`multitrack.citing.cite.STYLES`.

    Raises
    ------
    InputError
        If data, texts or configuration are wrong.
    UsageError
        If nothing that can be cited has the id; names the nearest ones.
    """
    dataset, languages = load(project)
    outputs = compute(dataset)
    known = (REPORT, DATA, *outputs.ids)
    if identifier not in known:
        near = get_close_matches(identifier.lower(), known, n=_NEAREST, cutoff=0.5)
        hint = f"the nearest are {', '.join(near)}" if near else "multitrack list figures and list tables print them"
        message = f"nothing that can be cited has the id {identifier!r}; {hint}"
        raise UsageError(message)
    speakers = teach_numbers(dataset, languages)
    versions = needed_versions(dataset, outputs, speakers, identifier)
    works = make_works(
        dataset, project.profiles, speakers, {one: versions[one] for one in versions if one == identifier}
    )
    if style == CFF:
        return _citation_file(project, dataset, works, speakers, identifier)
    speaker = next(speaker for speaker in speakers if speaker.code == profile.code)
    return citations(works, speaker)[identifier].in_style(style)


def _citation_file(
    project: Project, dataset: Dataset, works: Sequence[Work], speakers: Sequence[Language], identifier: str
) -> str:
    if identifier != REPORT:
        message = f"--style {CFF}: only the {REPORT} is cited in a file of its own, not {identifier}"
        raise UsageError(message)
    edition = Edition.of(works, read_study(project), dataset, project.profiles, speakers)
    return citation_file(edition).decode().rstrip("\n")


def needed_versions(
    dataset: Dataset, outputs: Outputs, speakers: Sequence[Language], identifier: str
) -> dict[str, str]:
    """Return the versions that it takes to know that of one figure or table: the last table lists all the others."""
    release = dataset.release.version
    needed = outputs.ids if identifier == outputs.tables[-1].table_id else (identifier,)
    figures = figure_versions((one for one in outputs.figures if one.figure_id in needed), speakers, release)
    return table_versions((one for one in outputs.tables if one.table_id in needed), speakers, release, figures)
