"""What of the report's theme the program itself puts into pages: style, script, the charts' program and frames."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from dataclasses import dataclass
from string import Template
from typing import TYPE_CHECKING, Final

from multitrack.errors import InputError, Problem
from multitrack.input_files import LIMIT_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_FOLDER: Final = "theme"
_CHARTS: Final = "charts.js.gz"
_PLAIN: Final = ("page.css", "page.js")
_FRAMES: Final[Mapping[str, frozenset[str]]] = {
    "landing.html": frozenset(
        {"lang", "policy", "title", "head", "navigation", "navigation_items", "heading", "main", "footer"}
    ),
    "index.html": frozenset({"lang", "title", "choices"}),
}
"""Name of a frame → what is put in, each at least once."""
_NEEDED: Final = "landing.html", ("style", "script")
"""The frame whose style and script are known by their hashes, which the page's policy names."""


@dataclass(frozen=True)
class Theme:
    """The files of a theme, as text.

    Attributes
    ----------
    style, script
        Of the report's page.
    charts
        The program that draws charts, and as it is packed.
    landing, index
        Frames of a kit's page and of the choice of language.
    """

    style: str
    script: str
    charts: str
    packed_charts: bytes
    landing: str
    index: str


def read_theme(report: Path) -> Theme:
    """Read the theme from a report whose files were found readable.

    Raises
    ------
    InputError
        If a file is missing, a frame lacks a name or has one that nothing is put in for, or the program is not packed.
    """
    folder = report / _FOLDER
    names = (*_PLAIN, *_FRAMES, _CHARTS)
    problems = [_problem(name, "the file is missing", "restore it") for name in names if not (folder / name).is_file()]
    if problems:
        raise InputError(problems)
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in (*_PLAIN, *_FRAMES)}
    packed = (folder / _CHARTS).read_bytes()
    charts = _unpacked(packed)
    problems += [problem for name in _FRAMES for problem in _frame_faults(name, texts[name])]
    if not charts:
        problems.append(_problem(_CHARTS, "the file is no script packed by gzip", "restore it"))
    if problems:
        raise InputError(problems)
    return Theme(texts["page.css"], texts["page.js"], charts, packed, texts["landing.html"], texts["index.html"])


def _unpacked(packed: bytes) -> str:
    """Return the text of a gzip file; empty if it is none, or larger than any source may be."""
    try:
        content = gzip.GzipFile(fileobj=io.BytesIO(packed)).read(LIMIT_BYTES + 1)
        return content.decode() if len(content) <= LIMIT_BYTES else ""
    except (OSError, EOFError, zlib.error, UnicodeDecodeError):
        return ""


def _frame_faults(name: str, text: str) -> Iterator[Problem]:
    frame, wanted = Template(text), _FRAMES[name]
    if not frame.is_valid():
        yield _problem(name, "a $ stands alone", "write $$ for the sign itself")
        return
    found = frozenset(frame.get_identifiers())
    for stranger in sorted(found - wanted):
        yield _problem(name, f"nothing is put in for ${stranger}", f"take one of {', '.join(sorted(wanted))}")
    for missing in sorted(wanted - found):
        yield _problem(name, f"the frame has no place for ${missing}", "put it in")
    frame_with_policy, tags = _NEEDED
    for tag in tags if name == frame_with_policy else ():
        if not re.search(rf"<{tag}>.*?</{tag}>", text, re.DOTALL):
            yield _problem(name, f"the frame has no <{tag}>", "put one in")


def _problem(name: str, found: str, remedy: str) -> Problem:
    return Problem(f"report/{_FOLDER}/{name}", 0, "", found, remedy)
