"""``head.html``: the page's style, script and letters, all inside the page so that it needs no other file."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from multitrack.weave.fonts import page_fonts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from multitrack.weave.fonts import Face


def head_html(style: str, script: str, texts: Iterable[str]) -> bytes:
    """Return what stands in the head of every page.

    Parameters
    ----------
    style, script
        The theme's style sheet and script.
    texts
        Texts that hold every character of the pages, so that each letter has its outline.
    """
    faces = "\n".join(_font_face(face, font) for face, font in page_fonts(texts))
    # A policy of one line: nothing is loaded from anywhere, and of scripts only this one runs.
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; font-src data:; script-src 'sha256-{digest}'"
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<style>\n{faces}\n{style}</style>\n<script>{script}</script>\n"
    )
    return head.encode()


def _font_face(face: Face, font: bytes) -> str:
    source = f'url("data:font/woff2;base64,{base64.b64encode(font).decode()}") format("woff2")'
    style = "italic" if face.italic else "normal"
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {style}; '
        f"font-display: block; src: {source}; }}"
    )
