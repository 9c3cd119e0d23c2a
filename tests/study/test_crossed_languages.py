"""A text that stands in the file of another language is found by its words, which others have there."""

import shutil

import pytest
import yaml

from multitrack.errors import InputError
from multitrack.project import Project
from multitrack.study.loading import load

REMEDY = "put the words of each language into its own file"


@pytest.fixture
def copy(project, tmp_path):
    """Return a copy of the real data with its configuration."""
    shutil.copytree(project.data, tmp_path / "data")
    shutil.copytree(project.report, tmp_path / "report", ignore=shutil.ignore_patterns("_*ed", "_output", "_preview"))
    shutil.copy(project.root / "pyproject.toml", tmp_path)
    return Project.find(tmp_path)


def swap(copy, name, words):
    """Put a text of each language into the file of the other."""
    for code, (old, new) in words.items():
        path = copy.data / "text" / code / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")


def complaints(copy):
    with pytest.raises(InputError) as caught:
        load(copy)
    return [line.split(":", 2)[2] for line in str(caught.value).splitlines()]


def test_a_label_in_the_other_language(copy):
    english, indonesian = "  political-security: Political and security", "  political-security: Politik dan keamanan"
    swap(copy, "labels.yml", {"en": (english, indonesian), "id": (indonesian, english)})
    assert complaints(copy) == [
        f'sectors.political-security: the words "Politik dan keamanan" are those of the language id; {REMEDY}',
        f'sectors.political-security: the words "Political and security" are those of the language en; {REMEDY}',
    ]


def test_a_text_that_was_never_translated(copy):
    english, indonesian = (
        yaml.safe_load((copy.data / "text" / code / "tracks.yml").read_text(encoding="utf-8")) for code in ("en", "id")
    )
    indonesian["government"]["description"] = english["government"]["description"]
    text = yaml.safe_dump(indonesian, allow_unicode=True, sort_keys=False)
    (copy.data / "text" / "id" / "tracks.yml").write_text(text, encoding="utf-8")
    start = " ".join(english["government"]["description"].split()[:5])
    assert complaints(copy) == [f'government.description: the words "{start}" are those of the language en; {REMEDY}']


def test_a_file_that_cannot_be_read_makes_no_text_of_another_strange(copy):
    path = copy.data / "text" / "en" / "events.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("\n  ", "\n\t", 1), encoding="utf-8")
    assert complaints(copy) == [" the line is indented with a tab; indent all lines with spaces"]
