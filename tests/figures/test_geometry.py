"""In no figure of any language does a label leave the picture, meet another or lie on a mark.

The measures that the program takes without a browser are held against those of one.
"""

import base64
import re
from dataclasses import replace
from itertools import combinations

import pytest

from multitrack.compute import compute
from multitrack.figures import all_figures
from multitrack.weave.clashes import clashes
from multitrack.weave.drawing import read_drawing
from multitrack.weave.figures import figure_files
from multitrack.weave.fonts import FACES, font_files
from multitrack.weave.tables import table_files
from multitrack.weave.word_fit import ill_fitting_words

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


@pytest.fixture(scope="module")
def fonts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    for name, content in font_files().items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def pictures(dataset, speakers, fonts):
    """Language and figure → SVG."""
    files = figure_files(all_figures(dataset), speakers, dataset.release.version, fonts=fonts).pictures()
    return {path: content for path, content in files.items() if path.endswith(".svg") and ".inside." not in path}


@pytest.fixture(scope="module")
def drawings(pictures):
    return {path: read_drawing(svg) for path, svg in pictures.items()}


@pytest.fixture(scope="module")
def measured(pictures, browser):
    """Language and figure → the boxes of all its texts, as a browser sets them."""
    faces = "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f'src: url("data:font/ttf;base64,{base64.b64encode(font_files()[f"{face.file}.ttf"]).decode()}") }}'
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


def test_every_figure_of_every_language_has_labels_and_marks(drawings, dataset, speakers):
    assert len(drawings) == len(all_figures(dataset)) * len(speakers)
    assert [path for path, drawing in drawings.items() if len(drawing.labels) < 10 or len(drawing.marks) < 5] == []


def test_no_label_leaves_its_picture_meets_another_or_lies_on_a_mark(drawings):
    assert [(path, clash) for path, drawing in drawings.items() for clash in clashes(drawing)] == []


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


def test_no_label_is_crossed_by_a_hairline(pictures, monkeypatch):
    monkeypatch.setattr("multitrack.weave.drawing.HAIRLINE", "no colour is left out")
    found = [(path, clash.label.text) for path, svg in pictures.items() for clash in clashes(read_drawing(svg))]
    assert found == []


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


def test_words_that_are_a_third_longer_find_room_in_every_figure(dataset, longer_speakers, fonts):
    woven = figure_files(all_figures(dataset), longer_speakers, dataset.release.version, fonts=fonts).pictures()
    pictures = {path: svg for path, svg in woven.items() if path.endswith(".svg") and ".inside." not in path}
    assert [(path, clash) for path, svg in pictures.items() for clash in clashes(read_drawing(svg))] == []


def test_words_that_are_a_third_longer_find_room_in_every_table(dataset, longer_speakers):
    tables = compute(dataset).tables
    versions = {one: f"{one}@1.0.0+0123456789ab" for one in compute(dataset).ids}
    knowing = [speaker.with_versions(versions) for speaker in longer_speakers]
    assert list(ill_fitting_words(tables, dataset, knowing, table_files(tables, knowing))) == []
