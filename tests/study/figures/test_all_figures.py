"""What holds for every figure: its module, its rows, its words, its sizes, and the same data in every language."""

import re
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import altair as alt
import pytest
import vl_convert
from tests.label_collisions import EDGE, find_collisions
from tests.study.figures.conftest import as_text, find_all
from tests.svg_boxes import read_svg_boxes

from multitrack.charts.canvas import Canvas
from multitrack.charts.drawing import Picture, Sketch, draw, make_number_locale, make_time_locale
from multitrack.charts.theme import PAGE, PHONE, SLIDE
from multitrack.lang.language import Catalog
from multitrack.lang.values import Message
from multitrack.render.figure_files import draw_chart
from multitrack.study import figures
from multitrack.study.figures import build_figures

PARTS = ("title", "subtitle", "alt", "description")
ROOT = Path(__file__).parents[3]
FOLDER = Path(figures.__file__).parent
IDS = tuple(sorted(path.stem.replace("_", "-") for path in FOLDER.glob("fig_*.py")))
SIZES = (PAGE, PHONE, SLIDE)
NOTHING = Sketch('{"data": {"values": []}, "mark": "point"}', 0, 0)
"""Drawn in the place of the other sizes of a picture."""
TRACKS = {"fig-timeline", "fig-tracks-actors"}
LEAST_TEXT = {"page": 8, "phone": 12, "slide": 20 / (1808 / SLIDE.width)}
"""Least size of letters: points in print, px on a phone, and what makes 20 px of a slide's picture."""


@pytest.fixture(scope="module")
def charts(dataset, speakers):
    """Figure, language and size → chart."""
    return {
        (figure, language.code, size): draw_chart(figure, Canvas(language, size))
        for figure in build_figures(dataset)
        for language in speakers
        for size in SIZES
    }


@pytest.fixture(scope="module")
def pages(charts):
    """Figure → language → specification for a page."""
    found = {}
    for (figure, language, size), chart in charts.items():
        if size == PAGE:
            found.setdefault(figure, {})[language] = chart.spec
    return found


@pytest.fixture(scope="module")
def pictures(charts, speakers, fonts):
    """Figure, language and size → picture, as a reader of SVG sees it."""
    spoken = {one.code: one for one in speakers}
    return {
        (figure, code, size): drawn(figure, spoken[code], chart, fonts)
        for (figure, code, size), chart in charts.items()
    }


def drawn(figure, speaker, chart, fonts):
    """Return a chart as SVG of its size."""
    sketch = Sketch(as_text(chart.spec), chart.size.width, chart.left)
    locales = make_number_locale(speaker.locale), make_time_locale(speaker.locale)
    return draw(Picture(figure.figure_id, "", sketch, NOTHING, NOTHING, *locales, "t", "d", fonts)).svg


def test_modules_are_found_by_their_names(dataset):
    assert tuple(figure.figure_id for figure in build_figures(dataset)) == IDS


def test_a_figure_that_the_data_have_nothing_for_is_left_out(dataset):
    assert build_figures(replace(dataset, events=(), quantities=(), claims=(), trade=(), participations=())) == ()
    without_money = replace(dataset, quantities=())
    assert {"fig-trade-study", "fig-investment", "fig-commitments"}.isdisjoint(
        figure.figure_id for figure in build_figures(without_money)
    )


def test_more_tracks_than_colours_are_drawn_all_the_same(dataset, speakers):
    tracks = tuple(replace(track, studied=True) for track in dataset.tracks)
    for figure in build_figures(replace(dataset, tracks=tracks)):
        assert draw_chart(figure, Canvas(speakers[0])).spec["datasets"]


def test_a_module_is_named_as_its_figure_and_the_figure_names_its_file(dataset):
    for figure in build_figures(dataset):
        module = import_module(f"multitrack.study.figures.{figure.figure_id.replace('-', '_')}")
        assert module.build(dataset).figure_id == figure.figure_id
        assert ROOT / figure.source == Path(module.__file__)


def test_every_row_drawn_is_a_row_of_the_data(dataset):
    assert {row for figure in build_figures(dataset) for row in figure.rows} <= set(dataset.origins)


def test_every_figure_has_all_its_words_in_every_language(dataset, speakers):
    for figure in build_figures(dataset):
        for language in speakers:
            said = [language.say(Message("figures", (figure.figure_id, part))) for part in PARTS]
            assert all(said), (figure.figure_id, language.code)
            assert len(set(said)) == len(PARTS)


