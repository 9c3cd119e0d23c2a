"""A label that is too long for its place is an error at the line of the words that make it so."""

import pytest

from multitrack.charts.canvas import Canvas
from multitrack.charts.theme import PAGE, PHONE, SLIDE
from multitrack.checks.overflow import find_ill_fitting_labels
from multitrack.render.figure_files import draw_chart


@pytest.fixture
def complaints(retold):
    """Return what is said of one figure in one language after words were replaced."""

    def after(figure_id, name, key, words):
        edition, line = retold(name, key, words)
        figure = edition.shown(figure_id)
        speaker = next(one for one in edition.numbered if one.code == name.partition("/")[0])
        charts = [draw_chart(figure, Canvas(speaker, size)) for size in (PAGE, PHONE, SLIDE)]
        return line, [str(one) for one in find_ill_fitting_labels(figure, charts, speaker, edition.package.files)]

    return after


def test_a_row_s_words_without_room_are_named_where_they_are_the_most_too_long(complaints):
    words = "Pusatkemitraanpemerintahdanswastabagisemuanegaraanggota" * 2
    line, said = complaints("fig-commitments", "id/quantities.yml", "purpose", words)
    assert {one.split(":", 3)[:3][2] for one in said} == {"Q030.purpose"}
    assert said[0] == (
        f'data/text/id/quantities.yml:{line}:Q030.purpose: the label "{words}" is 331 px too long for its place in '
        "fig-commitments (phone); shorten the words"
    )


def test_a_heading_is_named_though_a_year_stands_in_it(complaints):
    words = f"{'Bothseriesoftradethatareshownabove' * 4} {{year}}, {{unit}}"
    line, (said,) = complaints("fig-trade-reference", "en/labels.yml", "constant", words)
    assert said.startswith(f'data/text/en/labels.yml:{line}:charts.constant: the label "Bothseries')
    assert said.endswith("for its place in fig-trade-reference (phone); shorten the words")
