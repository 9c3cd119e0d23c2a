"""A picture's texts and marks are found where they stand, whichever way the SVG says it."""

import pytest
from tests.svg_boxes import read_svg_boxes

from multitrack.typography.text_metrics import SEMIBOLD, measure


def drawing(inside, around=""):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 440 200" {around}>{inside}</svg>'
    return read_svg_boxes(svg.encode())


def corner(label):
    return round(label.box.left, 6), round(label.box.bottom, 6)


def box(mark):
    return tuple(round(edge, 6) for edge in (mark.box.left, mark.box.top, mark.box.right, mark.box.bottom))


def test_the_room_is_the_view_box():
    assert drawing("").room.right == 440


def test_transformations_add_up_from_the_outside_in():
    one, *_ = drawing(
        '<g transform="translate(10,20)"><text font-size="9" transform="translate(5 5)">x</text></g>'
    ).labels
    assert corner(one)[0] == 15
    assert corner(one)[1] == pytest.approx(25, abs=0.2)


def test_a_picture_can_be_scaled_and_turned():
    (scaled,) = drawing('<rect width="10" height="4" transform="scale(2) translate(1,1)"/>').marks
    (turned,) = drawing('<rect width="10" height="4" transform="rotate(90)"/>').marks
    (matrix,) = drawing('<rect width="10" height="4" transform="matrix(1 0 0 1 7 8)"/>').marks
    assert [box(mark) for mark in (scaled, turned, matrix)] == [(2, 2, 22, 10), (-4, 0, 0, 10), (7, 8, 17, 12)]


def test_a_transformation_that_nobody_knows_is_an_error():
    with pytest.raises(ValueError, match="skewX"):
        drawing('<rect width="1" height="1" transform="skewX(30)"/>')


def test_a_text_stands_by_its_anchor():
    for anchor, left in (("start", 0), ("middle", -0.5), ("end", -1)):
        (label,) = drawing(f'<text font-size="9" text-anchor="{anchor}" x="100">word</text>').labels
        assert label.box.left == pytest.approx(100 + left * measure("word", 9).width)


@pytest.mark.parametrize(
    ("inside", "around"),
    [
        ('<text font-size="8.5px" font-weight="600">word</text>', ""),
        ('<g font-weight="600"><text>word</text></g>', 'font-size="8.5px"'),
        ('<style>.b { font-weight: bold; font-size: 8.5px }</style><text class="a b">word</text>', ""),
        ('<text style="font-size:8.5px;font-weight:600" font-size="20">word</text>', ""),
        ('<text font-size="8.5px" font-weight="600"><title>What a pointer is told</title>word</text>', ""),
        ('<text font-size="8.5px" font-weight="600">w<tspan>or</tspan>d</text>', ""),
    ],
)
def test_the_type_of_a_text_is_found_wherever_it_is_said(inside, around):
    (label,) = drawing(inside, around).labels
    assert label.box.right == pytest.approx(measure("word", 8.5, SEMIBOLD).width)


def test_each_line_of_a_text_is_one_label():
    lines = '<text font-size="9" x="5"><tspan x="5">one</tspan><tspan x="5" dy="11">two</tspan></text>'
    found = drawing(lines).labels
    assert [(label.text, round(label.box.bottom)) for label in found] == [("one", 0), ("two", 11)]


@pytest.mark.parametrize(
    "shape",
    [
        '<circle cx="50" cy="40" r="5"/>',
        '<ellipse cx="50" cy="40" rx="5" ry="5"/>',
        '<rect x="45" y="35" width="10" height="10"/>',
        '<path transform="translate(50,40)" d="M5,0A5,5,0,1,1,-5,0A5,5,0,1,1,5,0Z"/>',
        '<path d="M45 35h10v10h-10z"/>',
        '<polygon points="50,35 55,40 50,45 45,40"/>',
        '<defs><circle id="dot" r="5"/></defs><use href="#dot" x="50" y="40"/>',
        '<symbol id="dot"><circle r="5"/></symbol><use href="#dot" transform="translate(50,40)"/>',
    ],
)
def test_a_mark_takes_the_same_room_however_it_is_drawn(shape):
    (mark,) = drawing(shape).marks
    assert box(mark) == pytest.approx((45, 35, 55, 45), abs=0.01)


def test_a_line_is_as_thick_as_its_stroke_and_no_longer():
    (upright,) = drawing('<line x1="10" x2="10" y1="20" y2="60" stroke="#111" stroke-width="6"/>').marks
    assert box(upright) == (7, 20, 13, 60)


@pytest.mark.parametrize(
    "unseen",
    [
        '<rect width="9" height="9" fill="none"/>',
        '<rect width="9" height="9" fill="transparent"/>',
        '<rect width="9" height="9" opacity="0"/>',
        '<rect width="9" height="9" fill-opacity="0"/>',
        '<g display="none"><rect width="9" height="9"/></g>',
        '<g visibility="hidden"><rect width="9" height="9"/><text>word</text></g>',
        '<path d="" />',
        '<line x2="9" />',
        '<clipPath><rect width="9" height="9"/></clipPath>',
    ],
)
def test_what_is_not_seen_is_no_mark(unseen):
    assert (drawing(unseen).marks, drawing(unseen).labels) == ((), ())
