"""A specification becomes a picture that says what it shows, in the numbers and months of its language."""

import json
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from babel.core import Locale
from fontTools.ttLib import TTFont

from multitrack.charts.drawing import Picture, draw_svg, make_number_locale, make_time_locale
from multitrack.errors import InputError
from multitrack.render.figure_files import Drawings

SVG = "{http://www.w3.org/2000/svg}"
SPEC = {
    "data": {"values": [{"when": "1998-08-15", "value": 1234.5}]},
    "layer": [
        {
            "mark": {"type": "text", "clip": True},
            "encoding": {
                "x": {
                    "field": "when",
                    "type": "temporal",
                    "scale": {"type": "utc"},
                    "axis": {"format": "%B", "values": [{"year": 1998, "month": 8, "utc": True}]},
                },
                "text": {"field": "value", "type": "quantitative", "format": ",.1f"},
            },
        }
    ],
    "config": {"aria": True, "font": "'Source Sans 3'"},
}


@pytest.fixture
def picture(fonts):
    def make(code="en", **changes):
        locale = Locale.parse(code)
        parts = {"title": "Rain & <snow>", "description": "It rains.", "spec": json.dumps(SPEC), "name": "fig-rain"}
        return Picture(
            source="figures/fig_x.py",
            **{**parts, **changes},
            number_locale=make_number_locale(locale),
            time_locale=make_time_locale(locale),
            fonts=fonts,
        )

    return make


def parsed(svg):
    return ET.fromstring(svg)


def texts(svg):
    return ["".join(element.itertext()) for element in parsed(svg).iter(f"{SVG}text")]


def test_numbers_and_months_are_those_of_the_language(picture):
    assert {"1.234,5", "Agustus"} <= set(texts(draw_svg(picture("id"))))
    assert {"1,234.5", "August"} <= set(texts(draw_svg(picture("en"))))


def test_rules_for_numbers_come_from_the_locale():
    assert make_number_locale(Locale("id")) == {
        "decimal": ",",
        "thousands": ".",
        "grouping": [3],
        "currency": ["¤", ""],
        "minus": "\N{MINUS SIGN}",
        "percent": "%",
    }


def test_weeks_begin_on_sunday_as_d3_counts_them():
    names = make_time_locale(Locale("en"))
    assert names["days"][:2] == ["Sunday", "Monday"]
    assert names["shortMonths"][7] == "Aug"
    assert make_time_locale(Locale("id"))["months"][7] == "Agustus"


def test_a_picture_has_a_role_a_title_and_a_description(picture):
    root = parsed(draw_svg(picture()))
    assert root.attrib["role"] == "img"
    title, description = list(root)[:2]
    assert (title.tag, title.text, title.attrib["id"]) == (
        f"{SVG}title",
        "Rain & <snow>",
        root.attrib["aria-labelledby"],
    )
    assert (description.text, description.attrib["id"]) == ("It rains.", root.attrib["aria-describedby"])


def test_ids_begin_with_the_name_and_are_referred_to_so(picture):
    svg = draw_svg(picture()).decode()
    ids = [element.attrib["id"] for element in parsed(svg).iter() if "id" in element.attrib]
    assert len(ids) > 2
    assert all(name.startswith("fig-rain-") for name in ids)
    assert "url(#fig-rain-1)" in svg
    assert "url(#clip" not in svg


def test_nothing_in_it_is_a_link_or_said_in_the_words_of_the_drawing_program(picture):
    root = parsed(draw_svg(picture()))
    assert not list(root.iter(f"{SVG}a"))
    inside = [element for element in root.iter() if element is not root]
    assert not [
        name for element in inside for name in element.attrib if name.startswith("aria-") or name in {"role", "class"}
    ]


def test_the_same_picture_gives_the_same_bytes(picture):
    assert draw_svg(picture()) == draw_svg(picture())


def test_what_goes_without_saying_is_not_said(picture):
    root = parsed(draw_svg(picture()))
    assert root.attrib["font-family"] == "'Source Sans 3'"
    inside = [(name, value) for element in root.iter() if element is not root for name, value in element.items()]
    assert ("font-family", "'Source Sans 3'") not in inside
    assert not {("text-anchor", "start"), ("opacity", "1")} & set(inside)


def test_a_picture_reads_no_data_from_elsewhere(picture):
    spec = {**SPEC, "data": {"url": "https://example.org/data.csv"}}
    with pytest.raises(InputError, match=r"External data url not allowed: https://example\.org/data\.csv"):
        draw_svg(picture(spec=json.dumps(spec)))


@pytest.fixture(scope="session")
def pictures(opened, tokens, fonts):
    drawn = Drawings.begin(opened.outputs.figures, opened.numbered, opened.specifications, fonts=fonts).files(tokens)
    return {path: content for path, content in drawn.items() if path.endswith(".svg") and ".inside." not in path}


@pytest.fixture(scope="session")
def faces(fonts):
    """Weight → width of a text of one px."""
    cut = {"normal": "Regular", "600": "Semi"}
    return {
        weight: _measure(
            next(
                path
                for path in fonts.iterdir()
                if name in path.name and "Sans" in path.name and "Italic" not in path.name
            )
        )
        for weight, name in cut.items()
    }


def _measure(path):
    font = TTFont(path)
    names, advances, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return lambda text: sum(advances[names[ord(character)]][0] for character in text) / em


def boxes(svg, faces):
    """Return the rectangle of each text, in px of the picture."""
    found = []
    picture = parsed(svg)

    def walk(element, dx, dy):
        moved = element.attrib.get("transform", "")
        if moved.startswith("translate("):
            x, y = (float(part) for part in moved[10 : moved.index(")")].split(","))
            dx, dy = dx + x, dy + y
        if element.tag == f"{SVG}text" and element.text:
            size = float(element.get("font-size", picture.get("font-size")).removesuffix("px"))
            width = size * faces[element.attrib.get("font-weight", "normal")](element.text)
            left = dx - {"start": 0, "middle": width / 2, "end": width}[element.get("text-anchor", "start")]
            found.append((left, dy - 0.72 * size, left + width, dy + 0.2 * size, element.text))
        for child in element:
            walk(child, dx, dy)

    walk(picture, 0, 0)
    return found


def test_no_label_leaves_its_picture(pictures, faces):
    for path, svg in pictures.items():
        root = parsed(svg)
        width, height = (float(root.attrib[name]) for name in ("width", "height"))
        assert width == 440, path
        for left, top, right, bottom, text in boxes(svg, faces):
            assert left >= -0.5, (path, text)
            assert top >= -0.5, (path, text)
            assert right <= width + 0.5, (path, text)
            assert bottom <= height + 0.5, (path, text)


def test_no_two_labels_touch(pictures, faces):
    for path, svg in pictures.items():
        found = boxes(svg, faces)
        assert len(found) > 10, path
        for one, other in combinations(found, 2):
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (path, one[4], other[4])
