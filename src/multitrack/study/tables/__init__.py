"""The tables: a module each, named as its id, with ``build(dataset) -> tuple[Table, ...]``."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multitrack.lang.outputs import Table
    from multitrack.study.dataset import Dataset


def build_tables(dataset: Dataset) -> tuple[Table, ...]:
    """Return every table with data, sorted by id with numbers in ids as numbers."""
    modules = (import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    tables = [table for module in modules if hasattr(module, "build") for table in module.build(dataset)]
    return tuple(sorted((table for table in tables if table.body), key=_order))


def _order(table: Table) -> tuple[tuple[int, int | str], ...]:
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in table.table_id.split("-"))
