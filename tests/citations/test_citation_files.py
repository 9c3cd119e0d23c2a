"""What the pages take in: the references of report and data, and the notes for a figure, as Markdown."""

import subprocess

import pytest

from multitrack.citations.citation_files import make_citation_files
from multitrack.citations.cite import cite_works
from multitrack.citations.works import make_works
from multitrack.engines.bibliography import find_pandoc
from multitrack.project import Project


def as_html(markdown):
    command = [find_pandoc(), "--from=markdown", "--to=html", "--wrap=none"]
    return subprocess.run(command, input=markdown, capture_output=True, check=True).stdout.decode()


@pytest.fixture
def tea(study):
    """Return the files of the small study, published at an address and with a title full of markup."""
    study.edit("report/_quarto.yml", "profile:\n", "site-url: https://example.org/tea\nprofile:\n")
    study.edit("report/_quarto-en.yml", "title: A small study", "title: '*Tea* [x](y) <b>&amp;</b> \\#'")
    profiles = Project.find(study.project.root).profiles
    dataset, languages = study.load()
    works = make_works(dataset, profiles, languages, {})
    citations = {language.code: cite_works(works, language) for language in languages}
    return make_citation_files(works, citations, None, zip(profiles, languages, strict=True))


def test_each_language_has_references_notes_and_a_head(tea):
    names = ("citation.html", "cite-data.md", "cite-report.md")
    assert sorted(tea) == [f"{code}/{name}" for code in ("en", "fr") for name in names]


def test_a_page_prints_what_the_handbooks_set_and_links_the_address(tea):
    html = as_html(tea["fr/cite-report.md"])
    address = "https://example.org/tea/fr/small.html"
    assert html.startswith(
        "<blockquote>\n<p><strong>APA :</strong> A small team. (2020). <em>A small study, In three items</em>"
    )
    assert f'<a href="{address}" class="uri">{address}</a>' in html


def test_a_title_stays_text_on_the_page(tea):
    html = as_html(tea["en/cite-report.md"])
    assert "<em>*Tea* [x](y) &lt;b&gt;&amp;amp;&lt;/b&gt; \\#, In three items</em>" in html
