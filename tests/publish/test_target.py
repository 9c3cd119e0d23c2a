"""A folder is replaced only if it is ours or nobody's; whatever else stands there is refused and stays as it is."""

import json
import os
import stat
from dataclasses import replace

import pytest

from conftest import old_edition
from multitrack.build import build_edition
from multitrack.errors import UsageError
from multitrack.order import BuildRequest
from multitrack.project import Project
from multitrack.publish.export import export_kit
from multitrack.publish.target import EDITION, KIT, WOVEN, Target, target_output, target_woven
from multitrack.study import open_edition

ABSENT = "name a folder with --out DIR that is absent, empty, or holds nothing but an edition"
SOURCES = "it lies among the sources of the edition"


@pytest.fixture
def world(tmp_path, monkeypatch):
    """Return a folder with a project, a home, and what people have beside them."""
    for name in ("project/report/en", "project/data/study", "homes/me", "thesis/sub", "folder"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("project/pyproject.toml", "project/report/_quarto.yml", "project/data/study/a.csv", "file"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    for name in ("thesis/thesis.docx", "thesis/sub/photo.jpg"):
        (tmp_path / name).write_text(name, encoding="utf-8")
        (tmp_path / name).chmod(0o640)
    for name in ("edition", "with-notes", "with-link", "with-folder", "with-pipe", "project/report/_output"):
        old_edition(tmp_path / name)
    (tmp_path / "with-notes" / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "with-link" / "index.html").unlink()
    (tmp_path / "with-link" / "index.html").symlink_to("../file")
    (tmp_path / "with-folder" / "later").mkdir()
    os.mkfifo(tmp_path / "with-pipe" / "pipe")
    os.mkfifo(tmp_path / "pipe")
    for name, target in {
        "dangling": "nowhere",
        "to-edition": "edition",
        "to-file": "file",
        "beside": "project",
    }.items():
        (tmp_path / name).symlink_to(target)
    manifests = {"other": {"files": [{"path": "manifest.json"}]}, "number": {"files": 7}, "list": []}
    for name, manifest in manifests.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "manifest.json").write_text('{"files": ' + "[" * 100_000, encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "homes" / "me"))
    return tmp_path


def tree(top):
    """Return everything below a folder: its kind, mode and content, by its path."""
    found = {}
    for path in sorted(top.rglob("*")):
        mode = path.lstat().st_mode
        link = path.readlink() if path.is_symlink() else None
        content = path.read_bytes() if stat.S_ISREG(mode) else link
        found[path.relative_to(top).as_posix()] = (mode, content)
    return found


def project_of(world, output=None):
    return Project.find(world / "project", output=world / output if output else None)


