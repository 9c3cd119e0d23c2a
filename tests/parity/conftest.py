"""A report of two pages in two languages, for tests that make them say different things."""

from dataclasses import dataclass

import pytest

from multitrack.errors import InputError
from multitrack.parity import check_pages
from multitrack.project import Project

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
ENGLISH = """\
# Tea {#sec-tea}

Tea was drunk in {{< meta n.cities >}} cities [@okakura1906], black tea above all (@fig-tea).
The trade began in 1610.

::: {.edition-note}
The year is {{< meta n.year >}} by another account.
:::

{{< include /_generated/en/fig-tea.md >}}

## Cups {#sec-cups}

1. A cup holds {{< meta n.cup >}} of [black tea]{.term}.
"""
FRENCH = """\
# Le thé {#sec-tea}

On buvait du thé dans {{< meta n.cities >}} villes [@okakura1906], surtout du thé noir (@fig-tea).
Le commerce commença en 1610.

::: {.edition-note}
L'année est {{< meta n.year >}} selon une autre source.
:::

{{< include /_generated/fr/fig-tea.md >}}

## Les tasses {#sec-cups}

1. Une tasse contient {{< meta n.cup >}} de [thé noir]{.term}.
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
        check_pages(self.project, self.project.profiles, ["fig-tea"])

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
