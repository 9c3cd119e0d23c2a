"""A label that runs out of its picture, into another or into a mark is found, and nothing else."""

import pytest
from tests.label_collisions import EDGE, MARK, find_collisions
from tests.svg_boxes import read_svg_boxes

from multitrack.typography.text_metrics import measure

WIDTH = measure("label", 10).width


def found(*parts):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" font-size="10">{"".join(parts)}</svg>'
    return [
        (clash.label.text, round(clash.over_px, 3), clash.into if isinstance(clash.into, str) else clash.into.text)
        for clash in find_collisions(read_svg_boxes(svg.encode()))
    ]


def text(words, x, y=50, anchor="start"):
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{words}</text>'


def dot(x, y=47):
    return f'<circle cx="{x}" cy="{y}" r="3"/>'


def test_labels_that_stand_free_are_no_clash():
    assert found(text("label", 10), text("label", 10 + WIDTH + 2), text("label", 10, 61), dot(100)) == []


@pytest.mark.parametrize(
    ("part", "over"),
    [
        (text("label", 200 - WIDTH + 7), 7),
        (text("label", WIDTH - 4, anchor="end"), 4),
        (text("label", 50, 0), measure("label", 10).above),
        (text("gap", 50, 99), measure("gap", 10).below - 1),
    ],
)
def test_a_label_that_leaves_the_picture_is_too_long_by_what_is_outside(part, over):
    assert found(part) == [(part.split(">")[1].split("<")[0], round(over, 3), EDGE)]


def test_a_label_at_the_very_edge_is_inside():
    assert found(text("label", 200 - WIDTH), text("label", 0)) == []


def test_the_label_that_grows_towards_the_other_is_too_long():
    assert found(text("label", 10), text("other", 10 + WIDTH - 6)) == [("label", 7.5, "other")]
    held = [text("other", 10, anchor="end"), text("label", 12 + WIDTH / 2, anchor="end")]
    assert [(word, into) for word, _, into in found(*held) if into != EDGE] == [("label", "other")]


def test_two_labels_in_one_place_are_a_clash():
    assert [(word, into) for word, _, into in found(text("label", 10), text("over", 10, 53))] == [("label", "over")]


def test_labels_too_near_to_be_told_apart_are_a_clash():
    assert found(text("label", 10), text("other", 10 + WIDTH + 1)) == [("label", 0.5, "other")]


def test_a_label_on_a_mark_is_too_long_by_what_reaches_over_its_near_edge():
    assert found(text("label", 10), dot(10 + WIDTH)) == [("label", 3, MARK)]
    assert found(dot(110), text("label", 120, anchor="end")) == [("label", round(113 - 120 + WIDTH, 3), MARK)]


def test_a_line_through_a_label_is_a_clash_and_one_past_it_is_none():
    def slanted(y):
        return f'<line x1="0" x2="200" y1="{y}" y2="{y + 100}" stroke="#111"/>'

    assert [into for _, _, into in found(text("label", 80), slanted(4))] == [MARK]
    assert found(text("label", 80), slanted(-90)) == []
    assert found(text("label", 80), slanted(12)) == []


def test_marks_may_lie_on_each_other():
    assert found(dot(50), dot(51), '<line x1="0" x2="200" y1="47" y2="47" stroke="#111"/>') == []
