"""A report in languages that the edition does not have, each with its own letters, numbers, months and ordinals."""

import re
import subprocess
from decimal import Decimal

import pytest
from babel.core import Locale

from multitrack.engines.bibliography import find_pandoc
from multitrack.lang.language import Catalog, Language
from multitrack.lang.values import Amount, PartialDate, Period
from multitrack.typography.letters import describe_lacking_letter

from .conftest import FIGURE, TABLE
from .test_pdf import pages

LABELS = {"qualifiers": {"exact": "{value}"}, "scales": {"ones": "{value}"}, "joints": {"span": "–", "dates": " – "}}
WORKS = """
@book{one, author = {Ito, Ana}, title = {Alpha}, edition = {1}, year = {1999}}
@book{two, author = {Ito, Ana and Li, Bo}, title = {Beta}, edition = {2}, year = {2001}}
@online{none, author = {{Bank}}, title = {Gamma}}
@online{nor, author = {{Bank}}, title = {Delta}}
@article{pages, author = {Ito, Ana}, title = {Eta}, journaltitle = {Theta}, pages = {261--282}, date = {2003}}
"""
LETTERS = {
    "fr": "Dès Noël, où un zéphyr haï me vêt de glaçons würmiens, je dîne d’exquis rôtis de bœuf à l’aÿ d’âge mûr",
    "ms": "Jalur diplomasi, kerjasama serantau, perundingan dan syarikat-syarikat",
    "vi": "Ngoại giao đa kênh giữa Việt Nam và Ca-na-đa: đường lối, ứng xử, những kỳ họp thứ nhất; Ẩm ƯỚT ỗ ẵ ỷ",
    "de": "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich; STRAẞE, Äpfel, Öl, Übung",
}
SAID = {
    "fr": ("12\N{NARROW NO-BREAK SPACE}345,6", "21 août 1999", "1ʳᵉ éd.", "2ᵉ éd.", "s. d.-a"),
    "ms": ("12,345.6", "21 Ogos 1999", "1 ed.", "2 ed.", "t.t.-a"),
    "vi": ("12.345,6", "21 tháng 8, 1999", "1 a.b.", "2 a.b.", "không ngày-a"),
    "de": ("12.345,6", "21. August 1999", "1. Aufl.", "2. Aufl.", "o. J.-a"),
}
"""A number, a day, two editions and a work among others without a date."""
TERMS = {"ms": {"edition": "ed.", "no date": "t.t."}, "vi": {}}
"""Words of references that Pandoc does not know; without them it takes those and the ordinals of English."""


def style(code, terms):
    """Return Pandoc's style for citations with the words of a language, and ordinals without endings."""
    command = [find_pandoc(), "--print-default-data-file=default.csl"]
    known = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    entries = [f'<term name="{name}" form="short">{said}</term>' for name, said in terms.items()]
    entries += [f'<term name="ordinal{ending}"></term>' for ending in ("", "-01", "-02", "-03")]
    own = f'<locale xml:lang="{code}"><terms>{"".join(entries)}</terms></locale>'
    return known.replace("</info>", f"</info>{own}", 1)


def plain(text):
    return " ".join(text.split())


@pytest.fixture(params=SAID)
def code(request):
    return request.param


@pytest.fixture
def documents(report, code):
    """Return the words of the page and of the PDF in a language."""
    speaker = Language(code, Locale.parse(code), Catalog(f"data/text/{code}", {"labels": LABELS}))
    number = speaker.say(Amount(Decimal("12345.6")))
    day = speaker.say(Period(PartialDate(1999, 8, 21), PartialDate(1999, 8, 21)))
    report.configure("lang: pt-BR", f"lang: {code}", "_quarto-xx.yml")
    report.write("references.bib", WORKS)
    if code in TERMS:
        report.write("style.csl", style(code, TERMS[code]))
        report.configure("citeproc: true", "citeproc: true\ncsl: style.csl")
    text = f"{number}; {day}; [@one; @two; @none; @nor; @pages]."
    body = f"# {LETTERS[code]}\n\n{text}\n\n{FIGURE}\n{TABLE}\n@fig-one, @tbl-one\n"
    html, pdf = report.html(body), report.pdf(body)
    assert f'<html lang="{code}" ' in html
    shown = re.sub(r"<(style|script).*?</\1>|<[^>]*>", "", html, flags=re.DOTALL)
    return plain(shown), " ".join(pages(pdf))


def test_page_and_pdf_have_its_letters_numbers_months_and_ordinals(documents, code):
    for text in documents:
        joined = text.replace("-\n", "")
        assert [said for said in (LETTERS[code], *SAID[code]) if plain(said) not in joined] == []
        assert describe_lacking_letter(text) == ""
        assert not re.search(r"\b\d(st|nd|th)\b|\bn\.d\.", text)
