"""From the coded study to everything that the edition prints, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.analysis.numbers import all_numbers
from multitrack.figures import all_figures
from multitrack.model.outputs import Outputs
from multitrack.tables import all_tables
from multitrack.tables.figures import register

if TYPE_CHECKING:
    from multitrack.model.dataset import Dataset


def compute(dataset: Dataset) -> Outputs:
    """Return all numbers, tables and figures; the last table lists the figures and the other tables."""
    tables, figures = all_tables(dataset), all_figures(dataset)
    return Outputs(all_numbers(dataset), (*tables, register(figures, tables)), figures)
