"""The index page of the output, and ``SHA256SUMS`` to check a downloaded edition by ``sha256sum --check``."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from multitrack.engines.formats import PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from multitrack.lang.language import Language
    from multitrack.project import Profile
    from multitrack.render.page_assets import Theme


def make_index_page(theme: Theme, editions: Sequence[tuple[Profile, Language]], formats: Sequence[str]) -> bytes:
    """Return the page with links to the documents of all languages built.

    The words come from each language's ``labels.yml`` and profile.
    """
    config = editions[0][0].config
    choices = [_choice(profile, language, formats) for profile, language in editions]
    return theme.fill(
        "index.html", lang=config["lang"], title=config["title"], choices=choices, tokens=theme.tokens.to_css()
    )


def _choice(profile: Profile, language: Language, formats: Sequence[str]) -> dict[str, Any]:
    stem = f"{profile.output_folder}/{profile.output_name}"
    words: Mapping[str, str] = profile.config.get("words", {})
    return {
        **{key: profile.config[key] for key in ("lang", "title", "subtitle")},
        "language": language.label("index", "name"),
        "documents": [(f"{stem}.{ending}", _word(ending, words, language)) for ending in formats],
    }


def _word(ending: str, words: Mapping[str, str], language: Language) -> str:
    """Return the word for a format: of one in which no edition is published the profile has it."""
    return language.label("index", ending) if ending in PUBLISHED else words[ending]


NAME: Final = "SHA256SUMS"


def make_checksums(folder: Path) -> bytes:
    """Return a line with hash and path for every file below a folder."""
    lines = (f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in list_sizes(folder))
    return "".join(lines).encode()


def list_sizes(folder: Path) -> dict[str, int]:
    """Return path → number of bytes of every file below a folder, sorted by path."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: files[name].stat().st_size for name in sorted(files)}
