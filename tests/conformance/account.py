"""What a reader gets of a document, as a list of facts that two engines must agree on.

A fact is a line: what it is, where it belongs, and what stands there. Markup is no fact.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

LONG = 100
PROGRAMS = re.compile(r"(?:Quarto [\d.]+, )?Pandoc [\d.]+, Typst [\d.]+")
NUMBER = re.compile(r"\d(?:[\d.,  –-]*\d)?")


@dataclass(frozen=True)
class Fact:
    """One thing that a reader gets.

    Attributes
    ----------
    kind
        ``heading``, ``figure``, ``reference`` and so on.
    place
        The anchor or the name that it stands at or leads to; may be empty.
    text
        What is read there, on one line.
    """

    kind: str
    place: str
    text: str

    @property
    def line(self) -> str:
        """The fact as a line of a record: what is long is cut, and told by the hash of the whole."""
        text = self.text
        if len(text) > LONG:
            digest = hashlib.sha256(text.encode()).hexdigest()[:8]
            text = f"{text[: LONG - 25].rsplit(' ', 1)[0]} … {len(text.split())} words, {digest}"
        return f"{self.kind} {self.place} | {text}" if self.place else f"{self.kind} | {text}"

    def __str__(self) -> str:
        return f"{self.kind} {self.place} | {self.text}" if self.place else f"{self.kind} | {self.text}"


def plain(text: str) -> str:
    """Return text on one line, with every kind of white space as one space, and without soft hyphens."""
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").split())


def without_programs(text: str) -> str:
    """Return text without the programs that a colophon names: in them engines may differ, and they change in time."""
    return PROGRAMS.sub("Pandoc, Typst", text)


def printed_numbers(facts: list[Fact]) -> list[Fact]:
    """Return the numbers printed under each anchor, in their order, as facts of their own."""
    numbers: dict[str, list[str]] = {}
    for fact in facts:
        if fact.kind in {"text", "note", "figure", "table", "row"}:
            found = [plain(number) for number in NUMBER.findall(fact.text)]
            numbers.setdefault(fact.place, []).extend(found)
    return [Fact("numbers", place, " ".join(found)) for place, found in numbers.items() if found]


def differences(expected: list[str], found: list[str]) -> list[str]:
    """Return how two accounts differ, kind by kind, so that one missing heading is one difference.

    Parameters
    ----------
    expected, found
        Facts as lines, each beginning with its kind.
    """
    told: list[str] = []
    for kind in dict.fromkeys(line.split(" ", 1)[0] for line in (*expected, *found)):
        before, after = ([line for line in lines if line.split(" ", 1)[0] == kind] for lines in (expected, found))
        for what, start, end, other_start, other_end in SequenceMatcher(
            a=before, b=after, autojunk=False
        ).get_opcodes():
            if what == "equal":
                continue
            lost, new = before[start:end], after[other_start:other_end]
            changed = min(len(lost), len(new))
            told += [f"expected {old}\n   found {now}" for old, now in zip(lost, new, strict=False)]
            told += [f"missing  {line}" for line in lost[changed:]]
            told += [f"   added {line}" for line in new[changed:]]
    return told
