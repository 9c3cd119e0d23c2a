"""Citations: as text in the styles of two handbooks, set by Pandoc's citeproc, and as records for programs."""

from __future__ import annotations

import json
import re
import string
from dataclasses import dataclass
from html import escape, unescape
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from multitrack.citations.reference_records import (
    make_csl_item,
    write_bibtex,
    write_csl_json,
    write_ris,
    write_study_ris,
)
from multitrack.engines.bibliography import find_pandoc
from multitrack.engines.programs import Call, run
from multitrack.products import Products

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.citations.source_study import SourceStudy
    from multitrack.citations.works import Work
    from multitrack.lang.language import Language

HANDBOOKS: Final = ("apa", "chicago")
"""The text styles; each is ``citations/NAME.csl``."""

STYLES: Final = (*HANDBOOKS, "in-text", "bibtex", "ris", "csl-json", "from", "adapted")
"""All forms of a citation."""

_ENTRY: Final = re.compile(r'<div id="ref-([^"]+)" class="csl-entry" role="listitem">\n(.*?)\n</div>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_EMPHASIS: Final = re.compile("</?em>")
_SPAN: Final = re.compile(r"</?span[^>]*>")
_QUOTES: Final = "“”‘’"
_STAND_INS: Final = {mark: chr(0xE000 + place) for place, mark in enumerate(f"{string.punctuation}{_QUOTES}")}
"""Private characters in place of signs that Pandoc would read as markup or turn; no text may hold them."""
_SPACE: Final = chr(0xE000 + len(_STAND_INS))
"""Another in place of a space before the last sign of a text, which Pandoc would make narrow."""
_NUMBER: Final = chr(ord(_SPACE) + 1)
"""Another in place of the number of a work, which any change of data changes: what is kept serves after it, too."""
_LAST: Final = re.compile(" (?=.$)")
_ALWAYS: Final = {mark: _STAND_INS[mark] for mark in f"<\"'{_QUOTES}"}
_NO_TEXTS: Final = frozenset({"id", "type", "URL", "DOI", "ISSN", "page", "language", "version", "number"})


@dataclass(frozen=True)
class Citation:
    """The citations of a work in one language.

    Attributes
    ----------
    bibtex, ris, csl_json
        Whole files of one record, with a line break at the end.
    html
        The reference in the style of each handbook: inline HTML with ``em`` and ``a`` only.
    in_text
        The citation in running text, in brackets.
    from_note, adapted_note
        Credit lines for reuse of the work, unchanged and changed; empty for the study, of which nothing is copied.
    """

    bibtex: str
    ris: str
    csl_json: str
    html: Mapping[str, str]
    in_text: str
    from_note: str = ""
    adapted_note: str = ""

    @property
    def apa(self) -> str:
        """The reference in the APA style, as plain text."""
        return _plain(self.html["apa"])

    @property
    def apa_pieces(self) -> list[str]:
        """The reference in the APA style in pieces: every second one is in italics."""
        return [_plain(piece) for piece in _EMPHASIS.split(self.html["apa"])]

    @property
    def chicago(self) -> str:
        """The reference in the author-date style of the Chicago manual, as plain text."""
        return _plain(self.html["chicago"])

    def cite_in(self, style: str) -> str:
        """Return the citation in one of ``STYLES``, without a line break at its end."""
        names = {"csl-json": "csl_json", "in-text": "in_text", "from": "from_note", "adapted": "adapted_note"}
        name = names.get(style, style)
        return str(getattr(self, name)).rstrip("\n")


def cite_works(works: Sequence[Work], language: Language, products: Products | None = None) -> Mapping[str, Citation]:
    """Return ``work_id`` → citation for works of one edition, each with its whole among them, in the order given.

    Pandoc is started once for each handbook, since starting it takes longer than setting a reference.

    Raises
    ------
    ProgramError
        If Pandoc fails.
    """
    wholes = {work.work_id: work for work in works}
    items = [make_csl_item(work, wholes.get(work.within), language) for work in works]
    kept = products or Products()
    apa, chicago = (_references(items, style, language, kept) for style in HANDBOOKS)
    cited: dict[str, Citation] = {}
    for work, item in zip(works, items, strict=True):
        whole = wholes.get(work.within)
        cited[work.work_id] = Citation(
            bibtex=write_bibtex(work, whole, language),
            ris=write_ris(work, whole, language),
            csl_json=write_csl_json(item),
            html={"apa": apa[work.work_id], "chicago": chicago[work.work_id]},
            in_text=_cite_in_text(work, language),
            from_note=_note("from", work, whole, language),
            adapted_note=_note("adapted", work, whole, language),
        )
    return cited


def cite_study(study: SourceStudy, language: Language) -> Citation:
    """Return the citations of the study behind an edition.

    Raises
    ------
    ProgramError
        If Pandoc fails.
    """
    item = study.to_csl()
    written = write_csl_json(item)
    call = Call(
        what="Pandoc for the study in BibTeX",
        arguments=[find_pandoc(), "--sandbox", "--from=csljson", "--to=bibtex"],
        folder=Path(str(resources.files("multitrack.citations"))),
        given=written.encode(),
    )
    families = language.label("joints", "list").join(family for family, _ in study.authors)
    return Citation(
        bibtex=run(call).output.decode(),
        ris=write_study_ris(study),
        csl_json=written,
        html={style: _references([item], style, language, Products())[item["id"]] for style in HANDBOOKS},
        in_text=f"({families}, {study.year})",
    )


def _references(
    items: Sequence[Mapping[str, Any]], style: str, language: Language, products: Products
) -> Mapping[str, str]:
    """Set references in a style: id → inline HTML."""
    numbers = {item["id"]: item["number"] for item in items if "number" in item}
    stood_in = [_stood_in({**item, "number": _NUMBER} if item["id"] in numbers else item) for item in items]
    given = json.dumps(stood_in, ensure_ascii=False).encode()
    styles = Path(str(resources.files("multitrack.citations")))
    call = Call(
        what=f"Pandoc for the citations in the style {style}",
        arguments=[
            find_pandoc(), "--sandbox", "--eol=lf", "--from=csljson", "--to=html", "--citeproc", "--wrap=none",
            "--fail-if-warnings", f"--metadata=lang:{language.tag}", "--csl", styles / f"{style}.csl",
        ],
        folder=styles,
        given=given,
    )  # fmt: skip
    inputs = {"works": given, "style": style, "language": language.tag}
    name = f"citations.{style}.{language.code}"
    made = products.make("citations", name, inputs, lambda: {"html": run(call).output})
    entries = _ENTRY.findall(made["html"].decode())
    return {
        identifier: _restored(_SPAN.sub("", content)).replace(_NUMBER, escape(numbers.get(identifier, "")))
        for identifier, content in entries
    }


def _stood_in(value: Any, key: str = "") -> Any:  # noqa: ANN401  (JSON has no narrower type)
    """Replace the signs in an item's texts by stand-ins.

    The last sign of a text stays unless it is markup for Pandoc, because the punctuation after it depends on it.
    """
    if isinstance(value, str) and key not in _NO_TEXTS:
        value = _LAST.sub(_SPACE, value)
        return value[:-1].translate(str.maketrans(_STAND_INS)) + value[-1:].translate(str.maketrans(_ALWAYS))
    if isinstance(value, list):
        return [_stood_in(entry) for entry in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {name: _stood_in(entry, name) for name, entry in cast("dict[str, Any]", value).items()}
    return value


def _restored(html: str) -> str:
    for mark, stand_in in _STAND_INS.items():
        html = html.replace(stand_in, escape(mark))
    return html.replace(_SPACE, " ")


def _cite_in_text(work: Work, language: Language) -> str:
    """Return a citation for running text, with the id of a part, since all parts have the same authors and year."""
    authors = language.label("joints", "list").join(work.authors[language.code])
    return f"({authors}, {work.release.year}{f', {work.work_id}' if work.within else ''})"


def _note(manner: str, work: Work, whole: Work | None, language: Language) -> str:
    code = language.code
    said = language.label(
        "citing",
        manner,
        "part" if whole else "whole",
        title=work.title[code],
        id=work.versioned_id,
        **({"whole": whole.title[code]} if whole else {}),
        authors=language.label("joints", "list").join(work.authors[code]),
        year=work.release.year,
        licence=f"{work.licence.title} ({work.licence.url})",
    )
    return f"{said} {work.get_address(code)}".rstrip()


def _plain(html: str) -> str:
    return unescape(_TAG.sub("", html))
