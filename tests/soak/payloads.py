"""Texts that some format would obey or alter, in all fields of whole editions: ``python -m tests.soak.payloads``.

Each build puts another text of the corpus into each text field. What every reader finds must be that text, between the
same elements as in an edition whose fields hold plain words.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from multitrack import pipeline
from multitrack.build import build_edition
from multitrack.bundles import pictures
from multitrack.errors import InputError
from multitrack.order import BuildRequest
from multitrack.project import Project
from multitrack.study import open_edition
from multitrack.study.loading import load

from ..hostile.fields import Planter, accepted, copy_project, payloads, plant_all, small_study  # noqa: TID252
from ..hostile.readers import Read, read_file  # noqa: TID252

BUILDS = 22
_HOSTILE = re.compile(r"\s*(?:javascript|vbscript|data|file):|.*evil\.example")
_MARK = re.compile(r"zq\d{5}qz")
_LETTER = re.compile(r"[^\W\d_]")
_SPACES = re.compile(r"[ \n]+")
_SAMPLES = 400
_COARSE = 10
"""Dots an inch."""
_NO_OUTPUT = ("data/", "SHA256SUMS")
"""What is handed over byte for byte."""


@dataclass
class Figures:
    """What came of it.

    Attributes
    ----------
    occurrences, pairs
        Texts that were found by a reader, and different pairs of a text and a kind of field among them.
    live, altered
        Elements and addresses that a text made, and texts that came back as another.
    refused, accepted
        Texts that no field may hold: refused with their place, or taken.
    faults
        Builds that ended otherwise than with an edition.
    """

    builds: int = 0
    occurrences: int = 0
    pairs: set = field(default_factory=set)
    live: Counter = field(default_factory=Counter)
    altered: Counter = field(default_factory=Counter)
    refused: int = 0
    accepted: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    samples: list = field(default_factory=list)
    seconds: float = 0.0

    @property
    def clean(self):
        """Whether nothing went wrong."""
        return not (self.live or self.altered or self.accepted or self.faults)

    def to_record(self):
        """Return the figures as JSON has them."""
        return {
            "builds": self.builds,
            "occurrences": self.occurrences,
            "texts": len({text for text, _ in self.pairs}),
            "kinds_of_field": len({kind for _, kind in self.pairs}),
            "pairs": len(self.pairs),
            "live": dict(self.live),
            "altered": dict(self.altered),
            "refused": self.refused,
            "accepted": self.accepted,
            "faults": self.faults,
            "samples": self.samples,
            "seconds": round(self.seconds, 1),
        }


def measure(soak):
    """Put all texts into all fields; none lives or comes back as another, and those refused are told with place."""
    figures = run(max(1, soak.times(BUILDS)))
    sys.stderr.writelines(f"{one}\n" for one in [*figures.faults, *figures.samples])
    return {
        "tried": figures.builds,
        "texts in fields": len(figures.pairs),
        "texts read back": figures.occurrences,
        "refused with their place": figures.refused,
        "live": sum(figures.live.values()),
        "altered": sum(figures.altered.values()),
        "taken and not refused": len(figures.accepted),
        "wrong ends": len(figures.faults),
    }


def run(builds=BUILDS, texts=None):
    """Build editions of hostile texts and return what came of them.

    Parameters
    ----------
    builds
        How many; the corpus is spread over them.
    texts
        The texts to plant; the whole corpus if None.
    """
    figures, begun = Figures(), time.monotonic()
    texts = accepted() if texts is None else texts
    with tempfile.TemporaryDirectory(prefix="multitrack-payloads-") as folder:
        _, plain = _build(Path(folder) / "plain", Planter(["plain words"]))
        for number in range(builds):
            planter = Planter(texts, shift=number * max(1, len(texts) // builds))
            root = Path(folder) / f"{number}"
            try:
                found = _build(root, planter)[1]
            except Exception as error:  # noqa: BLE001  (whatever ends a build is counted)
                figures.faults.append(f"build {number}: {type(error).__name__}: {str(error)[:600]}")
                continue
            figures.builds += 1
            _compare(figures, planter, found, plain)
    refuse(figures)
    figures.seconds = time.monotonic() - begun
    return figures


def run_once(texts):
    """Build one edition of some texts and return what came of them: texts and addresses, without the elements."""
    figures, planter = Figures(), Planter(texts)
    with tempfile.TemporaryDirectory(prefix="multitrack-payloads-") as folder:
        _, found = _build(Path(folder) / "once", planter)
    figures.builds = 1
    for name, read in found.items():
        for address in filter(_HOSTILE.match, read.addresses):
            _sample(figures, f"{name}: leads to {address}")
        for text in read.texts:
            _compare_text(figures, planter, (name, name.rpartition("/")[2].partition(".")[2]), text)
    return figures


def _build(root, planter):
    """Return an edition of planted texts: its project, and what is read in each of its files."""
    copy_project(root)
    plant_all(Project.find(root), planter)
    project = Project.find(root)
    # Nonsense in two languages is not the same, and does not fit the charts: neither is asked for here.
    none = mock.DEFAULT
    unasked = dict.fromkeys(("check_pages", "find_ill_fitting"), none)
    # Nor are the dots of a picture, which nobody reads, but take a sixth of the time.
    coarse = {ending: (*made, min(dots, _COARSE)) for ending, (*made, dots) in pictures._FORMS.items()}  # noqa: SLF001
    with mock.patch.multiple(pipeline, **unasked) as checks, mock.patch.object(pictures, "_FORMS", coarse):
        for check in checks.values():
            check.return_value = ()
        build_edition(project, BuildRequest(profiles=project.profiles, engine="embedded"), open_edition)
    names = sorted(path.relative_to(project.output).as_posix() for path in project.output.rglob("*") if path.is_file())
    names = [name for name in names if not name.startswith(_NO_OUTPUT)]
    with ThreadPoolExecutor(2) as pool:
        read = pool.map(lambda name: read_file(project.output / name), names)
        return project, {name: one for name, one in zip(names, read, strict=True) if one}


def _compare(figures, planter, found, plain):
    for name, read in found.items():
        ending = name.rpartition("/")[2].partition(".")[2]
        usual = plain.get(name, Read())
        strangers = (read.elements - usual.elements) + (usual.elements - read.elements)
        for strange in strangers.keys() - _drawn_anywhere(ending, plain):
            figures.live[f"{ending}: {strange}"] += 1
            _sample(figures, f"{name}: {strange}: {usual.elements[strange]} → {read.elements[strange]}")
        for address in read.addresses - usual.addresses:
            if not _MARK.search(address):
                figures.live[f"{ending}: address"] += 1
                _sample(figures, f"{name}: leads to {address}")
        for text in read.texts:
            _compare_text(figures, planter, (name, ending), text)


def _drawn_anywhere(ending, plain):
    """Return the kinds of elements in all pictures of an edition: which of them one has depends on the room in it."""
    if not ending.endswith("svg"):
        return set()
    return {kind for name, read in plain.items() if name.endswith("svg") for kind in read.elements}


def _compare_text(figures, planter, place, text):
    # How many spaces there are between words is nothing that a page, a line of TeX or of RIS says.
    spoken = _plain(text, place[1])
    for mark in dict.fromkeys(_MARK.findall(text)):
        kind, wanted = planter.planted[mark]
        figures.occurrences += 1
        figures.pairs.add((wanted.replace(mark, "").strip(), kind))
        # In the charts' program a text may stand within an expression, as a literal, or be what goes into one.
        literals = json.dumps(wanted, ensure_ascii=False)[1:-1], wanted.replace("\\", "\\\\")
        # The styles of citations begin a part of a reference with a capital, whatever signs stand before it.
        begun = (_LETTER.sub(lambda first: first[0].upper(), wanted, count=1),) if kind == "bibliography" else ()
        if not any(one in spoken for one in (*(_plain(one, place[1]) for one in (wanted, *begun)), *literals)):
            figures.altered[f"{place[1]}: {kind}"] += 1
            at = text.index(mark)
            _sample(figures, f"{place[0]}: {kind}: {wanted!r} became {text[max(0, at - 60) : at + 60]!r}")


def _plain(text, ending):
    if ending == "bib":  # which has no other apostrophe than the typographic one
        text = text.replace("’", "'")
    # Pandoc composes letters and their accents; in cells of numbers a minus sign is one that programs read.
    text = text.replace("\N{MINUS SIGN}", "-")
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text))


def _sample(figures, text):
    if len(figures.samples) < _SAMPLES:
        figures.samples.append(text)


def refuse(figures, texts=None):
    """Put each text that is refused into a text, a cell and the configuration, and see that it is, with its place."""
    with tempfile.TemporaryDirectory(prefix="multitrack-payloads-") as folder:
        project = small_study(Path(folder))
        for text in payloads()["refused"] if texts is None else texts:
            for file, spoil in _SPOILT.items():
                if re.search(r"[{}]", text) and file.endswith(".csv"):
                    continue  # braces name numbers in texts alone
                path = project.root / file
                old = path.read_bytes()
                path.write_bytes(spoil(old.decode(), text).encode())
                try:
                    load(Project.find(project.root))
                except InputError as error:
                    named = all(problem.file == file for problem in error.problems)
                    figures.refused += named
                    figures.accepted += [] if named else [f"{text[:30]!r} in {file}: {str(error)[:200]}"]
                else:
                    figures.accepted.append(f"{text[:30]!r} in {file}")
                path.write_bytes(old)


def _in_text(old, text):
    return old.replace("THA: Thailand", f"THA: {json.dumps(text)}")


def _in_cell(old, text):
    quoted = '"' + text.replace('"', '""') + '"'
    return re.sub(r"(?<=\n)([^,\n]*,)[^,\n]*", lambda match: match[1] + quoted, old, count=1)


_SPOILT = {"data/text/en/places.yml": _in_text, "data/reference/sources.csv": _in_cell}


def main():
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--builds", type=int, default=BUILDS)
    figures = run(parser.parse_args().builds)
    sys.stdout.write(json.dumps(figures.to_record(), ensure_ascii=False, indent=1) + "\n")
    sys.exit(not figures.clean)


if __name__ == "__main__":
    main()
