"""Every row has its words in every language, and every entry its row."""

import pytest


def both(study, name, old, new):
    for language in ("en", "fr"):
        study.edit(f"data/text/{language}/{name}.yml", old, new)


def test_a_category_without_words(study):
    study.edit("data/study/quantities.csv", ",two-way,none,10", ",two-way,canada,10")
    found = "no words for what data/study/quantities.csv:5:source_named says; add them"
    assert study.complaints() == [
        f"data/text/en/labels.yml:13:sources-named.canada: {found}",
        f"data/text/fr/labels.yml:13:sources-named.canada: {found}",
    ]


def test_a_city_without_a_name(study):
    study.edit("data/study/events.csv", ",Bangkok,", ",Chiang Mai,")
    found = "no words for what data/study/events.csv:2:city says; add them"
    assert study.complaints() == [f"data/text/{code}/places.yml:1:cities.Chiang Mai: {found}" for code in ("en", "fr")]


def test_an_item_without_words_and_words_without_an_item(study):
    both(study, "events", "T1-02:", "T1-07:")
    complaints = []
    for code in ("en", "fr"):
        file = f"data/text/{code}/events.yml"
        complaints += [
            f"{file}:10:T1-07: no row of data/study/events.csv has this event_id; remove the entry or add the row",
            f"{file}:T1-02: no words for what data/study/events.csv:3:event_id says; add them",
        ]
    assert sorted(study.complaints()) == sorted(complaints)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("  meeting: ", "  meting: ", "1:T1-01.meeting: this part of the entry is missing; write it"),
        (
            "  meeting: ",
            "  meting: ",
            "3:T1-01.meting: the entry has no such part; keep title, meeting, heading, result, purpose, outcome",
        ),
    ],
)
def test_parts_of_an_entry(study, old, new, complaint):
    for code in ("en", "fr"):
        path = study.path(f"data/text/{code}/events.yml")
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert [line for line in study.complaints() if complaint in line] == [
        f"data/text/{code}/events.yml:{complaint}" for code in ("en", "fr")
    ]


def test_a_slip_of_the_pen_asks_for_no_translation(study):
    study.edit("data/study/events.csv", ",stated,Bangkok", ",guessed,Bangkok")
    assert [line.split(":")[0] for line in study.complaints()] == ["data/study/events.csv"]


def test_words_of_its_own_for_a_quantity_that_is_not_there(study):
    for code in ("en", "fr"):
        study.path(f"data/text/{code}/quantities.yml").write_text("Q999:\n  purpose: Roads\n")
    found = "no row of data/study/quantities.csv has this quantity_id; remove the entry or add the row"
    assert study.complaints() == [f"data/text/{code}/quantities.yml:1:Q999: {found}" for code in ("en", "fr")]


def test_texts_under_each_other_s_keys(study):
    both(study, "events", "T1-01:", "T1-00:")
    both(study, "events", "T1-02:", "T1-01:")
    both(study, "events", "T1-00:", "T1-02:")
    remedy = "put each text under the key of its own row"
    assert [line for line in study.complaints() if "/en/" in line] == [
        f"data/text/en/events.yml:7:T1-02.outcome: the text prints {{q002}}, a number of T1-01; {remedy}",
        f"data/text/en/events.yml:16:T1-01.outcome: the text prints {{q003}}, a number of T1-02; {remedy}",
    ]
