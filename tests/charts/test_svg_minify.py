"""A picture for the inside of a page says the same in fewer letters."""

import re

import pytest

from multitrack.charts.svg_minify import minify_svg

CIRCLE = "M2,0A2,2,0,1,1,-2,0A2,2,0,1,1,2,0"
SQUARE = "M-1,-1h2v2h-2Z"


def svg(*marks):
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" font-family="Sans" font-size="8px"><title>T</title>'
        f'<desc>D</desc><g fill="none" stroke-miterlimit="10" transform="translate(10,20)">{"".join(marks)}</g></svg>'
    ).encode()


def inside(*marks):
    return re.fullmatch(r"<svg [^>]*>(.*)</svg>", minify_svg(svg(*marks), "wide").decode())[1]


def test_the_frame_keeps_size_and_type_and_loses_what_the_page_says_itself():
    assert minify_svg(svg(), "wide").decode() == (
        '<svg class="wide" viewBox="0 0 9 9" font-family="Sans" font-size="8px" fill="none"></svg>'
    )


def test_words_of_one_look_become_one_group_at_places_of_their_own():
    marks = [f'<text transform="translate({x},1.26)" fill="red">a &amp; b</text>' for x in (0.25, -3)]
    assert inside(*marks) == (
        '<g fill="red"><text x="10.2" y="21.3">a &amp; b</text><text x="7" y="21.3">a &amp; b</text></g>'
    )


def test_steps_that_meet_become_one_line():
    marks = ['<line x2="5" y2="-2" stroke="red"/>', '<line transform="translate(5,-2)" x2="5" stroke="red"/>']
    assert inside(*marks) == '<path stroke="red" d="M10,20l5-2h5"/>'


def test_dashes_begin_anew_in_each_step():
    look = 'stroke="red" stroke-dasharray="1,2"'
    marks = [f'<line x2="5" {look}/>', f'<line transform="translate(5,0)" x2="5" {look}/>']
    assert inside(*marks) == '<path stroke="red" stroke-dasharray="1,2" d="M10,20h5M15,20h5"/>'


def test_dots_of_one_colour_become_the_round_ends_of_lines_without_length():
    marks = [f'<path transform="translate({x},0)" d="{CIRCLE}" fill="red"/>' for x in (0, 7)]
    assert inside(*marks) == ('<path stroke="red" stroke-linecap="round" stroke-width="4" d="M10,20h0M17,20h0"/>')


def test_circles_with_an_edge_of_another_colour_stay_circles():
    mark = f'<path d="{CIRCLE}" fill="white" stroke="red"/>'
    assert inside(mark) == '<g fill="white" stroke="red"><circle cx="10" cy="20" r="2"/></g>'


def test_marks_with_fill_and_edge_that_overlap_are_painted_one_after_the_other():
    def square(x):
        return f'<path transform="translate({x},0)" d="{SQUARE}" fill="white" stroke="red"/>'

    assert inside(square(0), square(9)).count("<path") == 1
    assert inside(square(0), square(1)).count("<path") == 2


def test_what_cannot_be_seen_is_left_out():
    assert inside('<path d="M0,0h9v9h-9Z"/>', '<path d="" display="none" stroke="red"/>', "<g><g/></g>") == ""


def test_the_order_of_painting_is_kept():
    marks = ['<line x2="5" stroke="red"/>', '<line x2="5" stroke="blue"/>', '<line x2="5" stroke="red"/>']
    assert re.findall('stroke="(.*?)"', inside(*marks)) == ["red", "blue", "red"]


@pytest.mark.parametrize(
    ("mark", "complaint"),
    [
        ('<rect fill="red"/>', "rect"),
        ('<line transform="rotate(9)" stroke="red"/>', "rotate(9)"),
        ('<path d="M0,0Q1,1,2,2" fill="red"/>', "M0,0Q1,1,2,2"),
    ],
)
def test_a_mark_that_it_does_not_know_is_an_error_and_no_gap_in_the_picture(mark, complaint):
    with pytest.raises(ValueError, match=re.escape(complaint)):
        minify_svg(svg(mark), "wide")


def test_a_line_without_width_and_a_text_without_words_are_not_there():
    marks = [
        f'<path transform="translate({x},0)" d="{CIRCLE}" fill="red" stroke="blue" stroke-width="0"/>' for x in (0, 7)
    ]
    assert inside(*marks, '<text fill="red"/>') == (
        '<path stroke="red" stroke-linecap="round" stroke-width="4" d="M10,20h0M17,20h0"/>'
    )


def test_the_same_step_is_painted_twice_only_where_the_ground_shines_through():
    line = '<line x2="5" stroke="red"{}/>'
    assert inside(line.format("") * 2) == '<path stroke="red" d="M10,20h5"/>'
    assert inside(line.format(' opacity=".5"') * 2).count("M10,20h5") == 2


def test_a_mark_with_a_title_stays_by_itself_and_keeps_it():
    marks = [
        f'<path fill="red" transform="translate({x},0)" d="{CIRCLE}"><title>{x} &amp; Q001</title></path>'
        for x in (1, 2)
    ]
    assert inside(*marks) == (
        '<g fill="red"><circle cx="11" cy="20" r="2"><title>1 &amp; Q001</title></circle>'
        '<circle cx="12" cy="20" r="2"><title>2 &amp; Q001</title></circle></g>'
    )


def test_lines_of_a_text_become_texts_under_each_other():
    text = '<text fill="red"><tspan>one</tspan><tspan x="0" dy="9">two</tspan></text>'
    assert inside(text) == '<g fill="red"><text x="10" y="20">one</text><text x="10" y="29">two</text></g>'
