"""Every text field of a copy of the project, and what puts a payload into each of them."""

from __future__ import annotations

import csv
import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from multitrack.characters import find_leading_punctuation
from multitrack.project import Project
from multitrack.source.cells import is_formula
from multitrack.typography.letters import describe_lacking_letter

from ..small_description import describe_tables  # noqa: TID252

ROOT = Path(__file__).parents[2]
PAYLOADS = Path(__file__).parent / "payloads.yml"

_SLOT = re.compile(r"\{[a-z0-9][a-z0-9-]*\}")
_KEPT = {
    ("labels", "joints"),
    ("labels", "scales"),
    ("labels", "cardinals"),
    ("labels", "cells"),
    ("labels", "charts"),
}
"""Groups whose words the program splits or compares."""
_COLUMNS = {
    "study/actors.csv": ("name",),
    "reference/sources.csv": ("publisher", "title", "licence", "note"),
    "reference/meetings.csv": ("note",),
}
_CONFIGURED = ("title", "subtitle", "description", "author", "keywords", "words")
_NO_WORDS = {"pdf-file", "foreign"}
_CITED = re.compile(r"^(  (?:title|publisher|journal|address)\s*= )\{(.*)\}(,?)$", re.MULTILINE)
_TEX = str.maketrans(
    {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {mark: f"\\{mark}" for mark in "&%$#_"}
    | {'"': r"\textquotedbl{}"}
)
_LIGATURE = re.compile(r"(?<=([-,<>?!]))(?=\1)|(?<=\\[{}&%$#_])(?=<)")


def payloads():
    """Return the kinds of the corpus, each with its texts."""
    return yaml.safe_load(PAYLOADS.read_text(encoding="utf-8"))


def accepted():
    """Return all texts that formats must give back: whatever is not refused for its signs or for want of letters."""
    texts = [text for kind, texts in payloads().items() if kind != "refused" for text in texts]
    return [text for text in texts if not describe_lacking_letter(text)]


def copy_project(root):
    """Return a copy of the project, without what is built."""
    for name in ("data", "report"):
        unwanted = shutil.ignore_patterns("_output", "_generated", ".build-*")
        shutil.copytree(ROOT / name, root / name, ignore=unwanted)
    for name in ("pyproject.toml", "CITATION.cff"):
        shutil.copy(ROOT / name, root)
    return Project.find(root)


def small_study(root):
    """Return the small study in a folder, with the real description of its tables."""
    shutil.copytree(ROOT / "tests" / "small_study", root, dirs_exist_ok=True)
    describe_tables(root)
    return Project.find(root)


@dataclass
class Planter:
    """Puts texts into fields, a different one into each, each with a mark of its own.

    Attributes
    ----------
    texts
        Those to choose from; the first field takes the one at ``shift``, and so on round.
    planted
        Mark → the field's kind, and the whole text that stands there but for the numbers that it names.
    """

    texts: list[str]
    shift: int = 0
    planted: dict[str, tuple[str, str]] = field(default_factory=dict)

    def text(self, kind, old="", *, without="", refuse=is_formula):
        """Return what takes the place of a field's text; the numbers that it names stay, at its end.

        Parameters
        ----------
        without
            Characters that the field cannot hold as themselves.
        refuse
            Tests a text for a beginning that the field refuses.
        """
        number = len(self.planted)
        payload = self.texts[(self.shift + number) % len(self.texts)]
        mark = f"zq{number:05}qz"
        if set(without) & set(payload):
            payload = "plain"
        before = f"{payload} {mark}"
        if number % 3 == 0 or refuse(before):
            before = f"{mark} {payload}"
        self.planted[mark] = (kind, before.strip(" "))
        slots = list(dict.fromkeys(_SLOT.findall(old)))
        return " ".join([before, "·", *slots]) if slots else before


def plant_all(project, planter):
    """Put a payload into every text field of a project."""
    for profile in project.profiles:
        _plant_texts(project.data / "text" / profile.code, planter)
        _plant_configuration(project.report / f"_quarto-{profile.code}.yml", planter)
    for path, columns in _COLUMNS.items():
        _plant_table(project.data / path, columns, planter)
    _plant_description(project.data / "datapackage.json", planter)
    _plant_bibliography(project.report / "references.bib", planter)


def _plant_texts(folder, planter):
    for path in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(_dump(_replaced(content, (path.stem,), planter)), encoding="utf-8")


def _replaced(value, path, planter):
    if isinstance(value, dict):
        return {key: _replaced(entry, (*path, key), planter) for key, entry in value.items()}
    return value if path[:2] in _KEPT else planter.text(".".join((path[0], path[-1])), value, without="{}")


def _dump(content):
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10**6)


def _plant_configuration(path, planter):
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    for key in _CONFIGURED:
        content[key] = _configured(content[key], f"config.{key}", planter)
    path.write_text(_dump(content), encoding="utf-8")


def _configured(value, kind, planter):
    if isinstance(value, dict):
        return {
            key: entry if key in _NO_WORDS else _configured(entry, f"{kind}.{key}", planter)
            for key, entry in value.items()
        }
    if isinstance(value, list):
        return [_configured(entry, kind, planter) for entry in value]
    return planter.text(kind, refuse=lambda _: False)


def _plant_table(path, columns, planter):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for column in columns:
            if row[column]:
                # In references, quotation marks are those of a style.
                cited = {"without": "`'“”‘’", "refuse": _begins_ill} if path.stem == "sources" else {}
                row[column] = planter.text(f"{path.stem}.{column}", **cited).strip()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _begins_ill(text):
    return is_formula(text) or find_leading_punctuation(text)


def _plant_description(path, planter):
    content = json.loads(path.read_text(encoding="utf-8"))
    content["title"] = planter.text("package.title")
    content["licenses"][0]["title"] = planter.text("package.licence")
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def _plant_bibliography(path, planter):
    def planted(match):
        # The quotation marks of a reference are those of its style.
        text = planter.text("bibliography", without="`'“”‘’", refuse=find_leading_punctuation)
        return f"{match[1]}{{{{{_LIGATURE.sub('{}', text.translate(_TEX))}}}}}{match[3]}"

    path.write_text(_CITED.sub(planted, path.read_text(encoding="utf-8")), encoding="utf-8")
