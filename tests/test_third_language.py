"""A third language is new files and no new code: one that nobody speaks is built beside the others.

Its numbers, months, plural forms and words of references are those of a real language, which the soak varies.
"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.numbers import format_decimal

from multitrack.build import build_edition
from multitrack.edition import Edition
from multitrack.order import BuildRequest
from multitrack.pipeline import check_edition
from multitrack.products import Products
from multitrack.project import Project
from multitrack.study import open_edition
from pseudo_language import accented, add_language

ROOT = Path(__file__).parents[1]
CODE, SOURCE = "xx", "en"
RULES = os.environ.get("MULTITRACK_THIRD_LANGUAGE", "sv")


@dataclass
class Third:
    edition: Edition
    html: str
    pdf: Path


@pytest.fixture(scope="module")
def third(tmp_path_factory):
    """Return the edition in the third language, built in a copy of the project."""
    root = tmp_path_factory.mktemp("third")
    for name in ("data", "report"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("_output", "_generated", ".build-*"))
    for name in ("pyproject.toml", "CITATION.cff"):
        shutil.copy(ROOT / name, root)
    add_language(root, CODE, SOURCE, RULES)
    project = Project.find(root)
    profiles = tuple(profile for profile in project.profiles if profile.code == CODE)
    edition = open_edition(project, Products.of(root))
    order = BuildRequest(profiles=profiles, engine="embedded")
    build_edition(project, order, lambda *_: edition, products=edition.products)
    folder = project.output / CODE
    return Third(edition, (folder / "pseudo.html").read_text(encoding="utf-8"), folder / "pseudo.pdf")


def test_words_are_accented_and_longer_and_what_is_no_word_stays():
    text = "See {{< n q001 >}} of [them](#sec-a) in 2012."
    assert accented(text) == "Šëëë {{< n q001 >}} of [thëmm](#sec-a) in 2012."


def test_the_third_language_is_checked_with_the_others(third):
    assert check_edition(third.edition).endswith("3 languages")


@pytest.mark.parametrize("word", ["Figure", "Table", "Section", "Contents", "References", "Rows"])
def test_page_and_pdf_say_it_in_the_third_language_and_in_no_other(third, word):
    pdftotext = shutil.which("pdftotext") or pytest.skip("pdftotext is not installed")
    printed = subprocess.run([pdftotext, third.pdf, "-"], capture_output=True, text=True, check=True, timeout=60).stdout
    shown = re.sub(r"<(style|script|code).*?</\1>|<[^>]*>", " ", third.html, flags=re.DOTALL)
    for text in (printed, shown):
        assert re.search(rf"\b{accented(word, longer=False)}", text)
        assert not re.search(rf"\b{word}\b", text)


@pytest.mark.parametrize("number", [9.03, 12000])
def test_its_numbers_follow_its_own_rules(third, number):
    said = format_decimal(number, locale=RULES).replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
    assert said in third.html.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")


def test_each_page_leads_to_the_two_others(third):
    assert set(re.findall(r'<link [^>]*hreflang="?([\w-]+)', third.html)) == {"id", "en-GB"}
