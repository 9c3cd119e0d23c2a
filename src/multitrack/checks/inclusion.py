"""What is made for the pages stands in them: every figure and table once, with a sentence that refers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multitrack.engines.bibliography import WORK
from multitrack.engines.pages import REPORT
from multitrack.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from multitrack.checks.chapters import Chapter
    from multitrack.project import Project


def strayed(chapters: Sequence[Chapter], exhibits: Sequence[str]) -> Iterator[Problem]:
    """Find figures and tables that the pages of a language do not show once, or show without referring to them."""
    index, language = chapters[0].file, chapters[0].language
    marks = [mark for chapter in chapters for mark in chapter.marks]
    referred = {mark.name for mark in marks if mark.kind == "citation"}
    for exhibit in exhibits:
        places = [mark.line for mark in marks if mark.name == f"/_generated/LANGUAGE/{exhibit}.md"]
        if len(places) != 1:
            found = f"the pages show {exhibit} {len(places)} times"
            remedy = f"take it in once, with {{{{< include /_generated/{language}/{exhibit}.md >}}}}"
            yield Problem(index, 0, "", found, remedy)
        elif f"@{exhibit}" not in referred:
            yield places[0].problem(f"no sentence refers to {exhibit}", f"write one with @{exhibit}")


def untaken_chapters(chapters: Sequence[Chapter]) -> Iterator[Problem]:
    """Find chapters that the page of the language does not take in."""
    index = chapters[0]
    taken = {mark.name for mark in index.marks if mark.kind == "include"}
    for chapter in chapters[1:]:
        if f"/LANGUAGE/{chapter.name}" not in taken:
            found = f"{index.file} does not take the chapter in"
            remedy = f"write {{{{< include /{chapter.language}/{chapter.name} >}}}} there"
            yield Problem(chapter.file, 0, "", found, remedy)


def uncited_works(project: Project, chapters: Sequence[Chapter], bibliographies: Sequence[Path]) -> Iterator[Problem]:
    """Find works in the bibliography that no page of a language cites."""
    cited = {mark.name for chapter in chapters for mark in chapter.marks if mark.kind == "citation"}
    for path in bibliographies:
        for number, line in enumerate(project.sources.read_text(path).splitlines() if path.is_file() else (), 1):
            if (entry := WORK.match(line)) and f"@{entry[1]}" not in cited:
                found = f"no page of {REPORT}/{chapters[0].language} cites {entry[1]}"
                yield Problem(project.name(path), number, "", found, "cite it or take it out")
