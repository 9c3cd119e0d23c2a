"""The works of the real edition, and a configuration that does not say what citing needs."""

from dataclasses import replace

import pytest

from multitrack.citations.works import make_works
from multitrack.errors import InputError
from multitrack.render.number_files import digest_files

VERSIONS = {"fig-timeline": "fig-timeline@1.0.0+aaaaaaaaaaaa", "tbl-tracks": "tbl-tracks@1.0.0+bbbbbbbbbbbb"}


def profiles_with(project, **config):
    return tuple(replace(profile, config={**profile.config, **config}) for profile in project.profiles)


@pytest.fixture(scope="module")
def make(project, dataset, speakers):
    def made(**config):
        config = {key.replace("_", "-"): value for key, value in config.items()}
        return make_works(dataset, profiles_with(project, **config), speakers, VERSIONS)

    return made


def test_the_report_and_the_data_come_first_then_figures_and_tables(make):
    works = make()
    assert [(work.work_id, work.kind, work.within) for work in works] == [
        ("report", "report", ""),
        ("data", "dataset", ""),
        ("fig-timeline", "figure", "report"),
        ("tbl-tracks", "table", "report"),
    ]


def test_every_work_has_its_title_and_its_authors_in_every_language(make, languages):
    codes = [language.code for language in languages]
    assert [(list(work.title), list(work.authors)) for work in make()] == [(codes, codes)] * 4


def test_report_and_data_are_known_by_the_version_and_the_digest_of_the_data(make, dataset):
    report, data, *parts = make()
    digits = digest_files(dataset.files)
    assert report.versioned_id == f"report@{dataset.release.version}+{digits}"
    assert (len(digits), data.versioned_id) == (12, f"data@{dataset.release.version}+{digits}")
    assert [part.versioned_id for part in parts] == list(VERSIONS.values())


def test_without_a_site_no_work_has_an_address(make):
    assert {address for work in make(site_url=None) for address in work.url.values()} == {""}


def test_a_site_gives_every_work_its_address(make, project):
    report, data, figure, table = make(site_url="https://example.org/edition/")
    first = project.profiles[0]
    page = f"https://example.org/edition/{first.output_folder}/{first.output_name}.html"
    assert report.url[first.code] == page
    assert data.url[first.code] == "https://example.org/edition/data/datapackage.json"
    assert figure.url[first.code] == "https://example.org/edition/figures/fig-timeline/"
    assert table.url[first.code] == "https://example.org/edition/tables/tbl-tracks/"


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (
            {"site_url": "example.org"},
            "report/_quarto.yml:site-url: found 'example.org'; write an address such as https://example.org/edition",
        ),
        (
            {"site_url": "javascript:x"},
            "report/_quarto.yml:site-url: found 'javascript:x'; write an address such as https://example.org/edition",
        ),
        (
            {"released": None},
            "report/_quarto.yml:released: no such key; write the day of the release as YYYY-MM-DD, in quotes",
        ),
        (
            {"released": "November"},
            "report/_quarto.yml:released: found 'November'; write the day of the release as YYYY-MM-DD, in quotes",
        ),
        (
            {"author": None},
            "report/_quarto-id.yml:author: no author is named; name those who answer for the edition",
        ),
    ],
)
def test_what_the_configuration_does_not_say_is_named(make, config, message):
    with pytest.raises(InputError) as caught:
        make(**config)
    assert str(caught.value) == message
