"""The room for words is estimated before anything is drawn."""

from multitrack.typography.text_metrics import estimate_margin


def test_a_margin_is_as_wide_as_its_longest_words_need():
    assert estimate_margin(["short", "m" * 10], 10, beside=6, least=80) == 88


def test_a_margin_for_short_words_is_the_least_one():
    assert (estimate_margin(["short"], 10, beside=6, least=80), estimate_margin([], 10, beside=6, least=80)) == (80, 80)


def test_a_margin_leaves_room_for_the_plot_however_long_the_words():
    assert estimate_margin(["m" * 100], 10, beside=6, least=80) == 120
