"""The real study made larger: every row of what it says several times over, with fresh ids and words in every language.

The reference rows stay as they are: there are no more years, and no more meetings, to be had.
"""

import csv
import io
import re
import shutil
from pathlib import Path

import yaml

from multitrack.project import Project

ROOT = Path(__file__).parents[2]
NUMBERED = {"quantities": ("Q", 3), "claims": ("C", 2), "participations": ("P", 3), "discrepancies": ("D", 3)}
MULTIPLIED = ("events", *NUMBERED, "documents")
TEXTS = ("events", "quantities", "claims", "discrepancies", "documents")
NAMES = re.compile(r"T\d-\d+|Q\d+")


def enlarge(root, factor):
    """Write a copy of the project below ``root``, with ``factor`` times its items and what is said of them."""
    for name in ("data", "report"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("_output", "_generated", ".build-*"))
    for name in ("pyproject.toml", "CITATION.cff"):
        shutil.copy(ROOT / name, root)
    tables = {name: _read(root, name) for name in MULTIPLIED}
    fresh = _fresh_ids(tables, factor)
    for name, (header, rows) in tables.items():
        copies = [[*map(ids.rename, row)] for ids in fresh for row in rows]
        _write(root, name, header, _in_order(copies) if name == "events" else copies)
    for folder in sorted((root / "data" / "text").iterdir()):
        for name in TEXTS if folder.is_dir() else ():
            _enlarge_words(folder / f"{name}.yml", fresh)
    return Project.find(root)


class Ids:
    """The ids of one copy of the rows: each old one with its new one."""

    def __init__(self, new):
        self.new = new
        self.lower = {old.lower(): fresh.lower() for old, fresh in new.items()}

    def rename(self, cell):
        return ";".join(self._rename_one(part) for part in cell.split(";")) if cell else cell

    def rename_slots(self, words):
        return re.sub(r"\{[^{}]+\}", lambda slot: self._in_slot(slot[0]), words)

    def _rename_one(self, part):
        return self.new.get(part) or re.sub(r"^\w+(-\d+)?(?=[@:]|$)", lambda name: self.new.get(name[0], name[0]), part)

    def _in_slot(self, slot):
        return re.sub(r"^\{(doc-)?(t\d-\d+|q\d+)\b", self._renamed_slot, slot)

    def _renamed_slot(self, name):
        return "{" + (name[1] or "") + self.lower.get(name[2], name[2])


def _fresh_ids(tables, factor):
    events = [row[0] for row in tables["events"][1]]
    per_track = {track: sum(event.startswith(f"T{track}-") for event in events) for track in range(1, 10)}
    copies = [Ids({})]
    for copy in range(1, factor):
        new = {event: _event(event, copy, per_track) for event in events}
        for name, (letter, digits) in NUMBERED.items():
            rows = tables[name][1]
            new |= {row[0]: f"{letter}{copy * len(rows) + int(row[0][1:]):0{digits}}" for row in rows}
        new |= {row[0]: f"{row[0]}-copy-{copy}" for row in tables["documents"][1]}
        copies.append(Ids(new))
    return copies


def _event(event, copy, per_track):
    track, item = event[1:].split("-")
    return f"T{track}-{copy * per_track[int(track)] + int(item):02}"


def _in_order(events):
    """Sort items by track and number, and write the number that the id says."""
    for row in events:
        row[2] = str(int(row[0].split("-")[1]))
    return sorted(events, key=lambda row: (int(row[1]), int(row[2])))


def _read(root, name):
    with (root / "data" / "study" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


def _write(root, name, header, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    (root / "data" / "study" / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8", newline="\n")


def _enlarge_words(path, fresh):
    if not path.exists():
        return
    entries = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    larger = {
        ids.new.get(key, key): {part: ids.rename_slots(words) for part, words in parts.items()}
        for ids in fresh
        for key, parts in entries.items()
    }
    text = yaml.dump(larger, Dumper=yaml.CSafeDumper, allow_unicode=True, width=10**6, sort_keys=False)
    path.write_text(text, encoding="utf-8", newline="\n")
