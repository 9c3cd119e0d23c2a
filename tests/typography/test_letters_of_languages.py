"""Letters that the rules of a language add: months, ordinals of editions and words of references."""

import subprocess

import pytest
from babel.core import Locale

from multitrack.engines.bibliography import find_pandoc
from multitrack.typography.letters import describe_lacking_letter

LANGUAGES = ("de", "en", "es", "fr", "id", "it", "ms", "nl", "pl", "pt", "sv", "tr", "vi")
WORKS = """
@book{a, author = {Ito, A.}, editor = {Li, B.}, title = {One}, edition = {1}, volume = {2}, year = {2001}}
@book{b, author = {Ito, A. and Li, B.}, title = {Two}, edition = {2}, date = {2001-02-03}, publisher = {P}, url = {https://example.org}, urldate = {2002-05-01}}
@incollection{c, author = {Ito, A.}, title = {Three}, booktitle = {Four}, editor = {Li, B.}, edition = {3}, pages = {1--2}, year = {2003}}
"""  # noqa: E501


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_typefaces_have_the_letters_of_references(language):
    command = [find_pandoc(), "--from=bibtex", "--to=plain", "--citeproc", f"--metadata=lang:{language}"]
    printed = subprocess.run(command, input=WORKS, capture_output=True, check=True, encoding="utf-8").stdout
    assert "One" in printed
    assert describe_lacking_letter(printed) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_typefaces_have_the_letters_of_months_and_numbers(language):
    locale = Locale.parse(language)
    words = [name for months in locale.months["format"].values() for name in months.values()]
    signs = locale.number_symbols["latn"]
    assert describe_lacking_letter("".join([*words, signs["decimal"], signs["group"]])) == ""
