"""In no figure of any language does a label leave the picture, meet another or lie on a mark.

The measures that the program takes without a browser are held against those of one.
"""

import base64
import re
from dataclasses import replace
from itertools import combinations

import pytest

from multitrack.charts.label_collisions import find_collisions
from multitrack.charts.svg_boxes import read_svg_boxes
from multitrack.checks.overflow import find_ill_fitting_words
from multitrack.render.figure_files import Drawings, make_specifications
from multitrack.render.table_files import make_table_files
from multitrack.typography.fonts import FACES, cut_fonts

TOUCHING_PX = 0.5
MEASURE = """() => [...document.querySelectorAll("svg")].map(svg => {
  const texts = [...svg.querySelectorAll("text")].filter(text => text.textContent.trim())
  return texts.map(text => {
    // Sideways a box goes by whole pixels round the outlines; where letters begin and end is exact.
    const [first, last] = [text.getStartPositionOfChar(0), text.getEndPositionOfChar(text.getNumberOfChars() - 1)]
    const box = text.getBBox(), there = text.getCTM()
    const [one, other] = [[first.x, box.y], [last.x, box.y + box.height]].map(
      ([x, y]) => new DOMPoint(x, y).matrixTransform(there))
    return [text.textContent, one.x, one.y, other.x, other.y]
  })
})"""


def drawn(figures, speakers, specs, fonts, tokens):
    """Return language and figure → SVG."""
    files = Drawings.begin(figures, speakers, specs, fonts=fonts).files(tokens)
    return {path: content for path, content in files.items() if path.endswith(".svg") and ".inside." not in path}


@pytest.fixture(scope="module")
def pictures(opened, fonts, tokens):
    return drawn(opened.outputs.figures, opened.numbered, opened.specifications, fonts, tokens)


@pytest.fixture(scope="module")
def drawings(pictures):
    return {path: read_svg_boxes(svg) for path, svg in pictures.items()}


@pytest.fixture(scope="module")
def measured(pictures, browser):
    """Language and figure → the boxes of all its texts, as a browser sets them."""
    faces = "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f'src: url("data:font/ttf;base64,{base64.b64encode(cut_fonts()[f"{face.file}.ttf"]).decode()}") }}'
        for face in FACES
        if not face.italic
    )
    page_html = f"<style>{faces} svg {{ display: block }}</style>{''.join(svg.decode() for svg in pictures.values())}"
    page = browser.new_page()
    page.set_content(page_html)
    page.evaluate("document.fonts.ready")
    found = page.evaluate(MEASURE)
    page.close()
    return dict(zip(pictures, found, strict=True))


def test_every_figure_of_every_language_has_labels_and_marks(drawings, opened, speakers):
    assert len(drawings) == len(opened.outputs.figures) * len(speakers)
    assert [path for path, drawing in drawings.items() if len(drawing.labels) < 10 or len(drawing.marks) < 5] == []


def test_no_label_leaves_its_picture_meets_another_or_lies_on_a_mark(drawings):
    assert [(path, clash) for path, drawing in drawings.items() for clash in find_collisions(drawing)] == []


def test_a_browser_sets_each_label_in_the_same_place_and_as_wide(drawings, measured):
    for path, boxes in measured.items():
        labels = drawings[path].labels
        assert [label.text for label in labels] == [text for text, *_ in boxes], path
        for label, (text, left, top, right, bottom) in zip(labels, boxes, strict=True):
            assert (label.box.left, label.box.right) == pytest.approx((left, right), abs=0.1), (path, text)
            # Up and down a browser's box is that of the face, and holds the outlines that are measured here.
            assert top <= label.box.top < label.box.bottom <= bottom, (path, text)


def test_a_browser_sees_no_label_outside_its_picture(drawings, measured):
    outside = [
        (path, text)
        for path, boxes in measured.items()
        for text, left, top, right, bottom in boxes
        if left < -TOUCHING_PX or right > drawings[path].room.right + TOUCHING_PX
        or top < -TOUCHING_PX or bottom > drawings[path].room.bottom + TOUCHING_PX
    ]  # fmt: skip
    assert outside == []


def test_a_browser_sees_no_two_labels_on_each_other(measured):
    # The face leaves room above and below the letters, of which lines under each other may share a third.
    touching = [
        (path, one[0], other[0])
        for path, boxes in measured.items()
        for one, other in combinations(boxes, 2)
        if min(one[3], other[3]) - max(one[1], other[1]) > TOUCHING_PX
        and min(one[4], other[4]) - max(one[2], other[2]) > (one[4] - one[2]) / 3
    ]
    assert touching == []


def longer(entry):
    """Return words with every third letter twice, but for the names in braces."""
    if not isinstance(entry, str):
        return {key: longer(below) for key, below in entry.items()}
    parts = re.split(r"(\{[^}]*\})", entry)
    return "".join(
        part if part.startswith("{") else re.sub(r"((?:[^\W\d_]\W*){2})([^\W\d_])", r"\1\2\2", part) for part in parts
    )


@pytest.fixture(scope="module")
def longer_speakers(speakers):
    return [replace(one, words=replace(one.words, files=longer(one.words.files))) for one in speakers]


def test_words_that_are_a_third_longer_find_room_in_every_figure(opened, longer_speakers, fonts, tokens):
    figures = opened.outputs.figures
    pictures = drawn(figures, longer_speakers, make_specifications(figures, longer_speakers), fonts, tokens)
    assert [(path, clash) for path, svg in pictures.items() for clash in find_collisions(read_svg_boxes(svg))] == []


def test_words_that_are_a_third_longer_find_room_in_every_table(opened, dataset, longer_speakers):
    tables = opened.outputs.tables
    versions = {one: f"{one}@1.0.0+0123456789ab" for one in opened.outputs.ids}
    knowing = [speaker.add_versions(versions) for speaker in longer_speakers]
    assert (
        list(find_ill_fitting_words(tables, dataset, knowing, make_table_files(tables, knowing, lambda *_: ""))) == []
    )
