"""What comes out of the small study, whose country and languages the program has never seen."""

import dataclasses
import hashlib
import socket
from decimal import Decimal

import pytest

from multitrack.lang.values import Message, PartialDate


def test_cells_become_typed_values(study):
    dataset, _ = study.load()
    assert [(track.track, track.studied) for track in dataset.tracks] == [(1, True), (2, True), (3, False)]
    event = dataset.events[1]
    assert (event.heading_ordinal, event.ordinal, event.year_printed, event.year) == (None, 5, 1998, 1988)
    assert event.date_start == PartialDate(1998, 4, 7)
    assert event.sectors == ("economic", "socio-cultural")
    quantity = dataset.quantities[1]
    assert (str(quantity.value), quantity.scale, quantity.as_printed) == ("9.03", "billion", "hampir US $ 9,03\nmiliar")
    assert (quantity.period_start, quantity.period_end) == (PartialDate(1985), PartialDate(1985, 12))
    assert dataset.quantities[0].value == Decimal(625)
    assert dataset.sources[0].url == "https://asean.org/"


def test_the_release_is_the_package_s_own(study):
    study.edit("data/datapackage.json", '"version": "1.0.0"', '"version": "2.1.0"')
    assert study.load()[0].release.version == "2.1.0"
    assert study.load()[0].release.licence == "CC-BY-4.0"


def test_the_files_are_the_bytes_on_disk(study):
    files = study.load()[0].files
    folder = study.path("data")
    expected = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert dict(files) == expected
    assert list(files) == sorted(expected)


def test_languages_come_in_the_order_of_the_profiles(study):
    _, languages = study.load()
    assert [language.code for language in languages] == ["fr", "en"]
    assert languages[0].say(Message("places", ("countries", "THA"))) == "Thaïlande"


def test_rows_cannot_be_changed(study):
    with pytest.raises(dataclasses.FrozenInstanceError):
        study.load()[0].events[0].year = 2000


def test_everything_wrong_is_said_at_once(study):
    study.edit("data/study/tracks.csv", "business,false", "business,no")
    study.edit("data/study/quantities.csv", ",625,", ",626,")
    study.edit("data/text/en/places.yml", "Thailand", "''")
    study.path("data/text/fr/tables.yml").unlink()
    assert study.complaints() == [
        (
            'data/study/quantities.csv:2:value: 626 is not what "625 juta orang" prints (625); '
            "write the number with the digits that are printed"
        ),
        'data/study/tracks.csv:4:studied: "no" is neither true nor false; write true or false',
        "data/text/en/places.yml:2:countries.THA: the text is empty; write it",
        "data/text/fr/tables.yml: the file is missing; write it with the keys of the others",
    ]


def test_a_profile_that_cannot_be_read_leaves_the_data_to_be_checked(study):
    study.path("report/_quarto-en.yml").unlink()
    study.edit("data/study/tracks.csv", "business,false", "business,no")
    assert study.complaints() == [
        'data/study/tracks.csv:4:studied: "no" is neither true nor false; write true or false',
        "report/_quarto-en.yml: the file is missing; restore it",
    ]


def test_the_network_is_left_alone(study, monkeypatch):
    def refuse(*_args, **_kwargs):
        pytest.fail("the network was asked for")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    assert len(study.load()[0].events) == 3


def test_loading_changes_nothing(study):
    def state():
        return {
            path: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in study.project.root.rglob("*")
            if path.is_file()
        }

    before = state()
    study.load()
    assert state() == before


def test_a_table_is_a_frame_with_the_described_types(study):
    quantities = study.load()[0].frame("quantities")
    kinds = ("value", "scale", "period_start", "quantity_id")
    assert [str(quantities[name].dtype) for name in kinds] == ["object", "category", "string", "string"]
    assert str(study.load()[0].frame("events")["heading_year"].dtype) == "Int64"
    assert quantities["value"].tolist()[1] == Decimal("9.03")
    assert quantities["scale"].cat.categories.tolist() == ["ones", "million", "billion"]


def test_an_empty_cell_is_missing_in_a_frame_which_is_each_caller_s_own(study):
    dataset = study.load()[0]
    frame = dataset.frame("quantities")
    assert frame["event_id"].isna().sum() == sum(not row.event_id for row in dataset.quantities)
    frame["value"] = None
    assert dataset.frame("quantities")["value"].notna().all()