def test_no_words_wait_for_a_figure_that_is_not_there(dataset, speakers):
    for language in speakers:
        assert set(language.words.files["figures"]) == {figure.figure_id for figure in build_figures(dataset)}


def test_languages_hold_the_same_data(pages):
    for figure, specs in pages.items():
        first, *others = (
            [sorted(rows[0]) if rows else [] for rows in spec["datasets"].values()] for spec in specs.values()
        )
        assert all(sorted(other) == sorted(first) for other in others), figure.figure_id


def test_languages_differ_in_words(pages):
    for figure, specs in pages.items():
        first, *others = specs.values()
        assert all(other != first for other in others), figure.figure_id


def test_every_scale_is_a_scale_and_no_data_are_pixels(charts):
    for (figure, _, _), chart in charts.items():
        assert None not in find_all(chart.spec, "scale"), figure.figure_id
        names = {name for rows in chart.spec["datasets"].values() for row in rows for name in row}
        assert not [name for name in names if re.search(r"(^|_)(x|y|px|drawn|colour|color|shape)(_|$)", name)] or (
            figure.figure_id == "fig-venues" and names & {"shape"}
        )


def test_every_specification_is_one_of_vega_lite(pages):
    for specs in pages.values():
        alt.Root.validate(next(iter(specs.values())))  # those of the languages differ in words alone


def test_vega_lite_warns_of_nothing(charts, capfd):
    for chart in charts.values():
        vl_convert.vegalite_to_vega(chart.spec, vl_version="6.4", show_warnings=True)
    assert capfd.readouterr() == ("", "")


def test_vega_warns_of_nothing_while_it_draws(charts, browser):
    said = []
    page = browser.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.set_content("<div id='picture'></div>")
    page.add_script_tag(content=vl_convert.javascript_bundle(vl_version="6.4"))
    for chart in charts.values():
        page.evaluate("spec => vegaEmbed('#picture', spec).then(made => made.finalize())", chart.spec)
    assert said == []
    unseen = {
        "mark": "point",
        "data": {"values": [{"a": 1}]},
        "encoding": {"x": {"field": "b", "type": "quantitative"}},
    }
    page.evaluate("spec => vegaEmbed('#picture', spec)", unseen)
    assert said == ['WARN Infinite extent for field "b": [Infinity, -Infinity]']


def test_every_label_has_its_room(charts):
    found = [
        (figure.figure_id, language, size.name, chart.too_long) for (figure, language, size), chart in charts.items()
    ]
    assert [one for one in found if one[3]] == []


def test_no_label_leaves_its_picture(pictures):
    for (figure, language, size), svg in pictures.items():
        cut = [clash.label.text for clash in find_collisions(read_svg_boxes(svg)) if clash.into == EDGE]
        assert cut == [], (figure.figure_id, language, size.name)


def test_no_two_labels_meet(pictures):
    for (figure, language, size), svg in pictures.items():
        met = [clash for clash in find_collisions(read_svg_boxes(svg)) if not isinstance(clash.into, str)]
        assert [(one.label.text, one.into.text) for one in met] == [], (figure.figure_id, language, size.name)


def test_letters_are_large_enough_to_read(pictures):
    for (_, _, size), svg in pictures.items():
        sizes = [float(found) for found in re.findall(r'font-size="([\d.]+)px"', svg.decode())]
        assert min(sizes) >= LEAST_TEXT[size.name]


def test_pictures_ask_for_one_typeface_in_quotes(charts):
    for chart in charts.values():
        assert chart.spec["config"]["font"] == "'Source Sans 3'"
        assert set(find_all(chart.spec, "font")) == {"'Source Sans 3'"}


def test_hues_of_tracks_are_for_tracks_and_colours_come_from_the_tokens(charts):
    for (figure, _, _), chart in charts.items():
        text = as_text({**chart.spec, "datasets": {}})
        assert ("--track-" in text) == (figure.figure_id in TRACKS)
        assert not re.findall(r'"#[0-9A-Fa-f]{3,8}"', text)


def test_dashes_are_for_low_certainty(charts):
    for chart in charts.values():
        for dash in find_all(chart.spec, "strokeDash"):
            assert dash["condition"]["test"] == "datum.certain"


def test_every_mark_with_a_tooltip_has_its_words_for_the_page(charts):
    for (figure, _, _), chart in charts.items():
        told = [layer["encoding"] for layer in find_layers(chart.spec) if "tooltip" in layer.get("encoding", {})]
        assert told, figure.figure_id
        assert all(encoding["description"]["field"] == "words" for encoding in told)


