"""Letters that the edition's typefaces lack: Typst would stop at one, charts and pages take another font.

They are searched for in the sources, and again in drawn pictures and references, which add letters by their rules.
"""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from multitrack.errors import Problem
from multitrack.source.texts import read_text
from multitrack.typography import MONO
from multitrack.typography.fonts import FACES, find_characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from multitrack.project import Project

REMEDY: Final = "write it in Latin letters, or another way"
SIGNS: Final = "●○"
"""Signs of tables, which are in the sans face alone; pages have them in spans of the class ``mark``."""
_LAYOUT: Final = frozenset("\t\r\n")
_MARKED: Final = re.compile(rf'\[[{SIGNS}]\](?=\{{\.mark\b)|"mark"\],\[[^{{]*\{{"t":"Str","c":"[{SIGNS}]"')
"""A sign in its span, in Markdown and in Pandoc's JSON."""
_CONFIGURATION: Final = ("_quarto*.yml", "language/*.yml")


def describe_lacking_letter(text: str) -> str:
    """Return a complaint about the first letter of a text that a typeface lacks; empty if there is none."""
    strange = set(text) - _letters()
    if not strange.isdisjoint(SIGNS):
        text = _MARKED.sub("", text)
        strange = set(text) - _letters()
    first = next((letter for letter in text if letter in strange), "") if strange else ""
    return f'the typefaces have no "{first}" (U+{ord(first):04X})' if first else ""


def find_lacking_letters(project: Project, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Find the letters in the data package's files, pages, configuration and bibliographies that a typeface lacks."""
    for path, content in files.items():
        name, text = project.name(project.data / path), content.decode()
        if path.endswith(".csv") and describe_lacking_letter(text):
            yield from _in_cells(name, text)
        elif path.startswith("text/") and describe_lacking_letter(text):
            words = read_text(name, content)[0]
            yield from (
                words.problem(key, found, REMEDY)
                for key, said in words.words.items()
                if (found := describe_lacking_letter(said))
            )
    for file in _written(project):
        for number, line in enumerate(project.sources.read_text(project.report / file).split("\n"), 1):
            if found := describe_lacking_letter(line):
                yield Problem(project.name(project.report / file), number, "", found, REMEDY)


def find_lacking_in_pictures(pictures: Mapping[str, bytes], folders: Mapping[str, str]) -> Iterator[Problem]:
    """Find the letters in pictures that a typeface lacks: names of months, too, come from a language's rules.

    Parameters
    ----------
    folders
        The folder of each language's texts, by its code.
    """
    for path, content in pictures.items():
        place = PurePosixPath(path)
        if place.suffix == ".svg" and (found := describe_lacking_letter(content.decode())):
            file = f"{folders[place.parts[0]]}/figures.yml"
            yield Problem(file, 0, place.name.partition(".")[0], f"in the picture, {found}", REMEDY)


def _in_cells(file: str, text: str) -> Iterator[Problem]:
    reader = csv.reader(io.StringIO(text, newline=""))
    header, line = next(reader), reader.line_num + 1
    for row in reader:
        for column, cell in zip(header, row, strict=False):
            if found := describe_lacking_letter(cell):
                yield Problem(file, line, column, found, REMEDY)
        line = reader.line_num + 1


def _written(project: Project) -> Iterator[str]:
    """Yield the files of the report with printed words, relative to its folder."""
    pages = [pattern for profile in project.profiles for pattern in (f"{profile.code}/*.qmd", profile.page)]
    for pattern in (*pages, *_CONFIGURATION):
        yield from sorted(path.relative_to(project.report).as_posix() for path in project.report.glob(pattern))
    named = (name for profile in project.profiles for name in profile.bibliographies)
    yield from (name for name in dict.fromkeys(named) if (project.report / name).is_file())


@cache
def _letters() -> frozenset[str]:
    """Return the letters that all faces have; code takes those that its own lacks from another."""
    first, *others = (find_characters(face) for face in FACES if face.family != MONO)
    return frozenset(map(chr, first.intersection(*others))) | _LAYOUT
