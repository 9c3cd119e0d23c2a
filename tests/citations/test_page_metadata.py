"""The head of a report's page tells programs what it is."""

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from multitrack.citations.cite import cite_works
from multitrack.citations.page_metadata import make_report_head
from multitrack.citations.source_study import SourceStudy
from multitrack.project import Profile

STUDY = SourceStudy(
    "Of tea", (("Okakura", "Kakuzo"),), 1906, "Leaves", volume="7", issue="1", pages="261-282", issn="2477"
)
PROFILE = Profile("en", {"description": "All about it.", "keywords": ["tea", "rain & hills"]})


class Head(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.block, self.scripts = [], "", 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.scripts += tag == "script"
        if "name" in named and named["name"] != "twitter:card":
            self.tags.append((named["name"], named["content"]))

    def handle_data(self, text):
        self.block += text


@pytest.fixture
def head(published, english):
    def read(works=published, study=STUDY):
        return Head(make_report_head(works, study, PROFILE, english, cite_works(works, english)["report"]))

    return read


def test_a_program_that_keeps_references_finds_its_tags(head):
    assert head().tags == [
        ("citation_title", "Tea, 1600–1700"),
        ("citation_author", "The tea team"),
        ("citation_publication_date", "2026/11/03"),
        ("citation_language", "en-GB"),
        ("citation_technical_report_institution", "The tea team"),
        ("citation_technical_report_number", "report@1.2.0+0123456789ab"),
        ("citation_keywords", "tea"),
        ("citation_keywords", "rain & hills"),
        ("citation_public_url", "https://example.org/tea/report"),
        ("citation_pdf_url", "https://example.org/tea/report.pdf"),
    ]


def test_a_search_engine_finds_the_report_its_licence_and_what_it_is_based_on(head):
    said = json.loads(head().block)
    assert (said["@context"], said["@type"], said["name"]) == ("https://schema.org", "Report", "Tea, 1600–1700")
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    based_on = said["isBasedOn"]
    assert (based_on["name"], based_on["author"][0]["familyName"]) == ("Of tea", "Okakura")
    assert based_on["isPartOf"]["isPartOf"]["isPartOf"] == {"@type": "Periodical", "name": "Leaves", "issn": "2477"}


def test_it_finds_the_figures_and_tables_where_they_lie(head):
    assert [(part["@type"], part["url"]) for part in json.loads(head().block)["hasPart"]] == [
        ("ImageObject", "../figures/fig-rain/index.html"),
        ("Dataset", "../tables/tbl-tea/index.html"),
    ]


def test_no_title_ends_the_block_or_the_tag(head, published):
    title = '</script><script>alert(1)</script>"><b>'
    hostile = (replace(published[0], title={"en": title}), *published[1:])
    found = head(hostile)
    assert (found.tags[0], found.scripts) == (("citation_title", title), 1)
    assert json.loads(found.block)["name"] == title


def test_an_edition_of_no_study_is_based_on_none(head):
    assert "isBasedOn" not in json.loads(head(study=None).block)
