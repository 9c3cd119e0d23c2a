"""Texts are measured in the letters that they are set in."""

import io

import pytest
from fontTools.ttLib import TTFont

from multitrack.typography.fonts import cut_fonts
from multitrack.typography.text_metrics import SEMIBOLD, measure


def test_a_word_without_kerning_is_as_wide_as_its_letters():
    font = TTFont(io.BytesIO(cut_fonts()["SourceSans3-Regular.ttf"]))
    names, advances = font.getBestCmap(), font["hmtx"]
    units = sum(advances[names[ord(letter)]][0] for letter in "minimum")
    assert measure("minimum", 9).width == pytest.approx(9 * units / font["head"].unitsPerEm)


def test_letters_are_set_closer_where_the_face_says_so():
    assert measure("AV", 9).width < measure("A", 9).width + measure("V", 9).width


def test_heavier_letters_are_wider():
    assert measure("Track", 9, SEMIBOLD).width > measure("Track", 9).width


def test_figures_of_a_table_are_all_equally_wide():
    assert measure("1111", 9, tabular=True).width == pytest.approx(measure("8888", 9, tabular=True).width)


def test_a_text_reaches_as_far_up_and_down_as_its_letters():
    low, high, deep = measure("x", 10), measure("l", 10), measure("p", 10)
    assert 4 < low.above < high.above < 8
    assert (low.below < 0.3, deep.below > 1.5) == (True, True)


def test_a_space_has_a_width_and_no_outline():
    space = measure(" ", 10)
    assert (space.width > 1, space.above, space.below) == (True, 0, 0)
