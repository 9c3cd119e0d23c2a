"""The project is found, and its configuration is read or refused in one line."""

import pytest

from multitrack.errors import InputError, UsageError
from multitrack.project import Project

BASE = "profile:\n  group:\n    - [fr, en]\nfilters: [a.lua]\n"
PROFILE = {
    "lang": "lang: en-GB\n",
    "title": "title: A study\n",
    "subtitle": "subtitle: In two parts\n",
    "output-file": "output-file: study\n",
    "project": "project:\n  output-dir: _output/en\n  render: [index.en.qmd]\n",
}


@pytest.fixture
def root(tmp_path):
    (tmp_path / "report").mkdir()
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "report" / "_quarto.yml").write_text(BASE)
    for code in ("fr", "en"):
        (tmp_path / "report" / f"_quarto-{code}.yml").write_text("".join(PROFILE.values()))
    return tmp_path


def refusal(root):
    with pytest.raises(InputError) as refused:
        _ = Project.find(root).profiles
    return str(refused.value)


def test_a_project_is_found_from_any_folder_in_it(root):
    below = root / "data" / "study"
    below.mkdir(parents=True)
    found = Project.find(below)
    assert (found.root, found.data, found.output) == (root, root / "data", root / "report" / "_output")


def test_outside_a_project_the_call_is_refused(tmp_path):
    with pytest.raises(UsageError) as refused:
        Project.find(tmp_path)
    assert str(refused.value) == (
        f"no project in {tmp_path} or above it: call the program in a project's folder or name one with --project DIR"
    )


def test_the_languages_are_the_profiles_in_their_order(root):
    assert [profile.code for profile in Project.find(root).profiles] == ["fr", "en"]


def test_a_profile_adds_to_lists_and_replaces_the_rest(root):
    (root / "report" / "_quarto-en.yml").write_text("".join(PROFILE.values()) + "filters: [b.lua]\n")
    english = Project.find(root).profiles[1]
    assert (english.config["filters"], english.output_folder, english.page) == (
        ["a.lua", "b.lua"],
        "en",
        "index.en.qmd",
    )


@pytest.mark.parametrize("key", ["lang", "title", "subtitle", "output-file"])
def test_a_missing_key_is_named(root, key):
    content = "".join(text for name, text in PROFILE.items() if name != key)
    (root / "report" / "_quarto-en.yml").write_text(content)
    assert refusal(root) == f"report/_quarto-en.yml:{key}: no such key; add it"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (PROFILE | {"project": "project: x\n"}, "project.render: no such key; add it"),
        (PROFILE | {"project": "project: {output-dir: x, render: []}\n"}, "project.render: no such key; add it"),
        (PROFILE | {"project": "project: {output-dir: x, render: y}\n"}, "project.render: found 'y'; write a list"),
        (PROFILE | {"lang": "lang: 12\n"}, "lang: found 12; write a text"),
        (
            PROFILE | {"lang": "lang: xx-klingon-y\n"},
            "lang: lang is 'xx-klingon-y', which names no known language; take a BCP 47 name such as en or pt-BR",
        ),
    ],
)
def test_a_key_of_another_kind_is_named_with_what_was_found(root, content, message):
    (root / "report" / "_quarto-en.yml").write_text("".join(content.values()))
    assert refusal(root) == f"report/_quarto-en.yml:{message}"


@pytest.mark.parametrize("name", ["../../thesis", "/home/me/thesis", "..", ".", "a/b", "a\\\\b"])
def test_documents_are_named_without_a_path(root, name):
    content = PROFILE | {"output-file": f'output-file: "{name}"\n'}
    (root / "report" / "_quarto-en.yml").write_text("".join(content.values()))
    said = name.replace("\\\\", "\\")
    found = f"{said!r} is no name of a file; write one without / and .."
    assert refusal(root) == f"report/_quarto-en.yml:output-file: {found}"


@pytest.mark.parametrize(
    "folder", ["../en", "/home/me/en", "_output", "_output/", "_output/..", "_output/../en", "en/x"]
)
def test_documents_go_into_a_folder_of_the_output(root, folder):
    content = PROFILE | {"project": f'project: {{output-dir: "{folder}", render: [index.en.qmd]}}\n'}
    (root / "report" / "_quarto-en.yml").write_text("".join(content.values()))
    found = f"{folder!r} is no folder in _output; write _output/ and a name, such as en"
    assert refusal(root) == f"report/_quarto-en.yml:project.output-dir: {found}"


def test_a_missing_profile_is_named(root):
    (root / "report" / "_quarto-fr.yml").unlink()
    assert refusal(root) == "report/_quarto-fr.yml: the file is missing; restore it"


def test_a_profile_that_is_no_text_is_named(root):
    (root / "report" / "_quarto-fr.yml").write_bytes(b"title: \xff\xfe")
    assert refusal(root) == "report/_quarto-fr.yml:1: byte 0xff is not UTF-8; save the file in the encoding UTF-8"


def test_broken_yaml_is_named(root):
    (root / "report" / "_quarto-fr.yml").write_text("lang: fr\ntitle: a: b\n")
    assert refusal(root) == "report/_quarto-fr.yml:2: this cannot be read as YAML; mind indentation, colons and quotes"


def test_a_configuration_without_profiles_is_refused(root):
    (root / "report" / "_quarto.yml").write_text("title: x\n")
    assert refusal(root) == "report/_quarto.yml:profile.group: no group of profiles; list one profile a language"
