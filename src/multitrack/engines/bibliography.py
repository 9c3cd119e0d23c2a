"""The bibliography, read by Pandoc: every entry once, and none with code that a page would run."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from multitrack.characters import REMEDY, find_leading_punctuation, find_unprintable, is_web_address
from multitrack.engines.pandoc_tree import walk_elements
from multitrack.engines.programs import Call, run
from multitrack.errors import InputError, MachineError, Problem, ProgramError

if TYPE_CHECKING:
    from collections.abc import Iterator

WORK: Final = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*\{\s*([^,\s]+)\s*,", re.IGNORECASE | re.MULTILINE)
"""The first line of a work in a bibliography; its group is the key."""

_FAULT: Final = re.compile(r'Error at (?:"[^"]*" )?\(line (\d+), column \d+\):')
_ADDRESSES: Final = ("url",)
_GAPS: Final = frozenset({"Space", "SoftBreak", "LineBreak"})
_QUOTES: Final = {"SingleQuote": "‘’", "DoubleQuote": "“”"}
_TEXTS: Final = frozenset({"MetaInlines", "MetaString"})
_OBEYED: Final = frozenset({"RawInline", "RawBlock", "Image", "Math"})


@dataclass(frozen=True)
class Bibliography:
    """The works of a file.

    Attributes
    ----------
    works
        Key → fields of the work, as Pandoc's metadata.
    rows
        Key → first line of the work.
    """

    name: str
    works: Mapping[str, Mapping[str, Any]]
    rows: Mapping[str, int]

    def problem(self, key: str, field: str, found: str, remedy: str) -> Problem:
        """Return a problem of a field of a work."""
        return Problem(self.name, self.rows.get(key, 0), f"{key}.{field}" if field else key, found, remedy)


@cache
def read_bibliography(name: str, text: str) -> Bibliography:
    """Read a bibliography in the format of BibLaTeX.

    Raises
    ------
    InputError
        If it cannot be read, has a key twice, or an entry has a forbidden address or character.
    """
    rows: dict[str, int] = {}
    problems: list[Problem] = []
    for match in WORK.finditer(text):
        row = text.count("\n", 0, match.start(1)) + 1
        if rows.setdefault(match[1], row) != row:
            found = f"the work of line {rows[match[1]]} has this key too"
            problems.append(Problem(name, row, match[1], found, "give each work a key of its own"))
    read = Bibliography(name, _works(name, text), rows)
    problems += [
        read.problem(key, field, *fault)
        for key, fields in read.works.items()
        for field, value in fields.items()
        for fault in _faults(field, value)
    ]
    if problems:
        raise InputError(problems)
    return read


def find_pandoc() -> Path:
    """Return the path of the Pandoc in the wheel, never of another on the machine."""
    package = find_spec("pypandoc")  # its import takes longer than finding it
    folders = package.submodule_search_locations or () if package else ()
    path = next((path for folder in folders for path in Path(folder, "files").glob("pandoc*")), None)
    if path is None:
        message = "the package pypandoc-binary is installed without its Pandoc: set the environment up anew"
        raise MachineError(message)
    return path


def write_plain_text(value: Any) -> str:  # noqa: ANN401  (JSON has no narrower type)
    """Return the text of a field of a work, without its markup."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(write_plain_text(one) for one in cast("list[Any]", value) if isinstance(one, (list, Mapping)))
    kind, content = value.get("t", ""), value.get("c", "")
    if kind in {"Str", "MetaString"}:
        return content
    if kind == "Code":
        return content[1]
    if kind == "Quoted":
        opening, closing = _QUOTES[content[0]["t"]]
        return f"{opening}{write_plain_text(content[1])}{closing}"
    return " " if kind in _GAPS else write_plain_text(content)


def _works(name: str, text: str) -> Mapping[str, Mapping[str, Any]]:
    call = Call(
        what=f"Pandoc for the bibliography {name}",
        arguments=[find_pandoc(), "--sandbox", "--from=biblatex", "--to=json"],
        folder=find_pandoc().parent,
        given=text.encode(),
    )
    try:
        tree = json.loads(run(call).output)
    except ProgramError as error:
        place = next((match for line in error.last_lines if (match := _FAULT.search(line))), None)
        if place is None:
            raise
        found = "the entry that ends here cannot be read as BibLaTeX"
        raise InputError([Problem(name, int(place[1]), "", found, "mind braces, commas and quotes")]) from None
    references: list[Any] = tree["meta"].get("references", {"c": []})["c"]
    return {entry["c"]["id"]["c"]: entry["c"] for entry in references}


def _faults(field: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  (JSON has no narrower type)
    """Yield the faults of a field's value with their remedies."""
    for kind, content in walk_elements(value):
        if kind in {"Str", "MetaString", "Code"}:
            text = content if isinstance(content, str) else content[1]
            if character := find_unprintable(text):
                yield f"the field holds the character {character}, which cannot be printed", "remove it"
        if kind in _TEXTS and (fault := find_leading_punctuation(write_plain_text(content))):
            yield fault
        if kind in _OBEYED:
            yield "the field holds code", "write plain text"
        address = content if field in _ADDRESSES and kind == "MetaString" else ""
        address = content[2][0] if kind == "Link" else address
        if address and not is_web_address(address):
            yield f"{address} is no address of the web", REMEDY
