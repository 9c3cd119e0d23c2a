"""The study: its rows, rules, analysis, tables and figures; the framework imports none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multitrack.edition import Edition
    from multitrack.products import Products
    from multitrack.project import Project


def open_edition(project: Project, products: Products | None = None) -> Edition:
    """Return the edition of a project's study, which reads nothing before it must.

    Parameters
    ----------
    products
        Its products of earlier builds.
    """
    # A build with everything up to date ends before these imports.
    from multitrack.edition import Edition  # noqa: PLC0415
    from multitrack.products import Products  # noqa: PLC0415
    from multitrack.study.coded_study import CodedStudy  # noqa: PLC0415

    return Edition(project, CodedStudy.read, products or Products())
