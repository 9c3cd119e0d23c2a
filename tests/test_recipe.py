"""CONTRIBUTING's recipe for a figure and a table, from empty beginnings to a page, in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from multitrack.errors import UsageError
from multitrack.project import Project
from multitrack.study.beginnings import begin_exhibit

ROOT = Path(__file__).parents[1]
LANGUAGES = ("id", "en")
TEXTS = {"figures": ("title", "subtitle", "note", "alt", "description"), "tables": ("title", "note")}
MODULES = ("src/multitrack/study/figures/fig_rainfall.py", "src/multitrack/study/tables/tbl_rainfall.py")
RUFF = (sys.executable, "-m", "ruff")
EMPTY = [
    "data/text/en/figures.yml:{}:fig-rainfall.title: the text is empty; write it",
    "data/text/en/figures.yml:{}:fig-rainfall.subtitle: the text is empty; write it",
    "data/text/en/figures.yml:{}:fig-rainfall.note: the text is empty; write it",
    "data/text/en/figures.yml:{}:fig-rainfall.alt: the text is empty; write it",
    "data/text/en/figures.yml:{}:fig-rainfall.description: the text is empty; write it",
    "data/text/en/tables.yml:{}:tbl-rainfall.title: the text is empty; write it",
    "data/text/en/tables.yml:{}:tbl-rainfall.note: the text is empty; write it",
    "data/text/id/figures.yml:{}:fig-rainfall.title: the text is empty; write it",
    "data/text/id/figures.yml:{}:fig-rainfall.subtitle: the text is empty; write it",
    "data/text/id/figures.yml:{}:fig-rainfall.note: the text is empty; write it",
    "data/text/id/figures.yml:{}:fig-rainfall.alt: the text is empty; write it",
    "data/text/id/figures.yml:{}:fig-rainfall.description: the text is empty; write it",
    "data/text/id/tables.yml:{}:tbl-rainfall.title: the text is empty; write it",
    "data/text/id/tables.yml:{}:tbl-rainfall.note: the text is empty; write it",
]


class Copy:
    """A copy of the project, and the program in it."""

    def __init__(self, root, of=ROOT):
        self.root = root
        unwanted = shutil.ignore_patterns("_output", "_preview", "_generated", ".build-*", "__pycache__")
        for name in ("data", "report", "src"):
            shutil.copytree(of / name, root / name, ignore=unwanted)
        for name in ("pyproject.toml", "CITATION.cff"):
            shutil.copy(of / name, root)

    def call(self, *command):
        environment = {**os.environ, "PYTHONPATH": str(self.root / "src"), "COLUMNS": "300"}
        return subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, check=False, timeout=300
        )

    def run(self, *arguments):
        return self.call(sys.executable, "-m", "multitrack", *arguments)

    def texts(self):
        paths = [self.root / "data" / "text" / code / f"{name}.yml" for code in LANGUAGES for name in TEXTS]
        return {path: path.read_text(encoding="utf-8") for path in paths}

    def spoil(self, name, old, new):
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (self.root / name).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """Return a copy in which the commands of CONTRIBUTING were called, its texts before that, and what was said."""
    copy = Copy(tmp_path_factory.mktemp("begun"))
    before = copy.texts()
    recipes = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\./multitrack (new \w+ \w+)$", recipes, re.MULTILINE)
    return copy, before, [copy.run(*command.split()) for command in commands]


@pytest.fixture(scope="module")
def filled(begun, tmp_path_factory):
    """Return a copy in which the beginnings have got their words, and the pages their lines."""
    filled = Copy(tmp_path_factory.mktemp("filled"), begun[0].root)
    for path, text in filled.texts().items():
        words = {"id": "Butir menurut tahun", "en": "Items by year"}[path.parent.name]
        path.write_text(re.sub(r'^  (\w+): ""$', rf"  \1: {words} \1", text, flags=re.MULTILINE), encoding="utf-8")
    for code, said in zip(LANGUAGES, ("Lihat", "See"), strict=True):
        page = filled.root / "report" / code / "70-overview.qmd"
        lines = [
            f"\n{said} @{one}.\n\n{{{{< include /_generated/{code}/{one}.md >}}}}\n"
            for one in ("fig-rainfall", "tbl-rainfall")
        ]
        page.write_text(page.read_text(encoding="utf-8") + "".join(lines), encoding="utf-8")
    return filled


def test_the_beginnings_are_two_modules_and_entries_at_the_end_of_four_texts(begun):
    copy, before, said = begun
    assert [(one.returncode, one.stderr) for one in said] == [(0, ""), (0, "")]
    assert said[0].stdout.splitlines() == [
        "src/multitrack/study/figures/fig_rainfall.py: change what it shows",
        f"data/text/id/figures.yml:{line(before, 'id')}: write title, subtitle, note, alt, description",
        f"data/text/en/figures.yml:{line(before, 'en')}: write title, subtitle, note, alt, description",
        *(
            f"a page of report/{code}: write {{{{< include /_generated/{code}/fig-rainfall.md >}}}} "
            "on a line of its own, and @fig-rainfall in a sentence"
            for code in LANGUAGES
        ),
        "then multitrack check finds what is still missing",
    ]
    for path, text in copy.texts().items():
        parts = "".join(f'  {part}: ""\n' for part in TEXTS[path.stem])
        assert text == f"{before[path]}{path.stem[:3].replace('tab', 'tbl')}-rainfall:\n{parts}"


def line(texts, code):
    (text,) = (text for path, text in texts.items() if path.parts[-2:] == (code, "figures.yml"))
    return len(text.splitlines()) + 1


def test_the_modules_stand_as_the_rules_of_the_code_want_them(begun):
    for command in (("check", "--no-cache"), ("format", "--check", "--no-cache")):
        done = begun[0].call(*RUFF, *command, *MODULES)
        assert done.returncode == 0, done.stdout


def test_check_names_every_text_that_is_still_empty(begun):
    done = begun[0].run("check")
    problems = [re.sub(r"yml:\d+:", "yml:{}:", one) for one in done.stderr.splitlines()]
    assert (done.returncode, sorted(problems[:-1])) == (1, sorted(EMPTY))
    assert problems[-1] == "14 problems; nothing was changed"


def test_with_words_and_lines_in_the_pages_all_is_in_order_and_the_pages_take_them_in(filled):
    assert filled.run("check").stderr == ""
    assert filled.run("weave").returncode == 0
    figure = (filled.root / "report/_generated/en/fig-rainfall.md").read_text(encoding="utf-8")
    assert "Items by year title" in figure
    table = (filled.root / "report/_generated/id/tbl-rainfall.md").read_text(encoding="utf-8")
    assert "T1\\-01" in table


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("mark_point", "mark_pint", "'Chart' object has no attribute 'mark_pint'"),
        ("marks)]", "marks.data)]", "'UndefinedType' object has no attribute 'encode'"),
    ],
)
def test_a_chart_that_is_refused_is_named(filled, tmp_path, old, new, said):
    copy = Copy(tmp_path, filled.root)
    copy.spoil(MODULES[0], old, new)
    done = copy.run("check")
    assert (done.returncode, done.stderr.splitlines()) == (
        1,
        [
            f"{MODULES[0]}:fig-rainfall: the chart cannot be drawn ({said}); correct its specification",
            "1 problem; nothing was changed",
        ],
    )


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("figur", "rain", "nothing new is called 'figur': take figure or table; the nearest is figure"),
        ("figure", "../rain", (
            "'../rain' is no name: take small letters, digits and single hyphens, 40 at most, such as rainfall, "
            "without fig- before it"
        )),
        ("table", "tbl-rain", (
            "'tbl-rain' is no name: take small letters, digits and single hyphens, 40 at most, such as rainfall, "
            "without tbl- before it"
        )),
        ("figure", "claims", "src/multitrack/study/figures/fig_claims.py has fig-claims already: take another name"),
        ("table", "track-1", "data/text/id/tables.yml has tbl-track-1 already: take another name"),
    ],
)  # fmt: skip
def test_what_is_no_name_or_is_there_already_is_refused(project, kind, name, said):
    with pytest.raises(UsageError) as refused:
        begin_exhibit(project, kind, name)
    assert str(refused.value) == said


def test_a_program_of_another_project_begins_nothing(study):
    with pytest.raises(UsageError) as refused:
        begin_exhibit(Project.find(study.project.root), "figure", "rain")
    assert str(refused.value) == (
        f"the program runs from {ROOT}/src/multitrack/study/figures, not from the project in {study.project.root}: "
        "call the project's own"
    )
