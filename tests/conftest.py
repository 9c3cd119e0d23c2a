"""The project itself for tests that read it, and a small study of its own kind for tests that break things."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from multitrack.build import build_edition
from multitrack.errors import InputError
from multitrack.order import BuildRequest
from multitrack.products import Products
from multitrack.project import Project
from multitrack.study import open_edition
from multitrack.study.loading import load
from multitrack.typography.fonts import cut_fonts
from small_description import describe_tables

ROOT = Path(__file__).parents[1]
SMALL = Path(__file__).with_name("small_study")
FULLER = Path(__file__).with_name("fuller_study")
CODED = Path(__file__).with_name("coded_study")
LONGEST = (
    "test_page.py", "test_set_up.py", "test_build.py", "test_finding.py", "test_preview.py",
    "bundles/test_bundle_page.py", "hostile/test_payloads.py", "engines/test_command.py", "test_third_language.py",
    "test_pdf.py", "test_recipe.py", "engines/test_pre_render.py", "publish/test_shared.py", "engines/test_workers.py",
    "bundles/test_workbook.py", "engines/embedded/test_pdf.py", "study/figures/test_all_figures.py", "test_fit.py",
    "test_pipeline.py", "soak/test_soak.py", "bundles/test_cited_versions.py", "bundles/test_bundle.py",
    "conformance/test_conformance.py", "test_explain.py", "typography/test_letters.py", "test_documents.py",
    "bundles/test_table_formats.py", "scale/test_enlarged.py", "engines/test_quarto.py", "test_supply_chain.py",
)  # fmt: skip
"""The files that take longest; while the first has the edition built, the second needs none."""


def pytest_collection_modifyitems(items):
    """Begin with the files that take longest, so that no worker is alone with one at the end."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.relative_to(ROOT / "tests").as_posix(), len(LONGEST)))


@dataclass(frozen=True)
class SmallStudy:
    """A copy of the small study that a test may spoil: three items, two languages, the real description of columns."""

    project: Project

    def path(self, name):
        return self.project.root / name

    def edit(self, name, old, new):
        """Replace the one place in a file that reads ``old``."""
        text = self.path(name).read_bytes().decode()
        assert text.count(old) == 1, f"{name} has {old!r} {text.count(old)} times"
        self.path(name).write_bytes(text.replace(old, new).encode())

    def load(self):
        return load(Project.find(self.project.root))

    def complaints(self):
        """Return the lines of the message that the study is refused with."""
        with pytest.raises(InputError) as caught:
            self.load()
        return str(caught.value).splitlines()


@pytest.fixture(scope="session")
def together(tmp_path_factory):
    """Return the folder that all workers have."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@contextmanager
def alone(folder):
    """Let one worker at a time make a folder in that of all: those who come later find it made."""
    with folder.with_name(f"{folder.name}.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session", autouse=True)
def kept_products(together):
    """Let all builds of all workers keep their products in one folder, so that one chart is drawn once."""
    os.environ["MULTITRACK_CACHE"] = str(together / "kept-products")


@pytest.fixture(scope="session")
def project():
    return Project.find(ROOT)


@pytest.fixture(scope="session")
def opened(project):
    """Return the edition of the real study, of which each part is made when a test first asks for it."""
    return open_edition(project, Products.of(ROOT))


@pytest.fixture(scope="session")
def dataset(opened):
    return opened.package


@pytest.fixture(scope="session")
def languages(opened):
    return opened.study.languages


@pytest.fixture(scope="session")
def speakers(opened):
    """Return the languages, knowing the numbers that their texts name."""
    return opened.numbered


@pytest.fixture(scope="session")
def tokens(opened):
    """Return the edition's design tokens."""
    return opened.theme.tokens


@pytest.fixture(scope="session")
def fonts(tmp_path_factory):
    """Return a folder with the fonts that charts are drawn with."""
    folder = tmp_path_factory.mktemp("fonts")
    for name, content in cut_fonts().items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def study(tmp_path):
    """Return a copy of the small study."""
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    return described(tmp_path)


@pytest.fixture
def fuller_study(tmp_path):
    """Return a copy of the small study with the tables that a study may leave out."""
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    labels = {path.relative_to(SMALL): path.read_bytes() for path in SMALL.rglob("labels.yml")}
    shutil.copytree(FULLER, tmp_path, dirs_exist_ok=True)
    for path, content in labels.items():
        (tmp_path / path).write_bytes(content + (FULLER / path).read_bytes())
    return described(tmp_path)


@pytest.fixture
def coded_study(tmp_path):
    """Return a copy of the small study with two codings of it."""
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    shutil.copytree(CODED, tmp_path, dirs_exist_ok=True)
    return described(tmp_path)


def described(folder):
    """Give a study the real description of the tables that it has."""
    describe_tables(folder)
    return SmallStudy(Project.find(folder))


def old_edition(folder):
    """Put an old edition into a folder, of which there is no more than the index."""
    manifest = {"edition": {}, "engine": {}, "input": {}, "files": [{"path": "index.html", "sha256": "0"}]}
    folder.mkdir(parents=True)
    (folder / "index.html").write_bytes(b"old")
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.fixture(scope="session")
def browser():
    """Return Chromium, without its windows where it can be had so: it takes three quarters of the time."""
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    path = path or pytest.skip("chromium-headless-shell is not installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def windows(browser):
    """Return what gives the window of the browser with some options: to begin one takes longer than to load a page."""
    opened = {}

    def take(**options):
        key = json.dumps(options, sort_keys=True)
        if key not in opened:
            opened[key] = at = browser.new_context(**options).new_page()
            at.on("request", lambda request: at.requests.append(request.url))
            at.on("console", lambda message: at.complaints.append(message.text))
            at.on("pageerror", lambda error: at.complaints.append(str(error)))
        return opened[key]

    return take


@pytest.fixture
def visit(edition, windows):
    """Open a page from its file, as if it was the first; what it asks for and complains of is kept with it.

    The next visit in a test with the same options is in the same window.
    """
    visited = []

    def go(page, width=1280, **options):
        at = windows(**options)
        leave(at)
        at.set_viewport_size({"width": width, "height": 900})
        at.emulate_media(media="screen", color_scheme=options.get("color_scheme", "light"))
        at.requests, at.complaints = [], []
        at.goto(f"{edition.as_uri()}/{page}")
        visited.append(at)
        return at

    yield go
    for at in visited:
        if at.url.startswith("file:"):
            at.evaluate("localStorage.clear()")
        leave(at)


@pytest.fixture(scope="session")
def see(edition, browser):
    """Return what gives a page that was opened once, for tests that do nothing but look at it."""
    opened = {}

    def find(page, width=1280, **options):
        key = json.dumps([page, width, options], sort_keys=True)
        if key not in opened:
            opened[key] = browser.new_page(viewport={"width": width, "height": 900}, **options)
            opened[key].goto(f"{edition.as_uri()}/{page}")
        return opened[key]

    return find


def leave(window):
    """Leave a page, and with the pointer the place over it."""
    window.goto("about:blank")
    window.mouse.move(0, 0)


@pytest.fixture(scope="session")
def edition(together):
    """Return the output folder of the whole real edition, built with the embedded engine."""
    found = Project.find(ROOT, output=together / "edition")
    with alone(found.output):
        build_edition(found, BuildRequest(profiles=found.profiles, engine="embedded"), open_edition)
    return found.output
