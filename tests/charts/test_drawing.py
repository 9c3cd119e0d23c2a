"""A specification becomes a picture that says what it shows, in the numbers and months of its language."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from babel.core import Locale

from multitrack.charts.drawing import Picture, Sketch, draw, make_number_locale, make_time_locale
from multitrack.errors import InputError

SVG = "{http://www.w3.org/2000/svg}"
SPEC = {
    "data": {"values": [{"when": "1998-08-15", "value": 1234.5}]},
    "layer": [
        {
            "mark": {"type": "text"},
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
    "config": {"aria": True, "background": "transparent", "font": "'Source Sans 3'"},
}


@pytest.fixture
def picture(fonts):
    def make(code="en", **changes):
        locale = Locale.parse(code)
        sketch = Sketch(changes.pop("spec", json.dumps(SPEC)), 300, 12)
        parts = {"title": "Rain & <snow>", "description": "It rains.", "name": "fig-rain"}
        parts |= dict.fromkeys(("page", "phone", "slide"), sketch)
        return Picture(
            source="figures/fig_x.py",
            **{**parts, **changes},
            number_locale=make_number_locale(locale),
            time_locale=make_time_locale(locale),
            fonts=fonts,
        )

    return make


def draw_svg(picture):
    return draw(picture).svg


def parsed(svg):
    return ET.fromstring(svg)


def texts(svg):
    return [element.text for element in parsed(svg).iter(f"{SVG}text")]


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


def test_a_picture_is_as_wide_as_asked_and_begins_at_the_margin_that_is_asked(picture):
    svg = draw_svg(picture()).decode()
    assert parsed(svg.encode()).attrib["viewBox"].startswith("0 0 300 ")
    assert 'transform="translate(12,' in svg


def test_what_a_mark_says_becomes_its_title(picture):
    spec = json.loads(json.dumps(SPEC))
    spec["data"]["values"][0]["words"] = "August · Q001"
    spec["layer"][0]["mark"] = {"type": "point"}
    spec["layer"][0]["encoding"]["description"] = {"field": "words"}
    titles = [element.text for element in parsed(draw_svg(picture(spec=json.dumps(spec)))).iter(f"{SVG}title")]
    assert titles[0] == "Rain & <snow>"
    assert titles[-1] == "August · Q001"


def test_a_page_has_a_wide_and_a_narrow_picture(picture):
    inside = draw(picture()).inside.decode()
    assert inside.count("<svg") == 2
    assert 'class="wide"' in inside
    assert 'class="narrow"' in inside


def test_a_picture_in_a_page_has_no_title_of_its_own_and_no_size(picture):
    wide, narrow = (parsed(f"{svg}</svg>") for svg in draw(picture()).inside.decode().split("</svg>")[:2])
    assert (wide.attrib["class"], narrow.attrib["class"]) == ("wide", "narrow")
    assert set(wide.attrib) == {"class", "viewBox", "font-family", "font-size"}
    assert [element.tag for element in wide] == [f"{SVG}g"]


def test_places_are_told_in_tenths_of_a_pixel(picture):
    svg = draw_svg(picture()).decode()
    assert re.findall(r'(?:transform|d)="[^"]*\.\d\d[^"]*"', svg) == []


def test_the_drawing_program_says_nothing_of_headings(picture):
    spec = {**SPEC, "title": "Hujan", "config": {"aria": False}}
    titles = [element.text for element in parsed(draw_svg(picture("id", spec=json.dumps(spec)))).iter(f"{SVG}title")]
    assert titles == ["Rain & <snow>"]
