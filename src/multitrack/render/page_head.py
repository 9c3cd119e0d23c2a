"""``languages.yml``: where a page's reader finds the same document in the other languages."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING, Final

from multitrack.typography.fonts import page_fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from multitrack.lang.language import Language
    from multitrack.project import Profile
    from multitrack.typography.fonts import Face

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
