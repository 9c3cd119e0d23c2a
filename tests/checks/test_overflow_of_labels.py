"""A label that is too long for its place is an error at the line of the words that make it so."""

import pytest

from multitrack.checks.overflow import find_ill_fitting_labels
from multitrack.render.figure_files import Drawings, make_specifications


@pytest.fixture
def complaints(retold, tokens, fonts):
    """Return what is said of one figure after words were replaced."""

    def after(figure_id, name, key, words):
        edition, line = retold(name, key, words)
        figures = [edition.shown(figure_id)]
        specs = make_specifications(figures, edition.numbered)
        woven = Drawings.begin(figures, edition.numbered, specs, fonts=fonts).files(tokens)
        return line, [str(problem) for problem in problems(edition, woven)]

    return after


def problems(edition, woven):
    return list(find_ill_fitting_labels(edition.outputs.shown, edition.package.files, edition.numbered, woven))


def test_words_that_run_into_a_mark_are_named(complaints):
    words = "Pusat kemitraan pemerintah dan swasta bagi semua negara anggota"
    line, (said,) = complaints("fig-commitments", "id/quantities.yml", "purpose", words)
    assert said == (
        f'data/text/id/quantities.yml:{line}:Q030.purpose: the label "{words}" is 25 px too long for its place '
        "in fig-commitments, where it runs into a mark; shorten the words"
    )


def test_words_that_run_out_of_the_picture_are_named_though_a_year_stands_in_them(complaints):
    words = f"{'Both series of trade that are shown above, here at constant prices, ' * 2}{{year}}, {{unit}}"
    line, (said,) = complaints("fig-trade-reference", "en/labels.yml", "constant", words)
    drawn = words.format(year=2018, unit="US$ billion")
    assert said == (
        f'data/text/en/labels.yml:{line}:charts.constant: the label "{drawn}" is 88 px too long for its place '
        "in fig-trade-reference, where it runs out of the picture; shorten the words"
    )


def test_words_that_run_into_other_words_are_named(complaints):
    words = "Political questions and security"
    line, (said,) = complaints("fig-sectors", "en/labels.yml", "political-security", words)
    assert said == (
        f'data/text/en/labels.yml:{line}:sectors.political-security: the label "{words}" is 8 px too long for its '
        'place in fig-sectors, where it runs into "Economic"; shorten the words'
    )


def test_a_label_that_no_text_file_says_is_reported_at_the_figure(opened):
    line = opened.package.files["text/en/figures.yml"].decode().splitlines().index("fig-sectors:") + 1
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 440 50"><text x="430" y="20">1,234</text></svg>'
    (said,) = problems(opened, {"en/fig-sectors.svg": svg})
    assert str(said) == (
        f'data/text/en/figures.yml:{line}:fig-sectors: the label "1,234" is 26 px too long for its place '
        "in fig-sectors, where it runs out of the picture; no text file says it: give it more room in the figure"
    )


def test_a_label_in_several_clashes_is_reported_once_for_the_worst(opened):
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 440 50"><text x="430" y="20">1,234</text>'
        b'<circle cx="432" cy="16" r="3"/></svg>'
    )
    (said,) = problems(opened, {"en/fig-sectors.svg": svg})
    assert "is 37 px too long for its place in fig-sectors, where it runs into a mark" in said.found


def test_only_the_pictures_themselves_are_looked_at(opened):
    woven = {"en/fig-sectors.inside.svg": b"another form", "en/head.html": b"", "xx/fig-sectors.svg": b"no language"}
    assert problems(opened, woven) == []
