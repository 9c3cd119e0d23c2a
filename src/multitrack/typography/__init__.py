"""Fonts, exact text measures, and the widths of columns."""

from typing import Final

SANS: Final = "Source Sans 3"
"""The family of charts, tables and headings."""
MONO: Final = "Source Code Pro"
"""The family of code on paper."""
