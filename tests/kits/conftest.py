"""All kits of the real edition, made once: without pages and documents, which they do not need."""

from pathlib import Path

import pytest

from multitrack.citing.edition import cite_edition
from multitrack.compute import compute
from multitrack.kits.exhibits import all_exhibits
from multitrack.kits.shelf import Shelf
from multitrack.weave.figures import figure_files
from multitrack.weave.fonts import font_files
from multitrack.weave.tables import table_versions
from multitrack.weave.weaving import Woven, teach_numbers

THEME = Path(__file__).parents[2] / "report" / "theme" / "landing.html"


@pytest.fixture(scope="session")
def fonts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    for name, content in font_files().items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def outputs(dataset):
    return compute(dataset)


@pytest.fixture(scope="session")
def shelf(project, dataset, languages, outputs, fonts):
    release = dataset.release.version
    taught = teach_numbers(dataset, languages)
    drawn = figure_files(outputs.figures, taught, release, fonts=fonts)
    versions = table_versions(outputs.tables, taught, release, drawn.versions)
    woven = Woven(drawn.files, tuple(language.with_versions(versions) for language in taught), drawn.pictures)
    cited = cite_edition(project, dataset, woven.languages)
    return Shelf.fill(all_exhibits(outputs, woven), dataset, project.profiles, woven.languages, cited)


@pytest.fixture(scope="session")
def kits(shelf, fonts):
    """Return every file of every kit by its path in the output folder."""
    return shelf.files(fonts, THEME.read_text(encoding="utf-8"), jobs=2)


@pytest.fixture(scope="session")
def kit_of(kits):
    """Return what gives the files of one kit by their names."""

    def found(identifier):
        return {path.split("/")[2]: content for path, content in kits.items() if path.split("/")[1] == identifier}

    return found
