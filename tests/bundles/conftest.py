"""All kits of the real edition, made once: without pages and documents, which they do not need."""

import pytest

from multitrack.bundles.bundle import BundleSet
from multitrack.charts.drawing import draw_what_is_new
from multitrack.engines.workers import hire
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
def kits(bundles, drawn, fonts):
    """Return every file of every kit by its path in the output folder."""
    with hire(jobs=2) as workers:
        return bundles.files(drawn, fonts=fonts, pool=workers.pool)


@pytest.fixture(scope="session")
def kit_of(kits):
    """Return what gives the files of one kit by their names."""

    def found(identifier):
        return {path.split("/")[2]: content for path, content in kits.items() if path.split("/")[1] == identifier}

    return found
