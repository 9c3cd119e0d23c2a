"""The index page of the output, and ``SHA256SUMS`` to check a downloaded edition by ``sha256sum --check``."""

from __future__ import annotations

import hashlib
from html import escape
from string import Template
from typing import TYPE_CHECKING, Final

from multitrack.engines.formats import PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from multitrack.lang.language import Language
    from multitrack.project import Profile


def index_page(theme: str, editions: Sequence[tuple[Profile, Language]], formats: Sequence[str]) -> bytes:
    """Return the page with links to the documents of all languages built.

    The words come from each language's ``labels.yml`` and profile.

    Parameters
    ----------
    theme
        ``index.html`` of the report's theme: the frame around the choices.
    """
    page = Template(theme)
    first = editions[0][0]
    choices = "\n".join(_choice(profile, language, formats) for profile, language in editions)
    return page.substitute(lang=first.config["lang"], title=escape(first.config["title"]), choices=choices).encode()


def _choice(profile: Profile, language: Language, formats: Sequence[str]) -> str:
    lang = escape(profile.config["lang"])
    stem = f"{profile.output_folder}/{profile.output_name}"
    words: Mapping[str, str] = profile.config.get("words", {})
    links = "\n".join(
        f'<li><a href="{stem}.{ending}">{escape(_word(ending, words, language))}</a></li>' for ending in formats
    )
    name = escape(language.label("index", "name"))
    heading = f"<h2>{escape(profile.config['title'])}</h2>\n<p>{escape(profile.config['subtitle'])}</p>"
    return f'<section lang="{lang}">\n<p class="language">{name}</p>\n{heading}\n<ul>\n{links}\n</ul>\n</section>'


def _word(ending: str, words: Mapping[str, str], language: Language) -> str:
    """Return the word for a format: of one in which no edition is published the profile has it."""
    return language.label("index", ending) if ending in PUBLISHED else words[ending]


NAME: Final = "SHA256SUMS"


def sums(folder: Path) -> bytes:
    """Return a line with hash and path for every file below a folder."""
    lines = (f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in sizes(folder))
    return "".join(lines).encode()


def sizes(folder: Path) -> dict[str, int]:
    """Return path → number of bytes of every file below a folder, sorted by path."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: files[name].stat().st_size for name in sorted(files)}
