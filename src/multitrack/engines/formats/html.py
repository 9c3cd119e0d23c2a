"""The page in a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from multitrack.engines.base import DocumentFormat
from multitrack.engines.pages import REPORT

if TYPE_CHECKING:
    from pathlib import Path

    from multitrack.engines.rendering import Rendering

_TEMPLATE: Final = "format.html.template"
_UNREAD: Final = re.compile(rb' id="toc-(?!title")[^"]*"| data-number="[^"]*"| class="level\d"|(?<= class=")level\d ')
"""Pandoc's marks that no style sheet, script or reader of the page takes up, a kilobyte when packed."""


def _arguments(rendering: Rendering) -> list[str | Path]:
    arguments: list[str | Path] = ["--section-divs", "--mathml", "--email-obfuscation=none"]
    arguments += ["--number-sections"] if rendering.settings.get("number-sections") else []
    arguments += ["--template", _template(rendering)]
    for file in rendering.files("format.html.include-in-header"):
        arguments += ["--include-in-header", file]
    return arguments


def _template(rendering: Rendering) -> Path:
    path = next(iter(rendering.files(_TEMPLATE)), None)
    if path is None:
        raise rendering.wrong(_TEMPLATE, "no such key", "name the page's template")
    if "$body$" not in path.read_text(encoding="utf-8"):
        name = f"{REPORT}/{path.relative_to(rendering.workspace)}"
        raise rendering.wrong(_TEMPLATE, f"{name} has no place for $body$", "put it in")
    return path


FORMAT: Final = DocumentFormat(
    quarto="html",
    writer="html5",
    end=b"</html>",
    keys=(_TEMPLATE, "format.html.include-in-header"),
    is_published=True,
    is_cut=True,
    arguments=_arguments,
    finish=lambda _, written: _UNREAD.sub(b"", written),
)
