"""Records of a work for reference managers: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from babel.core import Locale

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from multitrack.citations.source_study import SourceStudy
    from multitrack.citations.works import Kind, Work
    from multitrack.lang.language import Language

_CSL_TYPES: Final[Mapping[Kind, str]] = {
    "report": "report", "figure": "figure", "table": "figure", "dataset": "dataset",
}  # fmt: skip
_RIS_TYPES: Final[Mapping[Kind, str]] = {"report": "RPRT", "figure": "FIGURE", "table": "CHART", "dataset": "DATA"}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's own names, which every style translates."""

TEX_SIGNS: Final[Mapping[str, str]] = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "`": r"\`{}",
    '"': r"\textquotedbl{}", **{mark: f"\\{mark}" for mark in "{}&%$#_"},
}  # fmt: skip
"""Sign that TeX would obey → what prints it."""
_TEX: Final = str.maketrans(dict(TEX_SIGNS))
_UNPAIRED: Final = {r"\{": r"\textbraceleft{}", r"\}": r"\textbraceright{}"}
_LIGATURE: Final = re.compile(r"(?<=([-,<>']))(?=\1)|(?<=\\[{}&%$#_])(?=<)")


def make_csl_item(work: Work, whole: Work | None, language: Language) -> dict[str, Any]:
    """Return the CSL-JSON item of a work, perhaps a part of a whole."""
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
        **({"DOI": work.doi} if work.doi else {}),
        **({"URL": work.url[code]} if work.url[code] else {}),
        "language": language.tag,
        "note": f"{work.licence.title}, {work.licence.url}",
    }


def write_csl_json(item: Mapping[str, Any]) -> str:
    """Return an item as a CSL-JSON file for programs.

    Styles print a number with a capital letter, or not at all, so the identifier stands behind the title there.
    """
    kept = {name: value for name, value in item.items() if name != "number"}
    if number := item.get("number"):
        kept["title"] = f'{item["title"]} <span class="nocase">({number})</span>'
    return json.dumps([kept], ensure_ascii=False, indent=2) + "\n"


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
        "author": " and ".join(f"{{{escape_tex(author)}}}" for author in work.authors[code]),
        "title": f"{{{escape_tex(work.title[code])}}}",
        "howpublished": escape_tex(place),
        "year": str(day.year),
        "date": day.isoformat(),
        "note": escape_tex(work.licence.title),
        **({"doi": work.doi} if work.doi else {}),
        **({"url": work.url[code]} if work.url[code] else {}),
        "langid": (Locale(language.locale.language).english_name or "").lower(),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    lines.insert(4, f"  month = {_MONTHS[day.month - 1]},")
    return "\n".join([f"@misc{{{work.edition}-{work.work_id}-{code},", *lines, "}"]) + "\n"


def write_ris(work: Work, whole: Work | None, language: Language) -> str:
    """Return the RIS record of a work.

    The versioned identifier is its accession number, and stands behind the title for the many readers that drop that.
    A comma behind the name of an author says that it is no person's, with a family name at its end.
    """
    code, day = language.code, work.release
    tags: Iterable[tuple[str, str]] = (
        ("TY", _RIS_TYPES[work.kind]),
        *(("AU", f"{author},") for author in work.authors[code]),
        ("TI", f"{work.title[code]} ({work.versioned_id})"),
        *([("T2", whole.title[code])] if whole else []),
        ("PY", str(day.year)),
        ("DA", f"{day:%Y/%m/%d}"),
        ("M3", language.label("citing", "kinds", work.kind)),
        ("AN", work.versioned_id),
        *([("DO", work.doi)] if work.doi else []),
        *([("UR", work.url[code])] if work.url[code] else []),
        ("LA", language.tag),
        ("N1", f"{work.licence.title}, {work.licence.url}"),
    )
    return _ris(tags)


def write_study_ris(study: SourceStudy) -> str:
    """Return the RIS record of the study behind an edition."""
    first, _, last = study.pages.partition("-")
    facts = {
        "TI": study.title, "T2": study.journal, "PY": str(study.year), "VL": study.volume, "IS": study.issue,
        "SP": first, "EP": last, "SN": study.issn,
    }  # fmt: skip
    authors = [("AU", f"{family}, {given}" if given else f"{family},") for family, given in study.authors]
    return _ris([("TY", "JOUR"), *authors, *((tag, fact) for tag, fact in facts.items() if fact)])


def _ris(tags: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{tag}  - {value}\n" for tag, value in (*tags, ("ER", "")))


def escape_tex(text: str, *, counting: bool = True) -> str:
    """Escape text as a field of BibTeX, whose readers count even escaped braces; Pandoc does not."""
    translated = text.translate(_TEX)
    # Few readers, and Pandoc is none of them, know the commands for braces.
    for brace, name in _UNPAIRED.items() if counting and not _is_paired(text) else ():
        translated = translated.replace(brace, name)
    # TeX joins two hyphens, and pairs of some other signs, into one; Pandoc takes <…> after a command for its argument.
    return _LIGATURE.sub("{}", translated)


def _is_paired(text: str) -> bool:
    """Test a text for balanced braces."""
    depths = list(accumulate((mark == "{") - (mark == "}") for mark in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)
