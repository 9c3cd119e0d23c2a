"""The manifest says what was built from what, and whether that still stands."""

import json
from dataclasses import replace

from multitrack.project import Project
from multitrack.publish.manifest import MANIFEST, Inputs, Provenance, describe_file, is_current, make_manifest
from multitrack.publish.staging import write_files
from multitrack.source.data_package import Release

RELEASE = Release("study", "1.0.0", "CC-BY-4.0")


ORIGIN = Provenance("embedded", {"typst": "0.15.2"}, "abc")


def manifest(folder, *documents):
    return make_manifest(RELEASE, ORIGIN, (describe_file(folder, name, ["fig-x"], ["Q001"]) for name in documents))


def output(tmp_path):
    write_files(tmp_path, {"en/a.html": b"<p>", "index.html": b"<ul>"})
    made = manifest(tmp_path, "index.html", "en/a.html")
    (tmp_path / MANIFEST).write_bytes(made)
    return made


PROFILE = b"""lang: pt
title: A
subtitle: B
output-file: tea
project:
  render: [index.xx.qmd]
  output-dir: _output/xx
"""


def project(root):
    report = {"_quarto.yml": b"profile:\n  group: [[xx]]\n", "_quarto-xx.yml": PROFILE, "index.xx.qmd": b"# A\n"}
    write_files(
        root, {"pyproject.toml": b"", "data/a.csv": b"1", **{f"report/{name}": report[name] for name in report}}
    )
    return Project.find(root)


def test_every_file_is_recorded_with_its_bytes_ids_and_rows(tmp_path):
    recorded = json.loads(output(tmp_path))
    assert recorded["files"][0] == {
        "path": "en/a.html",
        "bytes": 3,
        "sha256": "33f2799467177287a29260780a107ac98ea63dd6165f67fcc0d74767d0a82090",
        "ids": ["fig-x"],
        "rows": ["Q001"],
    }
    assert recorded["engine"] == {"name": "embedded", "versions": {"typst": "0.15.2"}}
    assert [entry["path"] for entry in recorded["files"]] == ["en/a.html", "index.html"]


def test_an_output_is_current_while_input_and_files_are_the_same(tmp_path):
    output(tmp_path)
    assert is_current(tmp_path, ORIGIN, ["en/a.html"])


def test_an_output_with_a_changed_file_is_not_current(tmp_path):
    output(tmp_path)
    (tmp_path / "en" / "a.html").write_bytes(b"<i>")
    assert not is_current(tmp_path, ORIGIN, ["en/a.html"])


def test_an_output_of_another_input_is_not_current(tmp_path):
    output(tmp_path)
    assert not is_current(tmp_path, replace(ORIGIN, input_sha256="def"), ["en/a.html"])


def test_an_output_with_other_documents_is_not_current(tmp_path):
    output(tmp_path)
    assert not is_current(tmp_path, ORIGIN, ["en/a.html", "en/a.pdf"])


def test_the_input_hash_follows_data_and_report_but_not_what_is_built(tmp_path):
    before = Inputs.read(project(tmp_path / "a")).sha256
    write_files(tmp_path / "a", {"report/_output/index.html": b"new", "report/_generated/x": b"new"})
    assert Inputs.read(Project.find(tmp_path / "a")).sha256 == before
    write_files(tmp_path / "a", {"data/a.csv": b"2"})
    assert Inputs.read(Project.find(tmp_path / "a")).sha256 != before


def test_the_input_hash_follows_every_file_but_what_quarto_leaves_beside_a_page(tmp_path):
    before = Inputs.read(project(tmp_path)).sha256
    left = ("index.xx.html", "index.xx_files/a.js", "index.xx.typ", "tea.html", "tea_files/libs/b.js", "tea.docx")
    write_files(tmp_path, {f"report/{name}": b"new" for name in left})
    assert Inputs.read(Project.find(tmp_path)).sha256 == before
    for name in ("head.html", "some_files/a.js", "xx/tea.html"):
        write_files(tmp_path, {f"report/{name}": b"new"})
        before, last = Inputs.read(Project.find(tmp_path)).sha256, before
        assert before != last, name


def test_the_input_hash_does_not_depend_on_where_the_project_lies(tmp_path):
    assert Inputs.read(project(tmp_path / "a")).sha256 == Inputs.read(project(tmp_path / "somewhere-else")).sha256
