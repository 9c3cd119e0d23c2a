"""The woven files are complete, and the same input gives the same bytes."""

import base64
import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from multitrack.edition import Edition
from multitrack.engines.pages import Page
from multitrack.engines.rendering import Rendering
from multitrack.engines.settings import read_settings
from multitrack.errors import InputError
from multitrack.lang.values import Message
from multitrack.pipeline import weave_report
from multitrack.products import Products
from multitrack.project import Project
from multitrack.publish.manifest import GENERATED, Inputs
from multitrack.study.coded_study import CodedStudy
from multitrack.workspace import Woven, open_workspace

ROOT = Path(__file__).parents[1]
OF_A_FIGURE = ("data.html", "inside.html", "md", "slide.svg", "svg", "vl.json")
OF_A_LANGUAGE = (
    *("charts.b64", "charts.json", "citation.html", "cite-data.md", "cite-notes.md", "cite-report.md"),
    *("edition.yml", "languages.yml", "numbers.json"),
)
STRANGE = "Ŵ"
"""No page and no text has it, and the labels of a chart can."""


def copy_of(folder):
    """Return a copy of the project without anything built."""
    unwanted = shutil.ignore_patterns("_output", "_generated", ".build-*", ".quarto")
    for name in ("data", "report"):
        shutil.copytree(ROOT / name, folder / name, ignore=unwanted)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return Project.find(folder)


def woven(project, dataset, languages, products):
    """Return the woven files of an edition of these data: path in ``_generated/`` → bytes."""
    weave_report(Edition(project, lambda _: CodedStudy(dataset, languages), products))
    folder = project.report / GENERATED
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def with_a_strange_letter(language):
    """Return a language that says one more letter, and that in a chart alone."""
    files = dict(language.words.files)
    charts = files["labels"]["charts"]
    files["labels"] = {**files["labels"], "charts": {**charts, "growth": f"{charts['growth']}{STRANGE}"}}
    return replace(language, words=replace(language.words, files=files))


@pytest.fixture(scope="module")
def languages(opened):
    return tuple(map(with_a_strange_letter, opened.study.languages))


@pytest.fixture(scope="module")
def files(tmp_path_factory, dataset, languages):
    return woven(copy_of(tmp_path_factory.mktemp("woven")), dataset, languages, Products.of(ROOT))


def kinds(files, code):
    return {path.split("/")[1] for path in files if path.startswith(f"{code}/")}


def test_every_language_has_its_numbers_tables_items_and_figures(files, opened):
    figures = {f"{one.figure_id}.{ending}" for one in opened.outputs.figures for ending in OF_A_FIGURE}
    tables = {f"{table.table_id}.md" for table in opened.outputs.tables}
    items = {f"items-track-{track}.md" for track in range(1, 6)}
    assert kinds(files, "en") == {*OF_A_LANGUAGE, *figures, *tables, *items}
    assert kinds(files, "id") == {*kinds(files, "en"), "hyphens.txt"}


def test_the_data_package_lies_beside_them(files, dataset):
    packed = {path.removeprefix("data/"): content for path, content in files.items() if path.startswith("data/")}
    assert packed == dict(dataset.files)


def test_the_pages_fonts_hold_what_only_a_picture_says(files):
    said = {path for path, content in files.items() if STRANGE.encode() in content and path.startswith("en/")}
    assert said == {f"en/fig-gdp-growth.{ending}" for ending in ("inside.html", "slide.svg", "svg", "vl.json")}
    found = re.findall(r"data:font/woff2;base64,([^\"]+)", files["head.html"].decode())
    fonts = [TTFont(io.BytesIO(base64.b64decode(one))) for one in found]
    assert any(ord(STRANGE) in font.getBestCmap() for font in fonts)


def test_the_same_input_gives_the_same_bytes(files, dataset, languages, tmp_path):
    again = replace(dataset, files=dict(reversed(dataset.files.items())))
    found = woven(copy_of(tmp_path), again, languages, Products())
    assert found.keys() == files.keys()
    assert [path for path, content in found.items() if content != files[path]] == []


def test_a_text_that_names_no_number_is_an_error_and_nothing_is_woven(dataset, languages, tmp_path):
    project, name = copy_of(tmp_path), f"text/{languages[0].code}/tables.yml"
    spoiled = dataset.files[name].replace(b"{tracks-words}", b"{no-such}", 1)
    with pytest.raises(InputError) as caught:
        woven(project, replace(dataset, files={**dataset.files, name: spoiled}), languages, Products())
    assert str(caught.value) == (
        f"data/{name}:5: the text names a number {{no-such}} that does not exist; "
        "take an id that `multitrack list numbers` prints"
    )
    assert not (project.report / GENERATED).exists()


def terms(file, entry, path=()):
    if isinstance(entry, str):
        yield Message(file, path)
        return
    for key, below in entry.items():
        yield from terms(file, below, (*path, key))


def test_every_text_names_only_numbers_that_exist(speakers):
    said = [
        speaker.say(term)
        for speaker in speakers
        for file, entries in speaker.words.files.items()
        if file != "labels"  # whose braces are filled by what uses the pattern
        for term in terms(file, entries)
    ]
    assert [text for text in said if "{" in text] == []


def test_a_part_has_the_files_of_its_languages_and_of_those_that_its_pages_take_something_in_from(study):
    for code, page in (("en", "{{< include /_generated/fr/fig-venues.md >}}"), ("fr", "Rien.")):
        study.path(f"report/{code}").mkdir()
        study.path(f"report/{code}/page.qmd").write_text(f"{page}\n", encoding="utf-8")
    with open_workspace(study.project) as workspace:
        woven = {
            one.code: {other.code for other in Woven.of(study.project, workspace, Products(), [one]).profiles}
            for one in study.project.profiles
        }
    assert woven == {"en": {"en", "fr"}, "fr": {"fr"}}


@pytest.mark.usefixtures("edition")
def test_a_page_read_chapter_by_chapter_is_the_page_read_whole(project, monkeypatch):
    kept = Products.of(project.root)
    kept.begin(Inputs.read(project).without_pages, lambda: None)
    with open_workspace(project) as workspace:
        Woven.of(project, workspace, kept, project.profiles, with_bars=True).write()

        def read():
            profiles = project.profiles
            return [
                Rendering(workspace, one, read_settings(workspace, one), kept).read().tree.whole for one in profiles
            ]

        by_chapter = read()
        monkeypatch.setattr(Page, "chapters", property(lambda page: {"page": page.text}))
        assert read() == by_chapter


@pytest.mark.usefixtures("edition")
def test_a_page_written_part_by_part_is_the_page_written_whole(project):
    kept = Products.of(project.root)
    kept.begin(Inputs.read(project).without_pages, lambda: None)
    with open_workspace(project) as workspace:
        for page in sorted(workspace.glob("[ei][nd]/[5-8]*.qmd"))[::2]:
            page.write_text(f"{page.read_text(encoding='utf-8')}\nASEAN.\n", encoding="utf-8")
        woven = Woven.of(project, workspace, kept, project.profiles, with_bars=True)
        woven.write()
        woven.put({"head.html": b""})

        def write(products):
            for one in project.profiles:
                page = Rendering(workspace, one, read_settings(workspace, one), products)
                read = page.read()
                yield from (page.written(read, wanted) for wanted in ("html", "pdf"))

        by_part = list(write(kept))
        made = {said.partition("-")[0] for said in kept.reasons if said.startswith("kept") and "-track-" in said}
        assert {"kept html5", "kept typst"} <= made
        assert by_part == list(write(Products()))
