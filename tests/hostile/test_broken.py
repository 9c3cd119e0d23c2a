"""Broken input gets its place, what was found and what to do, and never a stack of calls."""

import codecs
import json
import shutil

import pytest

from multitrack.citations.source_study import read_source_study
from multitrack.citations.works import make_works
from multitrack.engines.embedded import EmbeddedEngine
from multitrack.errors import InputError
from multitrack.project import Project
from multitrack.publish.manifest import read as read_manifest
from multitrack.render.page_assets import read_theme
from multitrack.study.loading import load
from multitrack.workspace import open_workspace

from .broken import OF_STUDY, REPORT, STUDY, THEME, edit
from .fields import ROOT, small_study

BOOK = "@article{okakura1906, author = {Okakura}, title = {Tea}, journal = {Leaves}, year = {1906}}\n"


def cases(table):
    return pytest.mark.parametrize("case", table, ids=lambda case: case.name)


def refused(act):
    """Return the lines of the message with which input is refused."""
    with pytest.raises(InputError) as caught:
        act()
    assert caught.value.exit_status == 1
    return str(caught.value).splitlines()


@cases(STUDY)
def test_a_study_that_cannot_be_read(tmp_path, case):
    small_study(tmp_path)
    case.spoil(tmp_path)
    assert refused(lambda: load(Project.find(tmp_path))) == list(case.says)


@pytest.fixture
def report(tmp_path):
    """Return the folder of a report with the edition's real theme."""
    shutil.copytree(ROOT / "tests" / "engines" / "embedded" / "small" / "report", tmp_path / "report")
    shutil.copytree(ROOT / "report" / "theme", tmp_path / "report" / "theme")
    (tmp_path / "report" / "index.xx.qmd").write_text("# A\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").touch()
    return tmp_path


def read_report(root):
    """Read a report as a check does."""
    project = Project.find(root)
    with open_workspace(project) as workspace:  # the whole check draws all charts first
        read_theme(workspace)
        for name in ("head.html", "xx/edition.yml", "xx/numbers.json"):
            path = workspace / "_generated" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("{}", encoding="utf-8")
        EmbeddedEngine().check(workspace, project.profiles)


def test_a_report_that_can_be_read(report):
    read_report(report)


@cases(REPORT)
def test_a_report_that_cannot_be_read(report, case):
    case.spoil(report)
    assert refused(lambda: read_report(report)) == list(case.says)


def test_a_theme_saved_with_a_byte_order_mark_and_line_ends_of_windows_is_the_same(report):
    style = report / "report" / "theme" / "landing.css"
    before = read_theme(report / "report").texts
    style.write_bytes(codecs.BOM_UTF8 + style.read_bytes().replace(b"\n", b"\r\n"))
    assert read_theme(report / "report").texts == before


def test_a_template_that_asks_for_what_is_not_there(report):
    edit(f"{THEME}/table.html", "{{ said.title }}</title>", "{{ said.titel }}</title>")(report)
    theme = read_theme(report / "report")
    said = refused(lambda: theme.fill("table.html", lang="xx", said={"title": "A"}, grid={}, note=""))
    assert said == ["report/theme/table.html:3: 'dict object' has no attribute 'titel'; correct it"]


@cases(OF_STUDY)
def test_a_study_that_cannot_be_cited(tmp_path, case):
    small_study(tmp_path)
    config = tmp_path / "report" / "_quarto.yml"
    config.write_text(config.read_text() + "bibliography: study.bib\nstudy: okakura1906\n", encoding="utf-8")
    (tmp_path / "report" / "study.bib").write_text(BOOK, encoding="utf-8")
    case.spoil(tmp_path)
    project = Project.find(tmp_path)

    def cite():
        dataset, languages = load(project)
        # Words without braces are no patterns: only the language that was spoilt is asked.
        make_works(dataset, project.profiles[1:], languages[1:], {})
        read_source_study(project)

    assert refused(cite) == list(case.says)


@pytest.mark.parametrize(
    "content", ['{"files": 5}', "", "[" * 100_000, '{"files": [5]}', '{"files": [{"path": 1}]}', "5", '{"files": {}}']
)
def test_a_manifest_that_is_none_is_made_anew(tmp_path, content):
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    assert read_manifest(tmp_path) is None


def test_a_lock_and_a_copy_of_an_editor_are_passed_over(tmp_path):
    project = small_study(tmp_path)
    (project.data / "study" / ".#events.csv").symlink_to("someone@host.1234:5678")
    (project.data / "study" / "events.csv~").write_bytes(b"\xe9")
    assert [event.event_id for event in load(project)[0].events] == ["T1-01", "T1-02", "T2-01"]


def test_a_table_that_cannot_be_read_is_told_once(tmp_path):
    project = small_study(tmp_path)
    for path in sorted(project.data.rglob("*.csv")):
        content = path.read_bytes()
        path.write_bytes(b"\xff" + content)
        name = path.relative_to(tmp_path).as_posix()
        told = f"{name}:1: byte 0xff is not UTF-8; save the file in the encoding UTF-8"
        assert refused(lambda: load(Project.find(tmp_path))) == [told]
        path.write_bytes(content)


def test_categories_without_their_list(tmp_path):
    project = small_study(tmp_path)
    path = project.data / "datapackage.json"
    description = json.loads(path.read_text(encoding="utf-8"))
    field = next(field for field in description["resources"][1]["schema"]["fields"] if "categories" in field)
    del field["constraints"]["enum"]
    path.write_text(json.dumps(description), encoding="utf-8")
    (told,) = refused(lambda: load(Project.find(tmp_path)))
    assert told.partition("enum: ")[2] == (
        "the list of the categories is missing or another; list their values there, in the same order"
    )