REFUSED = {
    "file": "this is a file",
    "pipe": "this is no folder",
    "dangling": "this is a link",
    "to-edition": "this is a link",
    "to-file": "this is a link",
    "beside": "this is a link",
    "thesis": "it holds 'sub' and 2 more, which this program has not made",
    "thesis/sub": "it holds 'photo.jpg', which this program has not made",
    "folder/../thesis": "it holds 'sub' and 2 more, which this program has not made",
    "with-notes": "it holds 'notes.txt', which this program has not made",
    "with-link": "it holds 'index.html', which this program has not made",
    "with-folder": "it holds 'later', which this program has not made",
    "with-pipe": "it holds 'pipe', which this program has not made",
    "other": "it holds 'manifest.json', which this program has not made",
    "number": "it holds 'manifest.json', which this program has not made",
    "list": "it holds 'manifest.json', which this program has not made",
    "deep": "it holds 'manifest.json', which this program has not made",
    "project": "this is the project",
    "project/report": "this is the report",
    "project/data": "this is the data",
    "beside/report": "this is the report",
    "project/report/..": "this is the project",
    "": "the project is in it",
    "beside/..": "the project is in it",
    "project/report/new": SOURCES,
    "project/report/_output/new": SOURCES,
    "project/data/study/new/newer": SOURCES,
    "beside/data/new": SOURCES,
    "homes/me": "this is a home",
    "homes": "a home is in it",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_build_leaves_what_is_not_ours_as_it_is(world, name):
    project = project_of(world, name or ".")
    before = tree(world)
    with pytest.raises(UsageError) as refused:
        build_edition(project, BuildRequest(profiles=(), engine="embedded"), open_edition)
    assert str(refused.value) == f"{project.name(project.output)}: {REFUSED[name]}; {ABSENT}"
    assert tree(world) == before


def test_nothing_is_written_below_a_file(world):
    before = tree(world)
    with pytest.raises(UsageError) as refused:
        build_edition(project_of(world, "file/new/newer"), BuildRequest(profiles=(), engine="embedded"), open_edition)
    assert str(refused.value) == f"{world}/file/new/newer: {world}/file above it is no folder; {ABSENT}"
    assert tree(world) == before


def test_the_root_is_no_target(world):
    with pytest.raises(UsageError) as refused:
        target_output(replace(project_of(world), output=world.parents[-1])).require_ours()
    assert str(refused.value) == f"/: a file system begins here; {ABSENT}"


@pytest.mark.parametrize("name", ["folder", "edition", "new", "new/newer", "beside/report/_output", "thesis/../new"])
def test_what_is_absent_empty_or_ours_may_be_replaced(world, name):
    target_output(project_of(world, name)).require_ours()
    assert not (world / "new").exists()


def test_woven_files_are_replaced_only_with_what_names_them(world):
    project = project_of(world)
    folder = project.report / "_generated"
    (folder / "en").mkdir(parents=True)
    (folder / "en" / "numbers.yml").touch()
    with pytest.raises(UsageError) as refused:
        build_edition(project, BuildRequest(profiles=(), engine="embedded"), open_edition)
    assert str(refused.value) == (
        "report/_generated: it holds 'en' and 1 more, which this program has not made; move it away"
    )
    said = {"input": "", "versions": {}, "files": {"en/numbers.yml": ""}}
    (folder / WOVEN.manifest).write_text(json.dumps(said), encoding="utf-8")
    target_woven(project).require_ours()


KITS = ["file", "dangling", "to-edition", "thesis", "edition", "project", "project/data/text", "homes", ""]


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("name", KITS)
def test_an_export_leaves_what_is_not_ours_as_it_is(world, name, force):
    folder, _, identifier = f"{world}/{name}".rpartition("/") if name else (str(world.parent), "", world.name)
    before = tree(world)
    with pytest.raises(UsageError) as refused:
        export_kit(open_edition(project_of(world)), identifier, world.joinpath(folder), force=force)
    assert str(refused.value).endswith("--to DIR that is absent, empty, or holds nothing but its kit")
    assert tree(world) == before


@pytest.mark.parametrize(
    ("identifier", "names", "is_ours"),
    [
        ("fig-a", ["data.csv", "fig-a.zip", "metadata.json"], True),
        ("fig-b", ["data.csv", "fig-b.zip", "metadata.json"], False),
        ("fig-a", ["data.csv", "metadata.json", "notes.txt"], False),
        ("fig-a", ["data.csv", "other.zip", "metadata.json"], False),
    ],
)
def test_a_kit_is_what_its_description_names(world, identifier, names, is_ours):
    folder = world / identifier
    folder.mkdir()
    said = {"id": "fig-a", "versioned_id": "", "data_sha256": "", "files": {"data.csv": {}}}
    for name in names:
        (folder / name).write_text(json.dumps(said), encoding="utf-8")
    target = Target(folder, KIT, project_of(world), "--to DIR")
    if is_ours:
        target.require_ours()
    else:
        with pytest.raises(UsageError, match="which this program has not made"):
            target.require_ours()


def test_a_kit_is_no_edition(world):
    with pytest.raises(UsageError, match="which this program has not made"):
        Target(world / "edition", KIT, project_of(world), "--to DIR").require_ours()
    Target(world / "edition", EDITION, project_of(world)).require_ours()
