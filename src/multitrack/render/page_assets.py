"""Style, script, fonts and charts of a page, and what it says in its head."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from string import Template
from typing import TYPE_CHECKING, Final

from multitrack.errors import InputError, Problem
from multitrack.typography.fonts import page_fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from multitrack.lang.language import Language
    from multitrack.project import Profile
    from multitrack.typography.fonts import Face

_FOLDER: Final = "theme"
_PLAIN: Final = ("page.css", "page.js", "charts.js")
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
        The program that draws charts.
    landing, index
        Frames of a kit's page and of the choice of language.
    """

    style: str
    script: str
    charts: str
    landing: str
    index: str


def read_theme(report: Path) -> Theme:
    """Read the theme from a report whose files were found readable.

    Raises
    ------
    InputError
        If a file is missing, a frame lacks a name or has one that nothing is put in for.
    """
    folder = report / _FOLDER
    names = (*_PLAIN, *_FRAMES)
    problems = [_problem(name, "the file is missing", "restore it") for name in names if not (folder / name).is_file()]
    if problems:
        raise InputError(problems)
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in names}
    problems += [problem for name in _FRAMES for problem in _frame_faults(name, texts[name])]
    if problems:
        raise InputError(problems)
    return Theme(*(texts[name] for name in names))


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


_FOR_AUTHORS: Final = re.compile(r"^\s*(?://.*|/\*.*\*/)\n|^\s+", re.MULTILINE)


def head_html(style: str, script: str, charts: str, *, texts: Iterable[str], titles: Iterable[str]) -> bytes:
    """Return what stands in the head of every page.

    Parameters
    ----------
    style, script
        The theme's style sheet and script.
    charts
        The script that the page's own puts in when a figure comes near.
    texts
        Texts that hold every character of the pages, so that each letter has its outline.
    titles
        The titles of the pages.
    """
    style, script = _bare(style), _bare(script)
    faces = "\n".join(_font_face(face, font) for face, font in page_fonts([*texts, style], titles))
    # A policy of one line: nothing is loaded from anywhere, and of scripts only these two run.
    allowed = " ".join(_digest(text) for text in (script, charts))
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; font-src data:; "
        f"script-src {allowed}; base-uri 'none'; form-action 'none'"
    )
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<style>\n{faces}\n{style}</style>\n<script>{script}</script>\n"
    )
    return head.encode()


def _bare(text: str) -> str:
    """Return a style sheet or a script without indents, empty lines, lines of comment and space at its ends."""
    return _FOR_AUTHORS.sub("", text).strip()


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _font_face(face: Face, font: bytes) -> str:
    source = f'url("data:font/woff2;base64,{base64.b64encode(font).decode()}") format("woff2")'
    style = "italic" if face.italic else "normal"
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {style}; '
        f"font-display: block; src: {source}; }}"
    )


def translation_files(profiles: Sequence[Profile], languages: Sequence[Language]) -> dict[str, bytes]:
    """Return ``LANGUAGE/languages.yml`` → the metadata ``translations``: each other language's name, tag and page.

    Parameters
    ----------
    profiles, languages
        All languages of the project, in the same order.
    """
    translations = {
        language.code: {
            "name": language.label("index", "name"),
            "lang": profile.config["lang"],
            "page": f"../{profile.output_folder}/{profile.output_name}.html",
        }
        for profile, language in zip(profiles, languages, strict=True)
    }
    return {
        f"{code}/languages.yml": _written([entry for other, entry in translations.items() if other != code])
        for code in translations
    }


def _written(translations: list[dict[str, str]]) -> bytes:
    return (json.dumps({"translations": translations}, ensure_ascii=False, indent=2) + "\n").encode()
