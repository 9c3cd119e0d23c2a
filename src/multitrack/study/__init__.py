"""The study: its rows, rules, analysis, tables and figures. The rest of the program knows no study."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multitrack.edition import Edition
    from multitrack.project import Project


def open_edition(project: Project) -> Edition:
    """Return the edition of a project's study; nothing is read before it is asked for."""
    # A build that finds everything up to date ends before these are imported.
    from multitrack.edition import Edition  # noqa: PLC0415
    from multitrack.study.coded_study import CodedStudy  # noqa: PLC0415

    return Edition(project, CodedStudy.read)
