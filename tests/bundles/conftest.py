"""All kits of the real edition, and what they are made of."""

import pytest

from multitrack.bundles.bundle import BundleSet
from multitrack.charts.drawing import draw_what_is_new
from multitrack.products import Products
from multitrack.render.figure_files import Drawings


@pytest.fixture(scope="session")
def outputs(opened):
    return opened.outputs


@pytest.fixture(scope="session")
def bundles(opened):
    return BundleSet(opened)


@pytest.fixture(scope="session")
def drawn(opened, tokens, fonts):
    """Return the pictures of all figures by their paths in ``_generated/``."""
    figures, charts = opened.outputs.figures, opened.charts
    draw = draw_what_is_new(Products.of(opened.project.root), map)
    return Drawings.begin(figures, opened.speakers, charts, fonts=fonts, draw_all=draw).files(tokens)


@pytest.fixture(scope="session")
def kits(edition):
    """Return every file of every kit by its path in the output folder."""
    paths = [path for kind in ("figures", "tables") for path in sorted(edition.glob(f"{kind}/*/*"))]
    return {path.relative_to(edition).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="session")
def kit_of(kits):
    """Return what gives the files of one kit by their names."""

    def found(identifier):
        return {path.split("/")[2]: content for path, content in kits.items() if path.split("/")[1] == identifier}

    return found
