"""The structure of chapters: headings, boxes, and each figure and table included once."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from multitrack.checks.chapters import KINDS, is_box_end
from multitrack.engines.bibliography import WORK
from multitrack.engines.pages import REPORT
from multitrack.engines.settings import find_place
from multitrack.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from multitrack.checks.chapters import Chapter, PageMark, Section
    from multitrack.engines.pages import Line
    from multitrack.project import Profile, Project


def find_stray_exhibits(chapters: Sequence[Chapter], exhibits: Sequence[str]) -> Iterator[Problem]:
    """Find figures and tables missing, repeated or without a reference in the pages of a language."""
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


def find_wrong_cover(
    project: Project, profile: Profile, chapters: Sequence[Chapter], exhibits: Sequence[str]
) -> Iterator[Problem]:
    """Find a section or a figure that the cover is to show, and no page of a language has."""
    cover = profile.config.get("cover", {})
    headings = {heading.name.rpartition("#")[2] for chapter in chapters for heading in chapter.headings}
    for key, there, remedy in (
        ("findings", headings, "name a section with a numbered list"),
        ("figure", exhibits, "multitrack list figures prints those that there are"),
    ):
        if (wanted := cover.get(key)) and wanted not in there:
            place = find_place(project.report, profile.code, f"cover.{key}")
            yield Problem(*place, f"the pages in {profile.code} have no {wanted}", remedy)


def find_unincluded_chapters(chapters: Sequence[Chapter]) -> Iterator[Problem]:
    """Find chapters not included in the page of the language."""
    index = chapters[0]
    taken = {mark.name for mark in index.marks if mark.kind == "include"}
    for chapter in chapters[1:]:
        if f"/LANGUAGE/{chapter.name}" not in taken:
            found = f"{index.file} does not take the chapter in"
            remedy = f"write {{{{< include /{chapter.language}/{chapter.name} >}}}} there"
            yield Problem(chapter.file, 0, "", found, remedy)


def find_uncited_works(
    project: Project, chapters: Sequence[Chapter], bibliographies: Sequence[str]
) -> Iterator[Problem]:
    """Find works in the bibliography not cited in any page of a language."""
    cited = {mark.name for chapter in chapters for mark in chapter.marks if mark.kind == "citation"}
    for path in (project.report / name for name in bibliographies):
        for number, line in enumerate(project.sources.read_text(path).splitlines() if path.is_file() else (), 1):
            if (entry := WORK.match(line)) and f"@{entry[1]}" not in cited:
                found = f"no page of {REPORT}/{chapters[0].language} cites {entry[1]}"
                yield Problem(project.name(path), number, "", found, "cite it or take it out")


_NUMBERED: Final = re.compile(r"/LANGUAGE/(\d\d)-")


def find_misplaced_chapters(chapters: Sequence[Chapter]) -> Iterator[Problem]:
    """Find chapters under another part than their numbers say: those out of the order of the numbers in their names."""
    last, before = -1, ""
    for mark in chapters[0].marks:
        if mark.kind != "include" or not mark.name.endswith(".qmd"):
            continue
        name = mark.name.rpartition("/")[2]
        found = _NUMBERED.match(mark.name)
        if not found:
            yield mark.line.problem(f"{name} has no number", "begin its name with two digits, such as 72-name.qmd")
        elif int(found[1]) <= last:
            remedy = "put the chapters in the order of their numbers, each under its own part"
            yield mark.line.problem(f"{name} comes after {before}", remedy)
        else:
            last, before = int(found[1]), name


def find_stray_codes(
    chapters: Sequence[Chapter], texts: Collection[Chapter], places: Mapping[str, str]
) -> Iterator[Problem]:
    """Find codes of rows that lead nowhere, and in pages those that are no links.

    Parameters
    ----------
    chapters, texts
        Pages, where codes are written as links, and other texts, where they become links.
    places
        Code of a row → anchor.
    """
    kinds = {re.sub(r"\d", r"\\d", re.escape(code)) for code in places}
    code = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(kinds))})(?![\w-])") if kinds else re.compile(r"(?!)")
    for pages, said in ((True, chapters), (False, texts)):
        prose = (line for chapter in said for section in chapter.sections for line in section.prose)
        bare = [(line, found, "") for line in prose for found in code.findall(line.text)]
        linked = [(mark.line, *mark.name.split(" ")) for one in said for mark in one.marks if mark.kind == "code"]
        for line, found, link in (*bare, *linked):
            if found not in places:
                yield line.problem(f"the code {found} leads nowhere", "take the code of a row that exists")
            elif link and link != f"#{places[found]}":
                yield line.problem(f"the code {found} leads to {link}", f"write [{found}](#{places[found]})")
            elif pages and not link:
                yield line.problem(f"the code {found} is no link", f"write [{found}](#{places[found]})")


_REMEDY = "say the same in both languages, in the same order"


def pair_sections(first: Sequence[Chapter], other: Sequence[Chapter]) -> Iterator[tuple[Section, Section]]:
    """Yield pairs of corresponding sections, from chapters with the same headings."""
    ours = {chapter.name: chapter for chapter in other}
    for chapter in first:
        if chapter.name in ours and _names(chapter.headings) == _names(ours[chapter.name].headings):
            yield from zip(chapter.sections, ours[chapter.name].sections, strict=True)


def find_missing_chapters(first: Sequence[Chapter], other: Sequence[Chapter]) -> Iterator[Problem]:
    """Find chapters of one of two languages without a counterpart in the other."""
    for some, others in ((first, other), (other, first)):
        present = {chapter.name for chapter in others}
        for chapter in some:
            if chapter.name not in present:
                missing = chapter.file.replace(f"/{chapter.language}/", f"/{others[0].language}/")
                found = f"the chapter is missing, and {chapter.file} has it"
                yield Problem(missing, 0, "", found, "write it, or take that one out")


def find_unlike_headings(first: Sequence[Chapter], other: Sequence[Chapter]) -> Iterator[Problem]:
    """Find the first heading of each chapter that differs from its counterpart in level or anchor."""
    theirs = {chapter.name: chapter for chapter in first}
    for chapter in other:
        if their := theirs.get(chapter.name):
            yield from _unlike(their.headings, chapter.headings, (their.file, chapter.file))


def find_broken_chapters(chapters: Sequence[Chapter]) -> Iterator[Problem]:
    """Find empty chapters, headings without an anchor, and boxes without an end or a beginning."""
    for chapter in chapters:
        if chapter.is_empty:
            yield Problem(chapter.file, 0, "", "the chapter is empty", "restore it, or take it out of the report")
        for heading in chapter.headings:
            # An anchor made from the words would differ between languages.
            if "#" not in heading.name.lstrip("#"):
                yield heading.line.problem("the heading has no anchor", "give it one, such as {#sec-name}")
        begun: list[Line] = []
        for line in chapter.boxes:
            if not is_box_end(line):
                begun.append(line)
            elif begun:
                _ = begun.pop()
            else:
                yield line.problem("a box is closed here that was not begun", "take the line out, or begin the box")
        yield from (line.problem("the box is not closed", "end it with a line of :::") for line in begun)


def find_unlike_marks(first: Section, other: Section) -> Iterator[Problem]:
    """Find the first mark of each kind that differs between two corresponding sections."""
    places = (f"the section of {_place(first.heading)}", f"the section of {_place(other.heading)}")
    for kind in KINDS:
        yield from _unlike(first.of_kind(kind), other.of_kind(kind), places)


def _unlike(theirs: Sequence[PageMark], ours: Sequence[PageMark], places: tuple[str, str]) -> Iterator[Problem]:
    """Yield the first difference, if there is one; later ones only follow from it."""
    for their, our in zip_longest(theirs, ours):
        if our is None:
            yield _alone(their, places[1])
            return
        if their is None:
            yield _alone(our, places[0])
            return
        if their.name != our.name:
            found = f"the {our.kind} {our.name} is here, and {their.name} in {_place(their)}"
            yield our.line.problem(found, _REMEDY)
            return


def _alone(mark: PageMark, place: str) -> Problem:
    return mark.line.problem(f"the {mark.kind} {mark.name} has no counterpart in {place}", _REMEDY)


def _place(mark: PageMark) -> str:
    return f"{mark.line.file}:{mark.line.number}"


def _names(marks: Sequence[PageMark]) -> list[str]:
    return [mark.name for mark in marks]
