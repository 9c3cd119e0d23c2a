"""From the coded study to everything that the edition prints, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.lang.outputs import Outputs
from multitrack.study.analysis.prose_numbers import all_numbers
from multitrack.study.figures import all_figures
from multitrack.study.tables import all_tables
from multitrack.study.tables.tbl_figures import register

if TYPE_CHECKING:
    from multitrack.study.dataset import Dataset


def compute(dataset: Dataset) -> Outputs:
    """Return all numbers, tables and figures; the last table lists the figures and the other tables."""
    tables, figures = all_tables(dataset), all_figures(dataset)
    return Outputs(all_numbers(dataset), (*tables, register(figures, tables)), figures)
