"""A report of two pages in two languages, whose texts a test may change, and a copy of the real texts."""

import re
import shutil
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from multitrack.checks.pages_alike import check_pages
from multitrack.errors import InputError
from multitrack.lang.outputs import Number
from multitrack.lang.values import Amount, Year, label
from multitrack.project import Project
from multitrack.study import open_edition

ROOT = Path(__file__).parents[2]
BASE = "bibliography: references.bib\nprofile:\n  group:\n    - [en, fr]\n"
PROFILE = """\
title: Tea
subtitle: A report
lang: {code}
output-file: tea
project:
  output-dir: _output/{code}
  render: [index.{code}.qmd]
"""
MADE = SimpleNamespace(
    ids=["fig-tea"],
    places={"D001": "D001", "T1-01": "sec-t1-01"},
    numbers=[
        Number("cities", Amount(Decimal(7)), ("R1",)),
        Number("cities-words", label("cardinals", "7"), ("R1",)),
        Number("cup", Amount(Decimal("0.2"), "litre"), ("R1",)),
        Number("year", Year(1610), ("R1",)),
        Number("tax", Amount(Decimal("1.5"), scale="million", currency="gbp"), ("R1",)),
        Number("duty", Amount(Decimal(3), currency="usd"), ("R1",)),
    ],
)
"""What is made for the pages."""
ENGLISH = """\
# Tea {#sec-tea}

Tea was drunk in {{< n cities >}} cities [@okakura1906], black tea above all (@fig-tea).
The trade began in 1610.

::: {.edition-note}
The year is {{< n year >}} by another account.
:::

{{< include /_generated/en/fig-tea.md >}}

## Cups {#sec-cups}

1. A cup holds {{< n cup >}} of [black tea]{.term}.
"""
FRENCH = """\
# Le thé {#sec-tea}

On buvait du thé dans {{< n cities >}} villes [@okakura1906], surtout du thé noir (@fig-tea).
Le commerce commença en 1610.

::: {.edition-note}
L'année est {{< n year >}} selon une autre source.
:::

{{< include /_generated/fr/fig-tea.md >}}

## Les tasses {#sec-cups}

1. Une tasse contient {{< n cup >}} de [thé noir]{.term}.
"""
GLOSSARY = """\
black-tea:
  en: ["black tea", "black teas"]
  fr: ["thé noir", "thés noirs"]
"""
TYPED = """\
- typed: "1610"
  why: "no row holds the year"
"""
FILES = {
    "pyproject.toml": "",
    "report/_quarto.yml": BASE,
    "report/_quarto-en.yml": PROFILE.format(code="en"),
    "report/_quarto-fr.yml": PROFILE.format(code="fr"),
    "report/index.en.qmd": "{{< include /en/10-tea.qmd >}}\n",
    "report/index.fr.qmd": "{{< include /fr/10-tea.qmd >}}\n",
    "report/en/10-tea.qmd": ENGLISH,
    "report/fr/10-tea.qmd": FRENCH,
    "report/references.bib": "@book{okakura1906,\n  title = {The Book of Tea}\n}\n",
    "report/typed-numbers.yml": TYPED,
    "data/text/glossary.yml": GLOSSARY,
}


@dataclass
class Pages:
    project: Project

    def write(self, name, text):
        path = self.project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, name, old, new):
        """Replace the one place in a file that reads ``old``."""
        text = (self.project.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} has {old!r} {text.count(old)} times"
        self.write(name, text.replace(old, new))

    def check(self):
        check_pages(self.project, self.project.profiles, MADE)

    def complaints(self):
        with pytest.raises(InputError) as caught:
            self.check()
        return str(caught.value).splitlines()


@pytest.fixture
def pages(tmp_path):
    made = Pages(Project(tmp_path, tmp_path / "data", tmp_path / "report", tmp_path / "out"))
    for name, text in FILES.items():
        made.write(name, text)
    return made


@pytest.fixture
def retold(tmp_path):
    """Give the edition and the line of the words, after those of one key in a text file were replaced."""

    def load_with(name, key, words):
        shutil.copytree(ROOT / "data", tmp_path / "data")
        shutil.copytree(ROOT / "report", tmp_path / "report", ignore=shutil.ignore_patterns("_*output", "_generated"))
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        path = tmp_path / "data" / "text" / name
        lines = path.read_text(encoding="utf-8").splitlines()
        places = {number: line.index(key) for number, line in enumerate(lines) if re.match(rf" *{key}: ", line)}
        at = min(places, key=places.__getitem__)  # the outermost of that name
        lines[at] = f'{lines[at].partition(":")[0]}: "{words}"'
        path.write_text("\n".join(lines), encoding="utf-8")
        return open_edition(Project.find(tmp_path)), at + 1

    return load_with
