"""Faults of pages that Quarto ignores, since it ends with status 0 all the same.

A fault shows in Quarto's log, in its page, or in both, and is traced to a line of the sources.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from multitrack.engines.pages import REPORT
from multitrack.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_NEVER: Final = r"(?!)"


@dataclass(frozen=True)
class _Kind:
    """One kind of fault: patterns of its source, of the log and of the page's text."""

    found: str
    remedy: str
    source: str = _NEVER
    log: str = _NEVER
    text: str = _NEVER


_REFERENCE: Final = _Kind(
    "the reference @{} leads nowhere",
    "correct its name or add what it names",
    source=r"@{}(?![\w-])",
    log=r"Unable to resolve crossref @(\S+)",
    text=r"\?@([\w:.-]*\w)",
)
_KEY: Final = _Kind(
    "no metadata has the key {}",
    "correct the key or give it a value",
    source=r"\{{\{{<\s*meta\s+['\"]?{}['\"]?\s*>",
    log=r"Unknown meta key (\S+) specified",
    text=r"\?(?:meta|invalid meta type):([\w.-]*\w)",
)
_VARIABLE: Final = _Kind(
    "no variable is named {}",
    "correct the name or give it a value",
    source=r"\{{\{{<\s*(?:var|env)\s+['\"]?{}['\"]?[\s>]",
    log=r"Unknown var(?:iable)? (\S+) specified",
    text=r"\?(?:var|env|invalid var type):([\w.-]*\w)",
)
_SHORTCODE: Final = _Kind(
    "no shortcode is named {}",
    "take one that Quarto knows",
    source=r"\{{\{{<\s*{}[\s>]",
    log=r"Shortcode '([^']+)' not found",
    text=r"\{\{<\s*([^\s>]+)[^}]*>\}\}",
)
_CITATION: Final = _Kind(
    "the citation @{} is not in the bibliography",
    "correct its key or add the work",
    source=r"@\{{?{}(?![\w-])",
    log=r"[Cc]itation (\S+) not found",
)
_FILE: Final = _Kind(
    "the file {} does not exist",
    "correct its path or add it",
    source=r"{}",
    log=r"Could not fetch resource '?([^\s':]+)|file not found \(searched at [^)]*?([^/)]+)\)",
)
_INCLUDED: Final = _Kind(
    "the file {} that is included does not exist",
    "correct its path or add it",
    source=r"\{{\{{<\s*include\s+\S*{}\s*>",
    log=r"could not find file \S*?([^/\s]+?)\.?$",
)
_FONT: Final = _Kind(
    "the font family {} is not there",
    "correct its name or add it to the font paths",
    log=r"unknown font family: (.+)",
)
_WARNING: Final = _Kind("Quarto says {}", "settle what it says")
_KINDS: Final = (_REFERENCE, _KEY, _VARIABLE, _SHORTCODE, _CITATION, _FILE, _INCLUDED, _FONT)

_COMPLAINT: Final = re.compile(r"\s*\[?(?:WARN(?:ING)?|ERROR|FATAL)\b")
_HARMLESS: Final = re.compile(r"\s*WARN: PDF standard validation requested but verapdf is not installed\.")
_INCLUDE: Final = re.compile(r"\{\{<\s*include\s+(\S+)\s*>\}\}")


@dataclass(frozen=True)
class Fault:
    """One fault: its kind and its subject, a name or a line of the log."""

    kind: _Kind
    subject: str

    @property
    def has_source(self) -> bool:
        """True if its source has a pattern."""
        return self.kind.source != _NEVER

    def problems(self, pages: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
        """Yield the fault once for each of its lines in the pages, or once for the first page."""
        source = re.compile(self.kind.source.format(re.escape(self.subject)), re.IGNORECASE)
        places = [
            (file, row) for file, lines in pages.items() for row, line in enumerate(lines, 1) if source.search(line)
        ]
        for file, row in places or [(next(iter(pages)), 0)]:
            yield Problem(file, row, "", self.kind.found.format(self.subject), self.kind.remedy)


def faults_in_log(log: Iterable[str]) -> Iterator[Fault]:
    """Yield the faults in a log, except the warning about a missing validator of PDFs."""
    for line in log:
        known = [Fault(kind, subject) for kind in _KINDS for subject in _subjects(kind.log, line)]
        if known:
            yield from known
        elif _COMPLAINT.match(line) and not _HARMLESS.match(line):
            yield Fault(_WARNING, line.strip())


def faults_in_page(page: Path) -> Iterator[Fault]:
    """Yield the unresolved parts of a rendered HTML page."""
    reader = _PageReader()
    reader.feed(page.read_text(encoding="utf-8", errors="replace"))
    reader.close()
    text = "".join(reader.text)
    for kind in _KINDS:
        yield from (Fault(kind, subject) for subject in _subjects(kind.text, text))
    yield from (Fault(_CITATION, key) for key in reader.unknown_citations)
    yield from (Fault(_FILE, source) for source in reader.images if _is_missing(page, source))


def read_pages(root: Path, page: str) -> Mapping[str, Sequence[str]]:
    """Return the lines of a page and its includes, by their names in messages."""
    pages: dict[str, Sequence[str]] = {}
    waiting = [root / page]
    while waiting:
        path = Path(os.path.normpath(waiting.pop(0)))
        name = f"{REPORT}/{os.path.relpath(path, root)}"
        if name in pages or not path.is_file():
            continue
        pages[name] = path.read_text(encoding="utf-8", errors="replace").splitlines()
        includes = (target for line in pages[name] for target in _INCLUDE.findall(line))
        waiting.extend(
            root / target.lstrip("/") if target.startswith("/") else path.parent / target for target in includes
        )
    return pages


def _subjects(pattern: str, text: str) -> Iterator[str]:
    for match in re.finditer(pattern, text):
        yield next(group for group in match.groups() if group is not None)


def _is_missing(page: Path, source: str) -> bool:
    address = urlsplit(source)
    is_local = not address.scheme and not address.netloc and bool(address.path)
    return is_local and not (page.parent / unquote(address.path)).is_file()


class _PageReader(HTMLParser):
    """Collects a page's text outside code, its images, and unknown citations."""

    _SILENT: Final = frozenset({"script", "style", "code", "pre"})

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.images: list[str] = []
        self.unknown_citations: list[str] = []
        self._silent = 0
        self._in_strong = False
        self._cited: frozenset[str] = frozenset()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.text.append("\n")
        self._silent += tag in self._SILENT
        self._in_strong = tag == "strong"
        if tag == "img":
            self.images.append(attributes.get("src") or "")
        if "data-cites" in attributes:
            self._cited = frozenset((attributes["data-cites"] or "").split())

    def handle_endtag(self, tag: str) -> None:
        self.text.append("\n")
        self._silent -= tag in self._SILENT
        self._in_strong = False

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.text.append(data)
        if self._in_strong and data.endswith("?") and data[:-1] in self._cited:
            self.unknown_citations.append(data[:-1])