def find_layers(spec):
    parts = [part for name in ("layer", "concat") for part in spec.get(name, [])]
    return [spec, *(layer for part in parts for layer in find_layers(part))]


def test_words_of_a_mark_end_with_the_code_of_its_row(pages):
    for figure, specs in pages.items():
        codes = {str(row.cells[-1].text) for row in figure.told.body}
        for spec in specs.values():
            said = [
                row["words"] for rows in spec["datasets"].values() for row in rows if "words" in row and "row" in row
            ]
            assert {words.rpartition(" · ")[2] for words in said} <= codes, figure.figure_id


def test_a_figure_with_one_row_is_drawn(dataset, speakers, fonts):
    one = replace(
        dataset,
        events=tuple(event for event in dataset.events if event.event_id == "T3-03"),
        quantities=dataset.quantities[60:80],
        participations=tuple(row for row in dataset.participations if row.event_id == "T3-03")[:1],
        claims=tuple(claim for claim in dataset.claims if claim.claim_id == "C077"),
    )
    for figure in build_figures(one):
        assert find_labels(figure, speakers[0], fonts), figure.figure_id


def test_rows_without_what_they_may_leave_out_are_drawn(dataset, speakers, fonts):
    left_out = dict.fromkeys(("heading_year", "heading_ordinal", "heading_year_fits", "date_start", "date_end"))
    bare = replace(
        dataset,
        events=tuple(replace(event, **left_out, city="") for event in dataset.events),
        series=tuple(replace(one, certain_from=None, certain_to=None, break_year=None) for one in dataset.series),
        claims=(),
    )
    for figure in build_figures(bare):
        labels = find_labels(figure, speakers[0], fonts)
        assert not labels & {"", "None", "nan", "null", "undefined"}, figure.figure_id


def find_labels(figure, speaker, fonts):
    """Return the labels of a figure for a page."""
    picture = drawn(figure, speaker, draw_chart(figure, Canvas(speaker)), fonts)
    return {label.text for label in read_svg_boxes(picture).labels}


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        ("fig-claims", Message("indicators", ("trade-total", "label"))),
        ("fig-commitments", Message("quantities", ("Q030", "purpose"))),
        ("fig-fields", Message("labels", ("charts", "of"))),
        ("fig-gdp-growth", Message("places", ("countries", "IDN"))),
        ("fig-heading-shift", Message("labels", ("charts", "shift-ends", "heading"))),
        ("fig-investment", Message("labels", ("directions", "canada-to-asean"))),
        ("fig-series", Message("labels", ("series", "jcc"))),
        ("fig-timeline", Message("labels", ("charts", "series", "jcc"))),
        ("fig-tracks-actors", Message("tracks", ("business", "short"))),
        ("fig-trade-balance", Message("labels", ("charts", "study-value"))),
        ("fig-trade-reference", Message("labels", ("charts", "sides", "asean"))),
        ("fig-trade-study", Message("indicators", ("trade-balance", "label"))),
        ("fig-venues", Message("places", ("cities", "Ottawa"))),
    ],
)
def test_a_label_of_another_script_and_200_letters_is_measured_and_noted(dataset, speakers, figure, message):
    words = _Replaced(speakers[0].words.folder, speakers[0].words.files, message)
    module = import_module(f"multitrack.study.figures.{figure.replace('-', '_')}")
    for size in SIZES if figure != "fig-heading-shift" else (PAGE, SLIDE):
        canvas = Canvas(replace(speakers[0], words=words), size)
        draw_chart(module.build(dataset), canvas)
        assert ["ช" * 200 in label for label in canvas.too_long].count(True) >= 1, size.name


@dataclass(frozen=True)
class _Replaced(Catalog):
    """Words of which one message is 200 letters of another script and its names in braces."""

    message: Message

    def find(self, message):
        found = super().find(message)
        return "ช" * 200 + "".join(re.findall(r"\{[a-z]+\}", found)) if message == self.message else found


def test_a_crowded_chart_notes_no_label_and_keeps_its_height(speakers):
    canvas = Canvas(speakers[0], crowded=True)
    rows = canvas.make_rows([f"{number} {'m' * 99}" for number in range(2000)], 20)
    assert canvas.too_long == {}
    assert rows.height <= PAGE.height + 1
