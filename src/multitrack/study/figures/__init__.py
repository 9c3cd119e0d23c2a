"""The figures: one module each, named as its id, with ``build(dataset) -> Figure``."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset


def build_figures(dataset: Dataset) -> tuple[Figure, ...]:
    """Return every figure with data, sorted by the names of their modules.

    A module without ``build`` is no figure but shared by several.
    """
    names = sorted(module.name for module in iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    built = (_built(module, dataset) for module in modules if hasattr(module, "build"))
    return tuple(figure for figure in built if figure.points)


def _built(module: ModuleType, dataset: Dataset) -> Figure:
    return replace(module.build(dataset), source=f"src/{module.__name__.replace('.', '/')}.py")
