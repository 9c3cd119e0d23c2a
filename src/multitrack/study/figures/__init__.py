"""The figures: one module each, named as its id, with ``build(dataset) -> Figure``."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset


def build_figures(dataset: Dataset) -> tuple[Figure, ...]:
    """Return every figure with data, sorted by the names of their modules.

    A module without ``build`` is no figure but shared by several.
    """
    names = sorted(f"{__name__}.{module.name}" for module in iter_modules(__path__))
    modules = [module for module in map(import_module, names) if hasattr(module, "build")]
    figures = (replace(one.build(dataset), source=f"src/{one.__name__.replace('.', '/')}.py") for one in modules)
    return tuple(figure for figure in figures if figure.points)
