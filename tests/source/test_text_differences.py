"""Both languages have the same files and keys, and print the same numbers."""

import shutil

import pytest

LABELS = "data/text/{}/labels.yml"


def test_a_missing_file(study):
    study.path("data/text/fr/tables.yml").unlink()
    assert study.complaints() == ["data/text/fr/tables.yml: the file is missing; write it with the keys of the others"]


def test_a_file_that_only_one_language_has(study):
    study.path("data/text/fr/notes.yml").write_text("a: b\n")
    assert study.complaints() == ["data/text/en/notes.yml: the file is missing; write it with the keys of the others"]


def test_a_language_without_a_folder(study):
    shutil.rmtree(study.path("data/text/fr"))
    remedy = "the file is missing; write it with the keys of the others"
    names = ("events", "figures", "indicators", "labels", "places", "tables", "tracks")
    assert study.complaints() == [f"data/text/fr/{name}.yml: {remedy}" for name in names]


def test_a_key_that_one_language_lacks(study):
    study.edit("data/text/fr/figures.yml", "alt: Une ligne de points., ", "")
    found = "the key is missing, and data/text/en/figures.yml has it; write it here, or remove it there"
    assert study.complaints() == [f"data/text/fr/figures.yml:1:fig-timeline.alt: {found}"]


def test_an_entry_that_one_language_lacks_is_reported_once(study):
    study.edit("data/text/en/figures.yml", "fig-timeline:", "fig-series:")
    found = "the key is missing, and data/text/{}/figures.yml has it; write it here, or remove it there"
    assert study.complaints() == [
        f"data/text/en/figures.yml:fig-timeline: {found.format('fr')}",
        f"data/text/fr/figures.yml:fig-series: {found.format('en')}",
    ]


def test_keys_in_the_place_of_a_text(study):
    study.edit(LABELS.format("en"), "stated: stated", "stated: {yes-it-is: stated}")
    assert study.complaints() == [
        (
            "data/text/en/labels.yml:11:year-basis.stated: "
            "there are further keys here, and a text in data/text/fr/labels.yml; write the same in both"
        ),
        (
            "data/text/fr/labels.yml:11:year-basis.stated.yes-it-is: "
            "the key is missing, and data/text/en/labels.yml has it; write it here, or remove it there"
        ),
    ]


def test_a_number_that_only_one_language_prints(study):
    study.edit("data/text/fr/events.yml", "Une croissance de {q003}.", "Une croissance.")
    found = "the text does not print {q003}, and that of data/text/en/events.yml does; print the same numbers in both"
    assert study.complaints() == [f"data/text/fr/events.yml:16:T1-02.outcome: {found}"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('many: "{value} de personnes", ', "", "2:units.persons.many: the language needs this plural form; add it"),
        (
            'persons: {one: "{value} personne"',
            'persons: {two: "{value}", one: "{value} personne"',
            "2:units.persons.two: the language has no such plural form; keep many, one, other",
        ),
        ('one: "{number}er", ', "", "8:ordinals.one: the language needs this plural form; add it"),
        (
            'million: "{value} juta"',
            "million: juta",
            "5:scales.million: the pattern must have {value} and nothing else in braces; correct it",
        ),
    ],
)
def test_patterns_of_a_language(study, old, new, complaint):
    study.edit(LABELS.format("fr"), old, new)
    assert complaint in [line.removeprefix("data/text/fr/labels.yml:") for line in study.complaints()]
