"""The formats of documents: one module each, named as its ``--to``, with a ``FORMAT``."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multitrack.engines.base import DocumentFormat

FORMATS: Final[Mapping[str, DocumentFormat]] = MappingProxyType(
    {module.name: import_module(f"{__name__}.{module.name}").FORMAT for module in iter_modules(__path__)}
)
"""Name → format."""

PUBLISHED: Final = tuple(name for name, one in FORMATS.items() if one.is_published)
"""The formats in which an edition is published."""
