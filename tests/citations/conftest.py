"""Works of an edition that never was: a report with a figure and a table, in two languages, published and not."""

import datetime as dt
from dataclasses import replace

import pytest
from babel.core import Locale

from multitrack.citations.works import Licence, Work
from multitrack.lang.language import Catalog, Language

LABELS = {
    "joints": {"list": ", "},
    "citing": {
        "kinds": {"report": "Edition", "figure": "Figure", "table": "Table", "dataset": "Data set"},
        "place": {"part": "{kind} {id}, in: {whole}, version {version}", "whole": "{kind}, version {version}, {id}"},
        "from": {
            "part": "From “{title}” ({id}). In: {whole}. {authors}, {year}. Licence: {licence}.",
            "whole": "From {title} ({id}). {authors}, {year}. Licence: {licence}.",
        },
        "adapted": {
            "part": "After “{title}” ({id}), in: {whole}, {authors}, {year}: {licence}.",
            "whole": "After {title} ({id}), {authors}, {year}: {licence}.",
        },
    },
}


def speaker(code, locale):
    return Language(code, Locale.parse(locale), Catalog(f"data/text/{code}", {"labels": LABELS}))


@pytest.fixture
def english():
    return speaker("en", "en_GB")


@pytest.fixture
def indonesian():
    return speaker("id", "id")


def work(kind, work_id, title, judul, within=""):
    return Work(
        work_id=work_id,
        kind=kind,
        edition="tea",
        title={"en": title, "id": judul},
        authors={"en": ("The tea team",), "id": ("Tim teh",)},
        versioned_id=f"{work_id}@1.2.0+0123456789ab",
        version="1.2.0",
        release=dt.date(2026, 11, 3),
        licence=Licence("CC-BY-4.0", "Creative Commons Attribution", "https://creativecommons.org/licenses/by/4.0/"),
        url={"en": "", "id": ""},
        within=within,
    )


@pytest.fixture
def works():
    return (
        work("report", "report", "Tea, 1600–1700", "Teh, 1600–1700"),
        work("dataset", "data", "Tea: data", "Teh: data"),
        work("figure", "fig-rain", "Rain in the hills", "Hujan di bukit", "report"),
        work("table", "tbl-tea", "Who drank what?", "Siapa minum apa?", "report"),
    )


@pytest.fixture
def published(works):
    return tuple(
        replace(one, url=dict.fromkeys(("en", "id"), f"https://example.org/tea/{one.work_id}")) for one in works
    )
