"""The figures of the real study, and their specifications in every language and size."""

import importlib
import json

import pytest

from multitrack.charts.canvas import Canvas
from multitrack.charts.theme import PAGE, PHONE, SLIDE
from multitrack.render.figure_files import draw_chart

SIZES = (PAGE, PHONE, SLIDE)


@pytest.fixture
def figure(request, dataset):
    """The figure of the module that the test module is named after."""
    name = request.module.__name__.rpartition("test_")[2]
    return importlib.import_module(f"multitrack.study.figures.{name}").build(dataset)


@pytest.fixture
def specs(figure, speakers):
    """Language → specification for a page."""
    return {language.code: draw_chart(figure, Canvas(language)).spec for language in speakers}


@pytest.fixture
def by_row(specs):
    """Language → row → the first of its records."""
    return {code: first_records(spec) for code, spec in specs.items()}


def first_records(spec):
    """Return row → the first record of it in a specification's data sets."""
    records = [record for rows in spec["datasets"].values() for record in rows if "words" in record and "row" in record]
    return {record["row"]: record for record in reversed(records)}


def find_all(node, name):
    """Return the values of a key anywhere in a specification, but for its data."""
    if isinstance(node, dict):
        found = [node[name]] if name in node else []
        return found + [one for key, part in node.items() if key != "datasets" for one in find_all(part, name)]
    return [one for part in node for one in find_all(part, name)] if isinstance(node, list) else []


def as_text(spec):
    """Return a specification as JSON."""
    return json.dumps(spec, ensure_ascii=False)
