"""What is timed; how long it takes is no test's business."""

import gzip
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from engines.conftest import files
from multitrack import bench, bench_quarto
from multitrack.bench import (
    COLD,
    Copy,
    Timing,
    add_letter,
    add_word,
    format_table,
    move_day,
    to_json,
    weigh_pages,
)
from multitrack.bench_quarto import JUPYTER, measure_jupyter, measure_quarto, write_jupyter_report
from multitrack.cli import app
from multitrack.project import Project

ROOT = Path(__file__).parents[2]
ITSELF = "Quarto by itself, one language"
ENGINE = "Quarto as the engine, one language"
AT_ONCE = "Quarto as the engine, all languages at once"


@pytest.fixture
def timings(quarto, monkeypatch):
    monkeypatch.setattr(bench_quarto, "is_woven", lambda _: True)
    monkeypatch.setattr(bench_quarto, "measure_jupyter", lambda *_: Timing(JUPYTER, (30.0,), 400.0))
    root = quarto.workspace.parent
    project = Project(root, root / "data", quarto.workspace, quarto.workspace / "_output")
    return measure_quarto(project, quarto.engine, runs=2)


def test_quarto_is_timed_by_itself_as_the_engine_and_for_all_languages(quarto, fake, timings):
    assert [(timing.name, len(timing.seconds)) for timing in timings] == [
        (ITSELF, 2),
        (ENGINE, 2),
        (AT_ONCE, 2),
        (JUPYTER, 1),
    ]
    rendered = [call["arguments"] for call in fake.calls]
    assert rendered[:4] == [["render", ".", "--profile", "id"]] * 4
    assert sorted(call[3] for call in rendered[4:]) == ["en", "en", "id", "id"]
    assert not files(quarto.scratch)
    assert not (quarto.workspace / "_output").exists()


def test_quarto_with_cells_renders_every_language_in_turn(opened, quarto, fake):
    timing = measure_jupyter(opened, quarto.engine, runs=2)
    assert (timing.name, len(timing.seconds)) == (JUPYTER, 2)
    assert [call["arguments"] for call in fake.calls] == [
        ["render", ".", "--profile", code] for code in ("id", "en", "id", "en")
    ]


def test_a_report_of_cells_has_every_figure_and_table_once_in_each_language(opened, tmp_path):
    write_jupyter_report(opened, tmp_path)
    for code in ("id", "en"):
        page = (tmp_path / f"index.{code}.qmd").read_text(encoding="utf-8")
        assert [line.split()[2] for line in page.splitlines() if line.startswith("#| label:")] == [*opened.outputs.ids]
        named = [name for name in re.findall(r'"([^"]+\.(?:csv|json))"', page) if not (tmp_path / name).is_file()]
        assert named == []


def test_quarto_itself_sees_what_the_engine_lets_it_see(fake, timings):
    assert timings
    seen = [{name: value for name, value in call["environment"].items() if "PATH" not in name} for call in fake.calls]
    assert seen == [seen[0]] * 8


def test_timings_and_the_bytes_of_pages_are_told_as_tables_and_as_json():
    pages = {"en/one.html": 299_999}
    timings = (
        Timing(COLD, (1.0, 3.0, 2.0), 350.4, (4.0, 5.0, 6.0), {"weave": 1.5}),
        Timing("preview: one word", (0.5,), 400.0),
    )
    assert format_table(timings, pages).splitlines() == [
        "command               median s    least s    most s    CPU s    to cold    peak MB",
        "------------------  ----------  ---------  --------  -------  ---------  ---------",
        "build from nothing        2.00       1.00      3.00     5.00       1.00        350",
        "preview: one word         0.50       0.50      0.50     –          0.25        400",
        "",
        "stage from nothing      median s",
        "--------------------  ----------",
        "weave                       1.50",
        "",
        "page           bytes by gzip",
        "-----------  ---------------",
        "en/one.html           299999",
    ]
    cold = {"name": COLD, "median_s": 2.0, "runs_s": [1.0, 3.0, 2.0], "cpu_s": [4.0, 5.0, 6.0], "peak_mb": 350}
    word = {"name": "preview: one word", "median_s": 0.5, "runs_s": [0.5], "cpu_s": [], "peak_mb": 400}
    assert json.loads(to_json(timings, pages)) == {
        "commands": [{**cold, "stages_s": {"weave": 1.5}}, word],
        "pages": [{"name": "en/one.html", "gzip_bytes": 299_999}],
    }


def test_each_change_is_another_one_each_time_and_in_one_place():
    page, events = (
        "# Judul\n\nDi sini angka studi dihitung ulang.\n",
        "a,1981-09-25,1981-09-25,b\nc,1981-09-25,1981-09-26,d\n",
    )
    labels = 'units:\n  years: "tahun"\ncolumns:\n  track: "Jalur"\n  year: "Tahun"\n'
    assert [add_word(page, number).splitlines()[2] for number in (1, 12)] == [
        "Di b sini angka studi dihitung ulang.",
        "Di bc sini angka studi dihitung ulang.",
    ]
    assert move_day(events, 3) == events.replace("25,1981-09-25", "04,1981-09-04")
    assert len({move_day(events, number) for number in range(27)} - {events}) == 27
    assert add_letter(labels, 12) == labels.replace("Jalur", "Jalurbc")


def test_what_is_measured_changes_the_copy_alone_and_leaves_it_as_it_was():
    project = Project.find(ROOT)
    with Copy.of(project) as copy:
        for path, change in copy.changes().values():
            text = path.read_text(encoding="utf-8")
            assert path.is_relative_to(copy.root)
            assert len({text, change(text, 1), change(text, 2)}) == 3


def test_every_page_is_weighed_as_a_server_sends_it(monkeypatch):
    project = Project.find(ROOT)

    def build(call):
        for profile in project.profiles:
            page = call.folder / "report" / "_output" / profile.output_folder / f"{profile.output_name}.html"
            page.parent.mkdir(parents=True)
            page.write_text("a" * 1000, encoding="utf-8")

    monkeypatch.setattr(bench, "run", build)
    packed = len(gzip.compress(b"a" * 1000))
    assert weigh_pages(project) == {"id/kanada-asean.html": packed, "en/canada-asean.html": packed}


def test_it_says_that_quarto_is_not_timed_where_there_is_none(monkeypatch, tmp_path):
    monkeypatch.setattr(bench, "measure", lambda *_: (Timing("build", (1.0,), 350.0),))
    monkeypatch.setattr(bench, "weigh_pages", lambda _: {})
    missing = tmp_path / "quarto"
    result = CliRunner().invoke(app, ["bench", "--runs", "1"], env={"QUARTO_PATH": str(missing)})
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        f"Quarto is not timed: {missing} --version could not be started: {missing}: No such file or directory"
    ]
