"""Whether what was woven is still what would be woven now."""

import pytest

from multitrack.publish.manifest import GENERATED, is_woven, mark_woven


@pytest.fixture
def woven(study):
    """Return a small study with a woven file in its report."""
    study.path(f"report/{GENERATED}/en").mkdir(parents=True)
    study.path(f"report/{GENERATED}/en/numbers.yml").write_text("n: {}\n", encoding="utf-8")
    mark_woven(study.path(f"report/{GENERATED}"), study.project)
    return study


def test_what_was_just_woven_is_current(woven):
    assert is_woven(woven.project)


def test_nothing_is_not(study):
    assert not is_woven(study.project)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (f"report/{GENERATED}/en/numbers.yml", "n: {a: 1}\n"),
        (f"report/{GENERATED}/en/more.md", "more\n"),
        (f"report/{GENERATED}/woven.json", "{"),
        ("report/index.en.qmd", "A page\n"),
        ("data/text/en/tracks.yml", "a: 1\n"),
    ],
)
def test_a_change_of_what_was_woven_or_of_what_it_comes_from_makes_it_stale(woven, name, text):
    woven.path(name).write_text(text, encoding="utf-8")

    assert not is_woven(woven.project)


def test_another_version_of_what_draws_makes_it_stale(woven, monkeypatch):
    monkeypatch.setattr("multitrack.publish.manifest.version", lambda _: "0")

    assert not is_woven(woven.project)
