"""What holds for every figure: its module, its rows, its words, its size, and the same data in every language."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from multitrack.lang.values import Message
from multitrack.study import figures
from multitrack.study.figures import build_figures

PARTS = ("title", "subtitle", "alt", "description")
ROOT = Path(__file__).parents[3]
FOLDER = Path(figures.__file__).parent
IDS = tuple(sorted(path.stem.replace("_", "-") for path in FOLDER.glob("fig_*.py")))


@pytest.fixture(scope="module")
def drawn(dataset, speakers):
    """Figure → language → specification."""
    return {figure: {one.code: figure.draw(one).to_dict() for one in speakers} for figure in build_figures(dataset)}


def words_and_places_aside(spec, figure):
    """Return the records without what differs by language and what only places them."""
    names = list(type(figure.points[0]).__dataclass_fields__)
    return [{name: record[name] for name in names} for record in spec["data"]["values"]]


def marks_of(spec):
    return {layer["mark"]["type"] for layer in spec["layer"]}


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
        assert figure.draw(speakers[0]).to_dict()["data"]["values"]


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


def test_languages_hold_the_same_data(drawn):
    for figure, specs in drawn.items():
        first, *others = (words_and_places_aside(spec, figure) for spec in specs.values())
        assert len(first) == len(figure.points)
        assert all(other == first for other in others), figure.figure_id


def test_languages_differ_in_words(drawn):
    for figure, specs in drawn.items():
        first, *others = specs.values()
        assert all(other != first for other in others), figure.figure_id


def test_every_picture_is_as_wide_as_it_is_printed(drawn):
    for specs in drawn.values():
        for spec in specs.values():
            assert spec["autosize"] == "none"
            assert spec["padding"]["left"] + spec["width"] + spec["padding"]["right"] == 440


def test_nothing_is_joined_by_a_line_or_an_area(drawn):
    for specs in drawn.values():
        for spec in specs.values():
            assert marks_of(spec) <= {"point", "rule", "text"}


def test_pictures_ask_for_one_typeface_in_quotes(drawn):
    for specs in drawn.values():
        for spec in specs.values():
            assert spec["config"]["font"] == "'Source Sans 3'"
            assert '"font"' not in str([layer["mark"] for layer in spec["layer"]])


def test_every_mark_of_a_record_says_what_it_is(drawn):
    for figure, specs in drawn.items():
        for spec in specs.values():
            layers = [layer for layer in spec["layer"] if "data" not in layer]
            assert layers, figure.figure_id
            for layer in layers:
                titles = [line["title"] for line in layer["encoding"]["tooltip"]]
                assert len(titles) == len(figure.told.columns) == len(set(titles))


def test_a_tooltip_says_the_words_of_the_data_beside_the_figure(dataset, speakers):
    figure = next(one for one in build_figures(dataset) if one.figure_id == "fig-gdp-growth")
    for language in speakers:
        records = figure.draw(language).to_dict()["data"]["values"]
        for record, row in zip(records, figure.told.body, strict=True):
            said = [record[f"told_{column.key.replace('-', '_')}_label"] for column in figure.told.columns]
            assert said == [language.say(value) for value in row.cells]


def test_records_and_points_stand_in_one_order(drawn):
    for figure, specs in drawn.items():
        rows = [point.row for point in figure.points]
        assert all([record["row"] for record in spec["data"]["values"]] == rows for spec in specs.values())


def test_views_show_points_of_their_figure_and_all_together_each(dataset):
    for figure in build_figures(dataset):
        shown = [point for _, view in figure.views for point in view.points]
        assert not figure.views or set(shown) == set(figure.points)
        assert all(view.figure_id == figure.figure_id for _, view in figure.views)
