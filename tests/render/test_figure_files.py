"""A figure becomes a picture and its Markdown, under an identifier that changes with what it shows."""

import json
from dataclasses import dataclass, replace
from functools import partial

import altair as alt
import pandas as pd
import pytest
from babel.core import Locale

from multitrack.charts.canvas import Canvas, layer
from multitrack.charts.drawing import Picture, RenderedChart
from multitrack.charts.tokens import Tokens
from multitrack.errors import InputError
from multitrack.lang.language import Catalog, Language, Speaker
from multitrack.lang.outputs import Figure
from multitrack.lang.values import Message
from multitrack.products import Products
from multitrack.render.figure_files import (
    Drawings,
    draw_chart,
    draw_charts,
    make_figure_texts,
    make_figure_versions,
    serialise_figure,
    write_figure,
)


@dataclass(frozen=True)
class Shower:
    row: str
    also_row: str
    millimetres: float


SHOWERS = (Shower("Q001", "", 4.5), Shower("Q002", "Q003", 12.0))
TEXTS = {
    "labels": {
        "joints": {"list": ", ", "items": "; "},
        "notes": {"note": "Note.", "source": "Source:", "rows-more": "{first} … {last} ({count})"},
        "charts": {"rain": "Rain in mm"},
    },
    "figures": {
        "fig-rain": {
            "title": "Rain",
            "subtitle": "All {showers} of it, in *mm*.",
            "note": "Without dew.",
            "alt": 'It "rains".',
            "description": "At most {most}.",
        }
    },
}


def figure(showers=SHOWERS):
    def draw(canvas):
        language = canvas.language
        values = [{"millimetres": shower.millimetres} for shower in showers]
        marks = alt.Chart().mark_point()
        marks = marks.encode(x=alt.X("millimetres:Q", title=language.label("charts", "rain")))
        return canvas.finish(layer(pd.DataFrame(values), [marks]), 7)

    return Figure("fig-rain", showers, draw)


def language(code="en", **labels):
    charts = {**TEXTS["labels"], "charts": {"rain": f"Rain {code}"}, **labels}
    words = Catalog(f"data/text/{code}", {**TEXTS, "labels": charts})
    return Speaker.of(Language(code, Locale(code), words), {"showers": "2", "most": "12 mm"})


def drawn(picture):
    words = f"{picture.title}|{picture.description}|{picture.number_locale['decimal']}"
    return RenderedChart(words.encode(), b"<svg/>", b"<svg/>")


def files_of(showers=SHOWERS, languages=None, tmp_path=None):
    def draw_all(make, given):
        return [drawn(one) if isinstance(one, Picture) else make(one) for one in given]

    figures, speakers = [figure(showers)], languages or [language("en"), language("id")]
    charts = draw_charts(figures, speakers, Products())
    specs = {name: {code: sizes[0].spec for code, sizes in spoken.items()} for name, spoken in charts.items()}
    versions = make_figure_versions(figures, specs, "1.2.3")
    tokens = Tokens(light=dict.fromkeys(("hairline", "muted", "study"), "#22252B"), dark={}, sizes={}, faces={})
    texts = make_figure_texts(
        figures, [speaker.add_versions(versions) for speaker in speakers], specs, tokens, lambda *_: "@shaw1912"
    )
    return {**texts, **Drawings.begin(figures, speakers, charts, fonts=tmp_path, draw_all=draw_all).files(tokens)}


def code_in(markdown):
    return markdown.decode().split("{.float-code}\n")[1].split("\n")[0]


def identifier(files):
    return code_in(files["en/fig-rain.md"])


def test_the_markdown_holds_subtitle_picture_note_source_code_and_title():
    assert write_figure(figure(), language(), "fig-rain@1.0.0+abc", "@shaw1912") == (
        "::: {#fig-rain}\n"
        "::: {.float-subtitle}\nAll 2 of it\\, in \\*mm\\*\\.\n:::\n"
        "\n"
        '![](_generated/en/fig-rain.svg){fig-alt="It \\"rains\\"\\."}\n'
        "\n"
        "::: {.float-note}\n**Note\\.** Without dew\\.\n:::\n"
        "\n"
        "::: {.float-source}\n**Source\\:** @shaw1912\n:::\n"
        "\n"
        "::: {.float-code}\nfig\\-rain\\@1\\.0\\.0\\+abc\n:::\n"
        "\n"
        "**Rain**\n"
        ":::\n"
        "\n"
        '::: {.figure-data src="_generated/en/fig-rain.data.html"}\n'
        "\n"
        ":::\n"
    )


def test_every_language_gets_picture_and_markdown():
    endings = ("data.html", "inside.html", "md", "slide.svg", "svg", "vl.json")
    names = ("charts.b64", "charts.json", *(f"fig-rain.{ending}" for ending in endings))
    assert sorted(files_of()) == [f"{code}/{name}" for code in ("en", "id") for name in names]


