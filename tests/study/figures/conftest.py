"""The figures of the real study, and their specifications in every language, checked against Vega-Lite's schema."""

from __future__ import annotations

import importlib

import pytest


@pytest.fixture
def figure(request, dataset):
    """The figure of the module that the test module is named after."""
    name = request.module.__name__.rpartition("test_")[2]
    return importlib.import_module(f"multitrack.study.figures.{name}").build(dataset)


@pytest.fixture
def specs(figure, speakers):
    """Language → specification."""
    return {language.code: figure.draw(language).to_dict() for language in speakers}


@pytest.fixture
def by_row(specs):
    """Language → row → the first of its records."""
    return {
        code: {record["row"]: record for record in reversed(spec["data"]["values"])} for code, spec in specs.items()
    }
