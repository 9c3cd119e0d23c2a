"""Where pages and texts name a number, a figure, a table or an item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from multitrack.model.rows import Event
    from multitrack.project import Project

_MADE: Final = "_"
"""Begins the names of folders that hold no sources."""


@dataclass(frozen=True, order=True)
class Mention:
    """A line of a page or a text that names something."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        """Return ``file:line: what``."""
        return f"{self.file}:{self.line}: {self.what}"


def read_writings(project: Project, files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the name of each page of the report and each text of the data → its content."""
    pages = [
        path
        for path in project.sources.files(project.report)
        if path.suffix == ".qmd" and not _is_made(path.relative_to(project.report).parts)
    ]
    writings = {project.name(path): project.sources.read_text(path) for path in pages}
    texts = {path: content for path, content in files.items() if path.startswith("text/")}
    return writings | {project.name(project.data / path): content.decode() for path, content in texts.items()}


def mentions(writings: Mapping[str, str], identifiers: Sequence[str], events: Sequence[Event]) -> Iterator[Mention]:
    """Yield the lines that name one of the ids: print a number, take in or refer to a figure, a table or an item."""
    tracks = {event.event_id: event.track for event in events}
    patterns = [pattern for one in identifiers for pattern in _patterns(one, tracks)]
    search = re.compile("|".join(patterns)).findall
    for file, text in writings.items():
        if not search(text):  # most name none, and are not taken apart into lines
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if found := search(line):
                yield Mention(file, number, ", ".join(dict.fromkeys(found)))


def _patterns(identifier: str, tracks: Mapping[str, int]) -> Iterator[str]:
    name = re.escape(identifier)
    yield rf"\{{\{{< *meta n\.{name} *>\}}\}}"
    yield rf"\{{{name}\}}"
    yield rf"/{name}\.md"
    yield rf"@{name}(?![\w-])"
    if identifier in tracks:
        yield rf"@sec-{name.lower()}(?![\w-])"
        yield rf"/items-track-{tracks[identifier]}\.md"


def _is_made(parts: tuple[str, ...]) -> bool:
    return any(part.startswith((_MADE, ".")) for part in parts)
