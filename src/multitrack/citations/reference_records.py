"""Records of a work for reference managers: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from babel.core import Locale

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from multitrack.citations.works import Kind, Work
    from multitrack.lang.language import Language

_CSL_TYPES: Final[Mapping[Kind, str]] = {
    "report": "report", "figure": "figure", "table": "figure", "dataset": "dataset",
}  # fmt: skip
_RIS_TYPES: Final[Mapping[Kind, str]] = {"report": "RPRT", "figure": "FIGURE", "table": "CHART", "dataset": "DATA"}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's own names, which every style translates."""

_TEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
        "{": r"\{", "}": r"\}",
        "`": r"\`{}", '"': r"\textquotedbl{}",
        **{mark: f"\\{mark}" for mark in "&%$#_"},
    }
)  # fmt: skip
_UNPAIRED: Final = {r"\{": r"\textbraceleft{}", r"\}": r"\textbraceright{}"}
_LIGATURE: Final = re.compile(r"(?<=([-,<>']))(?=\1)|(?<=\\[{}&%$#_])(?=<)")


def make_csl_item(work: Work, whole: Work | None, language: Language) -> dict[str, Any]:
    """Return the CSL-JSON item of a work.

    Parameters
    ----------
    whole
        The work that it is a part of.
    """
    code, day = language.code, work.release
    return {
        "id": work.work_id,
        "type": _CSL_TYPES[work.kind],
        "title": work.title[code],
        "author": [{"literal": author} for author in work.authors[code]],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "genre": language.label("citing", "kinds", work.kind),
        **({"container-title": whole.title[code]} if whole else {}),
        "version": work.version,
        "number": work.versioned_id,
        **({"URL": work.url[code]} if work.url[code] else {}),
        "language": get_language_tag(language),
        "note": f"{work.licence.title}, {work.licence.url}",
    }


def write_bibtex(work: Work, whole: Work | None, language: Language) -> str:
    """Return the BibTeX entry of a work.

    ``misc`` is the one type that every style knows, that requires no publisher, and that prints ``howpublished``, which
    has the whole and the versioned identifier.
    """
    code, day = language.code, work.release
    place = language.label(
        "citing",
        "place",
        "part" if whole else "whole",
        kind=language.label("citing", "kinds", work.kind),
        id=work.versioned_id,
        **({"whole": whole.title[code]} if whole else {}),
        version=work.version,
    )
    fields = {
        "author": " and ".join(f"{{{_tex(author)}}}" for author in work.authors[code]),
        "title": f"{{{_tex(work.title[code])}}}",
        "howpublished": _tex(place),
        "year": str(day.year),
        "date": day.isoformat(),
        "version": _tex(work.version),
        "note": _tex(work.licence.title),
        **({"url": work.url[code]} if work.url[code] else {}),
        "langid": (Locale(language.locale.language).english_name or "").lower(),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    lines.insert(4, f"  month = {_MONTHS[day.month - 1]},")
    return "\n".join([f"@misc{{{work.edition}-{work.work_id}-{code},", *lines, "}"]) + "\n"


def write_ris(work: Work, whole: Work | None, language: Language) -> str:
    """Return the RIS record of a work, with the versioned identifier as its accession number."""
    code, day = language.code, work.release
    tags: Iterable[tuple[str, str]] = (
        ("TY", _RIS_TYPES[work.kind]),
        *(("AU", author) for author in work.authors[code]),
        ("TI", work.title[code]),
        *([("T2", whole.title[code])] if whole else []),
        ("PY", str(day.year)),
        ("DA", f"{day:%Y/%m/%d}"),
        ("ET", work.version),
        ("M3", language.label("citing", "kinds", work.kind)),
        ("AN", work.versioned_id),
        *([("UR", work.url[code])] if work.url[code] else []),
        ("LA", get_language_tag(language)),
        ("N1", f"{work.licence.title}, {work.licence.url}"),
        ("ER", ""),
    )
    return "".join(f"{tag}  - {value}\n" for tag, value in tags)


def get_language_tag(language: Language) -> str:
    """Return the BCP 47 tag of a language."""
    return str(language.locale).replace("_", "-")


def _tex(text: str) -> str:
    translated = text.translate(_TEX)
    # BibTeX counts even escaped braces, and few of its readers know commands for them.
    for brace, name in _UNPAIRED.items() if not _is_paired(text) else ():
        translated = translated.replace(brace, name)
    # TeX joins two hyphens, and pairs of some other signs, into one; Pandoc takes <…> after a command for its argument.
    return _LIGATURE.sub("{}", translated)


def _is_paired(text: str) -> bool:
    """Test a text for balanced braces."""
    depths = list(accumulate((mark == "{") - (mark == "}") for mark in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)
