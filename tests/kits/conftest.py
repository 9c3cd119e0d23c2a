"""All kits of the real edition, made once: without pages and documents, which they do not need."""

from pathlib import Path

import pytest

from multitrack.analysis.numbers import all_numbers
from multitrack.figures import all_figures
from multitrack.kits.shelf import Shelf
from multitrack.model.outputs import Outputs
from multitrack.tables import all_tables
from multitrack.weave import teach_numbers
from multitrack.weave.figures import figure_files
from multitrack.weave.fonts import font_files

THEME = Path(__file__).parents[2] / "report" / "theme" / "landing.html"


@pytest.fixture(scope="session")
def fonts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    for name, content in font_files().items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def outputs(dataset):
    return Outputs(all_numbers(dataset), all_tables(dataset), all_figures(dataset))


@pytest.fixture(scope="session")
def woven(dataset, languages, outputs, fonts):
    return figure_files(outputs.figures, teach_numbers(dataset, languages), dataset.release.version, fonts=fonts)


@pytest.fixture(scope="session")
def shelf(project, dataset, languages, outputs, woven):
    return Shelf.fill(dataset, outputs, project.profiles, languages, woven)


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