def test_a_picture_is_drawn_with_its_words_and_its_languages_numbers():
    files = files_of()
    assert (files["en/fig-rain.svg"], files["id/fig-rain.svg"]) == (b"Rain|At most 12 mm.|.", b"Rain|At most 12 mm.|,")


def test_a_figure_has_one_version_in_all_languages():
    files = files_of()
    line = code_in(files["id/fig-rain.md"])
    assert line == identifier(files)
    assert line.startswith("fig\\-rain\\@1\\.2\\.3\\+")
    assert len(line.rsplit("+", 1)[1]) == 12


def draw_said(millimetres, canvas):
    title = canvas.language.say(Message("figures", ("fig-rain", "subtitle")))
    marks = alt.Chart().mark_point().encode(x=alt.X("millimetres:Q", title=title))
    return canvas.finish(layer(pd.DataFrame({"millimetres": [millimetres]}), [marks]), 7)


def reason(folder, millimetres, speaker):
    """Draw a chart, or take it, and say why."""
    products = Products(folder)
    draw_charts([Figure("fig-rain", SHOWERS, partial(draw_said, millimetres))], [speaker], products)
    return products.reasons


KEPT = ["kept chart.fig-rain.en: nothing that it depends on has changed"]
OTHER_WORDS = Speaker.of(
    replace(language(), words=Catalog("", {"figures": {"fig-rain": {"subtitle": "{showers}"}}})), {"showers": "2"}
)


@pytest.mark.parametrize(
    ("millimetres", "speaker", "changed"),
    [
        (13, language(), "marks"),
        (12, OTHER_WORDS, "figures fig-rain.subtitle"),
        (12, replace(language(), printed={"showers": "3"}), "{showers}"),
        (12, replace(language(), locale=Locale("en", "GB")), "locale"),
    ],
)
def test_a_chart_is_drawn_anew_if_its_marks_its_words_or_their_numbers_have_changed(
    millimetres, speaker, changed, tmp_path
):
    assert reason(tmp_path, 12, language()) == ["made chart.fig-rain.en: it was not made before"]
    assert reason(tmp_path, millimetres, speaker) == [f"made chart.fig-rain.en: changed: {changed}"]
    assert reason(tmp_path, 12, language()) == KEPT


def test_a_chart_is_taken_when_words_and_numbers_that_it_does_not_say_have_changed(tmp_path):
    reason(tmp_path, 12, language())
    others = replace(language(charts={"rain": "Shower"}), printed={"showers": "2", "most": "99 mm"})
    assert reason(tmp_path, 12, others) == KEPT


def test_a_chart_that_was_taken_is_as_it_was_drawn(tmp_path):
    figures = [Figure("fig-rain", SHOWERS, partial(draw_said, 12))]
    drawn, taken = (draw_charts(figures, [language()], Products(tmp_path)) for _ in range(2))
    assert taken == drawn == draw_charts(figures, [language()], Products())


def test_the_version_changes_with_the_data():
    other = (SHOWERS[0], replace(SHOWERS[1], also_row="Q004"))
    assert identifier(files_of(other)) != identifier(files_of())


def test_the_version_changes_with_the_words_of_any_language():
    languages = [language("en"), language("id", charts={"rain": "Hujan"})]
    assert identifier(files_of(languages=languages)) != identifier(files_of())


def test_the_specification_is_what_the_checked_chart_says():
    checked = figure().draw(Canvas(language())).to_dict()
    assert checked.pop("usermeta") == {"left": 7}
    spec = draw_chart(figure(), Canvas(language())).spec
    assert spec.pop("datasets") == {"data-0": next(iter(checked.pop("datasets").values()))}
    assert spec == {**checked, "data": {"name": "data-0"}}


def test_what_a_version_is_taken_from_is_canonical():
    content = serialise_figure(figure(), {"id": {"b": 1, "a": "é"}})
    assert json.loads(content)["points"][1] == {"row": "Q002", "also_row": "Q003", "millimetres": "12.0"}
    assert b'"specifications":{"id":{"a":"\xc3\xa9","b":1}}' in content


def test_missing_words_are_an_error():
    with pytest.raises(InputError) as caught:
        write_figure(replace(figure(), figure_id="fig-snow"), language(), "x", "")
    assert str(caught.value) == "data/text/en/figures.yml:fig-snow.title: no words for this key; add them"


def test_a_specification_does_not_depend_on_how_python_adds_up():
    almost = (Shower("Q001", "", 0.1 + 0.2), Shower("Q002", "Q003", 12.0))
    exactly = (Shower("Q001", "", 0.3), Shower("Q002", "Q003", 12.0))
    assert draw_chart(figure(almost), Canvas(language())).spec == draw_chart(figure(exactly), Canvas(language())).spec
