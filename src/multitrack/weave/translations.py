"""``languages.yml``: where a page's reader finds the same document in the other languages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multitrack.model.language import Language
    from multitrack.project import Profile


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
